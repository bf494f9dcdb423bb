import type { ConnectorModel } from "../../../../model/connector-model.ts";
import type { FileSource } from "../../../../model/file.ts";
import { START_SETTING } from "../../../../model/setting.ts";
import type { Note } from "../../../../model/values.ts";
import { inShort } from "../../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../../printing/markdown.ts";
import type { TapNames } from "../../plan.ts";
import { settingsSection, usageSection } from "../readme-parts.ts";
import type { FileSet } from "./file-set.ts";
import { formatInWords } from "./file-stream.ts";

interface Told {
  readonly model: ConnectorModel;
  readonly source: FileSource;
  readonly streams: readonly FileSet[];
  readonly names: TapNames;
}

const STORES: Readonly<Record<FileSource["store"], string>> = {
  local: "a folder",
  sftp: "an SFTP server",
  s3: "an object store",
};

/** `README.md`: enough for a stranger. */
export function filesReadme(told: Told): string {
  const { model, names, source } = told;
  return `${[
    `# ${names.tap}`,
    `A [Singer](https://www.singer.io) tap for the files of ${text(model.title)}, which lie in ${STORES[source.store]} (${code(source.location)}), built on the Meltano Singer SDK.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...openQuestions(told),
    ...usageSection(told),
    "## Settings",
    settingsSection(told),
    ...streamsSection(told),
    ...server(told),
    ...arrival(told),
    ...reading(told),
    ...values(told),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on files that are made of `tests/files.json` in a folder for the time being:",
    "```bash\nuv sync --group test && uv run pytest\n```",
  ].join("\n\n")}\n`;
}

const notesOf = ({ model, streams }: Told): (readonly [string, Note])[] => [
  ...(model.notes ?? []).map((note) => ["all files", note] as const),
  ...streams.flatMap((stream) => (stream.notes ?? []).map((note) => [stream.name, note] as const)),
];

function openQuestions(told: Told): string[] {
  const open = notesOf(told).filter(([, note]) => note.open);
  if (open.length === 0) return [];
  return [
    "## TODO: open questions",
    "The samples don't answer these. Until they are answered, the tap does the careful thing.",
    table(
      ["Where", "About", "TODO"],
      open.map(([where, note]) => [text(where), note.about, text(note.text)]),
    ),
  ];
}

const CONTENT = {
  additions: "rows that are added",
  "whole-list": "all rows; only the newest file counts",
  unknown: "not known; taken for rows that are added",
} as const;

function streamsSection({ streams }: Told): string[] {
  const rows = streams.map((stream) => [
    code(stream.name),
    code(stream.access.glob),
    text(formatInWords(stream.access)),
    stream.primaryKey.map((key) => code(key.join("."))).join(", "),
    CONTENT[stream.access.content],
  ]);
  return ["## Streams", table(["Stream", "Files", "Form", "Key", "What a file holds"], rows)];
}

function server({ source }: Told): string[] {
  if (source.store !== "sftp") return [];
  const items = [
    "Behind the server's name and a slash stands the folder: from the server's root if it begins with another slash (a `folder` of `/out`), else from where a login begins.",
    "The server's key is `host_key`; a server that shows another one, or any while none is given, isn't trusted. Ask its owner for it, or take what `ssh-keyscan -p 22 HOST` shows and have it confirmed.",
    "A login is tried once. A connection that can't be made is tried six times within half a minute; one that breaks is made anew, and a file goes on from where it was.",
    "paramiko 5 speaks SHA-2 alone; for a server that is older than that, `paramiko<5` has to be installed, with the risk that comes with SHA-1.",
    "Reading over SFTP was tested with OpenSSH 9.2 and paramiko's own server, not with any other product.",
  ];
  return ["## The server", items.map((item) => `- ${item}`).join("\n")];
}

function arrival({ source }: Told): string[] {
  const { ignore, marker, settledAfter } = source.arrival;
  const items = [
    ...(ignore.length > 0 ? [`Never read: ${ignore.map((glob) => code(glob)).join(", ")}.`] : []),
    ...(marker === undefined ? [] : [`A file is read once ${code(marker)} lies beside it.`]),
    ...(settledAfter > 0
      ? [
          `A file is read once it wasn't changed for ${settledAfter} seconds; one with a time in the future waits for it.`,
        ]
      : []),
    ...(marker === undefined && settledAfter === 0
      ? ["A file is read as soon as it is there: the sender has to give it its name when it is whole."]
      : []),
  ];
  return ["## When a file is read", items.map((item) => `- ${item}`).join("\n")];
}

