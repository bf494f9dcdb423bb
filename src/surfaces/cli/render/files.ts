import type { Analysis } from "../../../app/analyse.ts";
import { keyInWords } from "../../../app/facts-in-words.ts";
import type { Question } from "../../../evidence/question.ts";
import type { FileAccess, FileField, FileFormat, FileSource } from "../../../model/file.ts";
import type { Stream } from "../../../model/stream.ts";
import type { Style } from "../terminal.ts";
import { count, renderTable, shorten } from "./table.ts";

type FileStream = Stream & { readonly access: FileAccess };

/** Fields that are listed of one kind of files. */
const MOST_FIELDS = 40;

/** What was found in files, for people: where they lie, each kind, and its fields. */
export function renderFiles({ model, questions }: Analysis, source: FileSource, style: Style): string {
  const streams = model.streams.filter((stream): stream is FileStream => stream.access.kind === "file");
  const isOpen = model.notes?.some(({ about, open }) => about === "location" && open) === true;
  const where = isOpen
    ? `${source.location} ${style.dim("(a sample doesn't say; see source.location)")}`
    : source.location;
  return [
    `${style.bold(shorten(model.title, 100))}\n${renderTable([
      ["files", `${source.store}, ${where}`],
      ["settings", model.settings.map(({ name, required }) => (required ? name : `${name}?`)).join(", ")],
    ])}`,
    style.bold(count(streams.length, "stream")),
    renderTable([fileHeader(style), ...streams.map((stream) => fileRow(stream, questions, style))]),
    ...streams.map((stream) => renderFields(stream, style)),
  ].join("\n\n");
}

function fileHeader(style: Style): string[] {
  return ["stream", "kind", "files", "form", "encoding", "fields", "key", "each file"].map(style.dim);
}

function fileRow({ name, access, primaryKey }: FileStream, questions: readonly Question[], style: Style): string[] {
  const open = (about: string, text: string) =>
    isOpen(questions, about, name) ? style.yellow(text === "" ? "?" : `${text} ?`) : text;
  return [
    style.bold(name),
    access.kind,
    shorten(access.glob, 60),
    formInWords(access.format),
    access.encoding,
    String(access.fields.length),
    open("primary-key", keyInWords(primaryKey)),
    open("content", access.content === "unknown" ? "" : access.content),
  ];
}

const SIGNS: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };

function formInWords(format: FileFormat): string {
  switch (format.kind) {
    case "delimited": {
      const sign = SIGNS[format.delimiter] ?? format.delimiter;
      const skipped = format.skipLines > 0 ? `, ${count(format.skipLines, "line")} above` : "";
      return `${sign}${format.header ? "" : ", no header"}${skipped}`;
    }
    case "json-lines":
      return "JSON lines";
    case "json":
      return `JSON ${format.recordsPath.join(".")}`.trim();
    case "fixed-width":
      return "fixed width";
  }
}

function renderFields({ name, access }: FileStream, style: Style): string {
  const shown = access.fields.slice(0, MOST_FIELDS);
  const more = access.fields.length - shown.length;
  const rows = shown.map((field) => [`  ${shorten(field.name, 40)}`, field.type, style.dim(writtenInWords(field))]);
  return `${style.bold(name)}\n${renderTable(rows)}${more > 0 ? style.dim(`\n  and ${more} more`) : ""}`;
}

function writtenInWords({ written = {}, place, nullable }: FileField): string {
  const { datePattern, decimalMark, groupMark, impliedDecimals, trueWords, falseWords, nullWords } = written;
  const words = [
    place && `from ${place.start + 1}, ${place.length} long`,
    datePattern,
    decimalMark && `decimal mark ${decimalMark}`,
    groupMark && `thousands ${JSON.stringify(groupMark)}`,
    impliedDecimals && `${impliedDecimals} implied decimals`,
    trueWords && `${trueWords.join(", ")} or ${(falseWords ?? []).join(", ")}`,
    nullWords && `${nullWords.join(", ")} for nothing`,
    nullable ? undefined : "always there",
  ];
  return shorten(words.filter((word) => typeof word === "string").join("; "), 80);
}

function isOpen(questions: readonly Question[], about: string, stream: string): boolean {
  return questions.some((one) => one.about === about && (one.stream === stream || one.streams?.includes(stream)));
}
