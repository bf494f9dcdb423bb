import type { FileField } from "../../model/file.ts";
import type { Stream } from "../../model/stream.ts";
import type { JsonSchema, JsonType, Note } from "../../model/values.ts";
import { noteOf } from "../notes.ts";
import type { FileDecisions } from "./file-decisions.ts";

/** Files of one kind as the model holds them. */
export function fileStream(decisions: FileDecisions): Stream {
  const { files, said, selected, primaryKey, content, fields, format } = decisions;
  const { access } = files;
  const notes = fileNotes(decisions);
  return {
    name: files.stream,
    ...(files.description === undefined ? {} : { description: files.description }),
    schema: recordSchema(decisions),
    primaryKey: primaryKey.value,
    access: {
      kind: "file",
      glob: said.glob ?? access.glob,
      format,
      compression: access.compression,
      encoding: said.encoding ?? access.encoding,
      fields,
      content: content.value,
    },
    parents: [],
    selected,
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function fileNotes({ files, primaryKey, content, dateOrder, decimalMark }: FileDecisions): Note[] {
  const told = (decision: typeof dateOrder | typeof decimalMark) => decision.open || decision.by === "override";
  return [
    ...noteOf("primary-key", primaryKey),
    ...noteOf("content", content),
    ...(told(dateOrder) ? noteOf("date-order", dateOrder) : []),
    ...(told(decimalMark) ? noteOf("decimal-mark", decimalMark) : []),
    ...files.remarks.map((text): Note => ({ about: "fields", text, open: false })),
    ...files.fields.flatMap(({ misfits, finding }): Note[] =>
      misfits
        ? [
            {
              about: "fields",
              text: `${misfits.count} of ${misfits.of} values of ${finding.value.name} are no ${finding.value.type} (${misfits.at.document} ${misfits.at.pointer})`,
              open: false,
            },
          ]
        : [],
    ),
  ];
}

/** Each record also says where it came from. */
const ORIGIN: Readonly<Record<string, JsonSchema>> = {
  _file: { type: "string", description: "The file, below the folder that all are in." },
  _line: { type: "integer", description: "Where the record begins in it, from 1." },
  _modified: { type: "string", format: "date-time", description: "When the file was changed last." },
};

function recordSchema({ fields, files }: FileDecisions): JsonSchema {
  const described = new Map(files.fields.map(({ finding, description }) => [finding.value.name, description]));
  const properties = fields.map((field): [string, JsonSchema] => {
    const description = described.get(field.name);
    const own = valueSchema(field);
    return [field.field ?? field.name, description === undefined ? own : { ...own, description }];
  });
  return { type: "object", properties: { ...Object.fromEntries(properties), ...ORIGIN } };
}

const WRITTEN: Readonly<Record<string, { readonly type: readonly JsonType[]; readonly format?: string }>> = {
  bool: { type: ["boolean"] },
  float32: { type: ["number"] },
  float64: { type: ["number"] },
  date: { type: ["string"], format: "date" },
  time: { type: ["string"], format: "time" },
  timestamp: { type: ["string"], format: "date-time" },
  timestamptz: { type: ["string"], format: "date-time" },
  json: { type: ["object", "array", "string", "number", "boolean"] },
};

/** Decimals are texts, with all their digits. */
function valueSchema({ type, nullable }: FileField): JsonSchema {
  const family = type.replace(/[(<].*$/s, "");
  const found = /^u?int\d*$/.test(family)
    ? { type: ["integer" as const] }
    : (WRITTEN[family] ?? { type: ["string" as const] });
  const types: readonly JsonType[] = nullable ? [...found.type, "null"] : found.type;
  return { ...found, type: types.length === 1 ? (types[0] ?? "string") : types };
}
