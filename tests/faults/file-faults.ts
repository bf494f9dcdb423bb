import type { PlantedFault } from "./planted-fault.ts";

const support = (module: string): string => `tap_outbox/support/${module}.py`;

export const FILE_FAULTS: readonly PlantedFault[] = [
  {
    file: support("file_formats"),
    name: "the last line left out",
    find: "        while True:\n            source.begin()\n            try:\n                cells = next(reader)",
    replace:
      "        held = list(source)[:-1]\n        reader = csv.reader(held, delimiter=self.delimiter, quotechar=self.quote)\n        while True:\n            try:\n                cells = next(reader)",
    seenIn: "every-record-once",
  },
  {
    file: support("file_values"),
    name: "decimals as floats",
    find: 'return format(number, "f")',
    replace: "return str(float(number))",
    seenIn: "every-record-once",
  },
  {
    file: support("file_arrival"),
    name: "files that are still being written",
    find: "or self._is_no_data(file)",
    replace: "",
    seenIn: "every-record-once",
  },
  {
    file: support("file_arrival"),
    name: "files that haven't settled",
    find: "return self.settled_after == 0 or",
    replace: "return True or",
    seenIn: "every-record-once",
  },
  {
    file: support("file_formats"),
    name: "the line in which a value ends",
    find: "yield source.first, cells",
    replace: "yield source._number, cells",
    seenIn: "every-record-once",
  },
  {
    file: support("file_manifest"),
    name: "a state that is never used",
    find: 'dict(state.get("files", {}))',
    replace: "{}",
    seenIn: "incremental",
  },
  {
    file: support("file_manifest"),
    name: "a file that changed taken for the old one",
    find: "return self._named.get(file.path) == _entry(file) or",
    replace: "return file.path in self._named or",
    seenIn: "incremental",
  },
  {
    file: support("file_set_stream"),
    name: "only files that are newer than the newest",
    find: "return [file for file in files if not manifest.has(file)]",
    replace:
      'last = max((one["modified"] for one in manifest._named.values()), default="")\n        return [file for file in files if file.modified.isoformat() > last]',
    seenIn: "incremental",
  },
  {
    file: support("file_set_stream"),
    name: "a file that counts as read before it was",
    find: "            count = 0\n",
    replace: "            count = 0\n            self._finish(file, manifest)\n",
    seenIn: "resume",
  },
  {
    file: support("file_set_stream"),
    name: "a broken file that is left in silence",
    find: "self._tell(f\"'{self.name}' leaves {error}\")\n                continue",
    replace: "del error\n                continue",
    seenIn: "malformed-page",
  },
  {
    file: support("file_fields"),
    name: "columns that nobody knew dropped",
    find: "if not self._known.issuperset(row):",
    replace: "if False:",
    seenIn: "extra-field",
  },
];
