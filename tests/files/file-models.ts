import type { ConnectorModel } from "../../src/model/connector-model.ts";
import type { FileAccess, FileField, FileSource } from "../../src/model/file.ts";
import type { Setting } from "../../src/model/setting.ts";
import type { Stream } from "../../src/model/stream.ts";
import type { JsonSchema } from "../../src/model/values.ts";

const FOLDER: Setting = {
  name: "folder",
  title: "Folder",
  type: "string",
  secret: false,
  required: true,
  purpose: "server",
};

const ARRIVAL: FileSource["arrival"] = { ignore: ["*.part", ".*"], settledAfter: 60 };

/** A field of a file. */
export const field = (name: string, type: string, more: Partial<FileField> = {}): FileField => ({
  name,
  type,
  nullable: true,
  ...more,
});

/** A stream of files; its schema says what its fields say. */
export function fileStream(
  name: string,
  access: Pick<FileAccess, "glob" | "fields"> & Partial<FileAccess>,
  more: Partial<Omit<Stream, "access">> = {},
): Stream {
  return {
    name,
    schema: schemaOf(access.fields),
    primaryKey: [],
    parents: [],
    selected: true,
    ...more,
    access: {
      kind: "file",
      format: { kind: "delimited", delimiter: ",", quote: '"', header: true, skipLines: 0 },
      compression: "by-name",
      encoding: "utf-8",
      content: "additions",
      ...access,
    },
  };
}

export function fileModel(
  streams: readonly Stream[],
  source: Partial<FileSource> = {},
  settings: readonly Setting[] = [FOLDER],
): ConnectorModel {
  return {
    modelVersion: 1,
    name: "outbox",
    title: "Outbox",
    settings,
    streams,
    source: { kind: "file", store: "local", location: "{folder}", arrival: ARRIVAL, ...source },
  };
}

function schemaOf(fields: readonly FileField[]): JsonSchema {
  return {
    type: "object",
    properties: Object.fromEntries(fields.map((one) => [one.field ?? one.name, typeOf(one.type)])),
  };
}

function typeOf(type: string): JsonSchema {
  if (/^u?int/.test(type)) return { type: "integer" };
  if (/^float/.test(type)) return { type: "number" };
  if (type === "bool") return { type: "boolean" };
  if (type === "date") return { type: "string", format: "date" };
  if (/^timestamp/.test(type)) return { type: "string", format: "date-time" };
  if (type === "json") return { type: ["object", "array", "string", "number", "boolean"] };
  return { type: "string" };
}

/** Orders as German accounting writes them, events as JSON, a list of customers, and names of any kind. */
export const OUTBOX: ConnectorModel = fileModel([
  fileStream(
    "orders",
    {
      glob: "orders/*.csv",
      encoding: "cp1252",
      format: { kind: "delimited", delimiter: ";", quote: '"', header: true, skipLines: 2, comment: "#" },
      fields: [
        field("Nr", "int(64)", { nullable: false, field: "id" }),
        field("Kunde", "text"),
        field("Betrag", "decimal(12,2)", { written: { decimalMark: ",", groupMark: "." } }),
        field("Datum", "date", { written: { datePattern: "%d.%m.%Y" } }),
        field("Bezahlt", "bool", { written: { trueWords: ["ja"], falseWords: ["nein"] } }),
        field("Storno", "date", { written: { datePattern: "%d.%m.%Y", nullWords: ["00.00.0000"] } }),
      ],
    },
    { primaryKey: [["id"]] },
  ),
  fileStream("events", {
    glob: "events/**/*.jsonl.gz",
    format: { kind: "json-lines" },
    fields: [
      field("at", "timestamptz(6)", { nullable: false }),
      field("kind", "text"),
      field("amount", "decimal(18,4)"),
      field("ratio", "float64"),
      field("detail", "json"),
    ],
  }),
  fileStream(
    "customers",
    {
      glob: "customers_*",
      content: "whole-list",
      format: { kind: "delimited", delimiter: "\t", header: true, skipLines: 0 },
      fields: [
        field("code", "text", { nullable: false }),
        field("since", "timestamp(0)"),
        field("_line", "text", { field: "row" }),
      ],
    },
    { primaryKey: [["code"]] },
  ),
  fileStream("readings", {
    glob: "**/readings-????.txt",
    encoding: "utf-8",
    format: { kind: "delimited", delimiter: "|", quote: "'", escape: "\\", header: false, skipLines: 0 },
    fields: [
      field("meter", "text"),
      field("value", "decimal(10,3)", { written: { impliedDecimals: 3 } }),
      field("read_at", "timestamp(0)", { written: { datePattern: "%s" } }),
    ],
  }),
]);

const HOSTILE = `"""'); {folder} {{ 7*7 }} \${HOME} %s :p`;

const SERVER: readonly Setting[] = [
  { ...FOLDER, name: "host", title: "Host" },
  { ...FOLDER, name: "port", title: "Port", type: "integer", required: false, default: 22 },
  FOLDER,
  { ...FOLDER, name: "password", title: "Password", secret: true, purpose: "credential" },
];

/**
 * Of a server, read from a folder here: files with markers beside them, one that is always the same, lines of fixed
 * width between other records, JSON documents, and names that mean something elsewhere.
 */
export const MARKED: ConnectorModel = fileModel(
  [
    fileStream(
      "stock",
      {
        glob: "stock.csv",
        fields: [
          field("sku", "text", { nullable: false }),
          field("on hand", "int(32)", { field: "on_hand" }),
          field("price", "decimal(10,2)", { written: { decimalMark: "," } }),
          field(HOSTILE, "text"),
        ],
        format: { kind: "delimited", delimiter: ",", quote: '"', escape: "\\", header: true, skipLines: 0 },
        encoding: "utf-16",
      },
      { primaryKey: [["sku"]] },
    ),
    fileStream("class", {
      glob: "in [[]x]/**",
      format: { kind: "json-lines" },
      fields: [field(HOSTILE, "text"), field("select", "bool", { nullable: false }), field("day", "date")],
    }),
    fileStream(
      "postings",
      {
        glob: "POST.D[0-9]*",
        encoding: "latin-1",
        format: { kind: "fixed-width", skipLines: 1, skipLinesAtEnd: 2, only: { start: 0, value: "20" } },
        fields: [
          field("account", "text(10)", { nullable: false, place: { start: 2, length: 10 } }),
          field("entry", "int(32)", { nullable: false, place: { start: 12, length: 6 } }),
          field("amount", "decimal(13,2)", { place: { start: 18, length: 15 }, written: { impliedDecimals: 2 } }),
          field("booked", "date", {
            place: { start: 33, length: 8 },
            written: { datePattern: "%Y%m%d", nullWords: ["00000000"] },
          }),
          field("text", "text(20)", { place: { start: 45, length: 20 } }),
        ],
      },
      { primaryKey: [["entry"]] },
    ),
    fileStream("rates", {
      glob: "rates/*.json",
      compression: "none",
      format: { kind: "json", recordsPath: ["days", "*", "rates"] },
      fields: [
        field("currency", "text", { nullable: false }),
        field("rate", "decimal(18,8)"),
        field("on", "date"),
        field("open", "bool"),
      ],
    }),
    fileStream("lines", { glob: "lines/[!a]?.txt", fields: [field("line", "text(40)")] }),
  ],
  {
    store: "sftp",
    location: "sftp://{host}:{port}/{folder}",
    arrival: { ignore: ["*.ok", "tmp/*"], marker: "{name}.ok", settledAfter: 0 },
  },
  SERVER,
);
