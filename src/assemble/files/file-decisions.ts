import type { DetectedField, DetectedFiles } from "../../evidence/file-detection.ts";
import type { FileAccess, FileField } from "../../model/file.ts";
import type { DateOrder, Overrides, StreamOverride } from "../../model/overrides.ts";
import type { FieldPath } from "../../model/values.ts";
import { saidOf } from "../database/table-decisions.ts";
import { type Decision, decide } from "../decide.ts";
import type { Asked, StreamDoubts } from "../questions.ts";

/** Everything that is decided about one kind of files. */
export interface FileDecisions {
  readonly files: DetectedFiles;
  readonly said: StreamOverride;
  readonly selected: boolean;
  readonly format: FileAccess["format"];
  readonly fields: readonly FileField[];
  readonly primaryKey: Decision<readonly FieldPath[]>;
  readonly content: Decision<FileAccess["content"]>;
  readonly dateOrder: Decision<DateOrder | undefined>;
  readonly decimalMark: Decision<"." | "," | undefined>;
}

export function decideFiles(files: DetectedFiles, overrides: Overrides): FileDecisions {
  const said = saidOf(files.stream, overrides);
  const dateOrder = decide<DateOrder | undefined>({
    override: said.dateOrder,
    finding: files.dateOrder,
    unknown: undefined,
    needed: false,
  });
  const decimalMark = decide<"." | "," | undefined>({
    override: said.decimalMark,
    finding: files.decimalMark,
    unknown: undefined,
    needed: false,
  });
  const primaryKey = decide({ override: said.primaryKey, finding: files.primaryKey, unknown: [], needed: true });
  const own = files.fields.map((field) => decideField(field, dateOrder, decimalMark));
  return {
    files,
    said,
    selected: said.selected ?? files.offered.value,
    format: said.format ?? files.format.value,
    fields: withSaid(own, said.fields ?? []).map((field) => keyed(field, primaryKey.value)),
    primaryKey,
    content: decide<FileAccess["content"]>({
      override: said.content,
      finding: files.content,
      unknown: "unknown",
      isUnknown: (value) => value === "unknown",
      needed: true,
    }),
    dateOrder: { ...dateOrder, open: dateOrder.open && hangsOn(files, "date-order") },
    decimalMark: { ...decimalMark, open: decimalMark.open && hangsOn(files, "decimal-mark") },
  };
}

function hangsOn({ fields }: DetectedFiles, kind: "date-order" | "decimal-mark"): boolean {
  return fields.some(({ by }) => by?.kind === kind);
}

/** What can be read in two ways stays a text until somebody says which is meant: a wrong guess would look right. */
function decideField(
  { finding, by }: DetectedField,
  dateOrder: Decision<DateOrder | undefined>,
  decimalMark: Decision<"." | "," | undefined>,
): FileField {
  if (!by) return finding.value;
  const { name, nullable } = finding.value;
  const text: FileField = { name, type: "text", nullable };
  if (by.kind === "date-order") return dateOrder.value === undefined ? text : by.fields[dateOrder.value];
  return decimalMark.value === undefined ? text : by.fields[decimalMark.value];
}

function withSaid(own: readonly FileField[], said: readonly FileField[]): FileField[] {
  const known = new Set(own.map(({ name }) => name));
  return [
    ...own.map((field) => said.find(({ name }) => name === field.name) ?? field),
    ...said.filter(({ name }) => !known.has(name)),
  ];
}

/** A key has a value in each row. */
function keyed(field: FileField, key: readonly FieldPath[]): FileField {
  return key.some(([name]) => name === (field.field ?? field.name)) ? { ...field, nullable: false } : field;
}

export function openFileDecisions({ files, primaryKey, content, dateOrder, decimalMark }: FileDecisions): StreamDoubts {
  const all: readonly (readonly [Asked, Decision<unknown>])[] = [
    ["primary-key", primaryKey],
    ["content", content],
    ["date-order", dateOrder],
    ["decimal-mark", decimalMark],
  ];
  return { stream: files.stream, open: all.filter(([, { open }]) => open) };
}