function reading({ model, streams }: Told): string[] {
  const hasLists = streams.some(({ access }) => access.content === "whole-list");
  const items = [
    "The tap only reads: it moves, renames and deletes nothing.",
    "Each file is read once. The state names the files that were read, with size and time of change; of more than 500, the earlier ones are kept as marks of eight bytes, and those that are gone are forgotten. A file that arrives late under an old time is read all the same.",
    "A file whose size or time changed is read again as a whole. Its records have the same `_file` and `_line`, so that they overwrite themselves where these are the key; rows that it doesn't hold any more stay in the destination.",
    "A file counts as read when its last record was written. A run that was cut off reads it again from its beginning.",
    "A file with a row that isn't as declared (too few values, a value that isn't of its type, broken JSON) is left at that row and told with its line and column; the others are read, the tap ends with a non-zero exit, and tries the file again in the next run. So is a file that changes while it is read, can't be unpacked or isn't in its encoding.",
    "Columns that nobody knew are read as text under their own name, and told. A column that is gone is null where it may be null; else the file is left.",
    ...(hasLists
      ? [
          "Where a file holds all rows, only the newest one is read, and only if it wasn't yet; older ones are passed over. Rows that are gone from the list stay in the destination unless the loader is told by `_modified`: keep the rows with the newest.",
        ]
      : []),
    "To read everything again, select the stream with `replication-method: FULL_TABLE`, or drop the state.",
    ...(model.settings.some(({ name }) => name === START_SETTING)
      ? [`Files that were changed before ${code(START_SETTING)} aren't read, where it is given.`]
      : []),
    "Links to folders aren't followed, and nothing outside of the folder is read.",
  ];
  return ["## How it reads", items.map((item) => `- ${item}`).join("\n")];
}

function values({ streams }: Told): string[] {
  const has = (kind: string) => streams.some(({ access }) => access.format.kind === kind);
  const items = [
    "Every record says where it came from: `_file`, `_line` (from 1; where a value has line breaks, the first of its lines; of a JSON document, the record's number) and `_modified`.",
    "Decimals keep all their digits, dates and times are ISO 8601; a time without a zone is written as if it were UTC.",
    "An empty text is null, unless the field may not be null.",
    ...(has("fixed-width")
      ? ["Spaces around a value of a place are no part of it. Lines that are blank are no records."]
      : []),
    ...(has("json") ? ["A JSON document is held in memory as a whole: half a billion characters at most."] : []),
  ];
  return ["## How values are written", items.map((item) => `- ${item}`).join("\n")];
}

/** What the facts were read from. */
function reasons(told: Told): string[] {
  const known = notesOf(told).filter(([, note]) => !note.open);
  if (known.length === 0) return [];
  const rows = known.map(([where, note]) => [text(where), note.about, text(note.text)]);
  return ["## Why we believe it", table(["Where", "About", "Why"], rows)];
}

/** `AGENTS.md`: what one must know to change the tap. */
export function filesAgents(told: Told): string {
  const { names } = told;
  const isOpen = notesOf(told).some(([, note]) => note.open);
  return `# Working on ${names.tap}

This project was generated. Facts about the files (globs, forms, fields, keys) belong into the connector's
\`overrides.yaml\`, one folder up, and are built in anew; \`tests/files.json\` says the same facts to the tests.

- \`${names.package}/tap.py\`: settings, the folder, when a file is whole, the list of streams
- \`${names.package}/client.py\`: what all streams share
- \`${names.package}/streams.py\`: one class for each kind of file, attributes only
- \`${names.package}/schemas/\`: a JSON Schema for each kind of record
- \`${names.package}/support/\`: how reading works; nothing in it knows these files. The tests need \`local_store.py\`
- \`tests/\`: \`uv run pytest\`, offline, a few seconds

Check a change with \`uv run pytest\`, \`uvx ruff check .\`, \`uvx ruff format --check .\` and \`uv run --group test --group typing mypy .\`.
Never write credentials, or real files, into this project; \`.env\` and \`config.json\` are ignored by git.

${isOpen ? "Questions about the files are open: see the README's TODO table. Don't guess: ask, or look at more of them." : "No question about the files is open."}
`;
}
