import type { SourceRef } from "../../evidence/source-ref.ts";
import { isRecord } from "../json-value.ts";
import { type ColumnProfile, createColumnProfile } from "./column-profile.ts";
import { refuseTooManyColumns } from "./file-limits.ts";
import type { ReadColumn } from "./read-sample.ts";
import { valueForms } from "./value-forms.ts";

const DIGITS = Symbol("digits");

/** A number as it is written: with all its digits. */
interface WrittenNumber {
  readonly [DIGITS]: string;
}

export function isNumber(value: object): value is WrittenNumber {
  return DIGITS in value;
}

/** Parses JSON with numbers as they are written, where the engine tells. Errors: as JSON.parse. */
export function parseWithNumbers(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === "number" ? { [DIGITS]: context?.source ?? String(value) } : value,
  );
}

/** Counts what the fields of JSON objects look like. */
export function createJsonColumns(origin: string) {
  const columns = new Map<string, { readonly at: SourceRef; readonly profile: ColumnProfile }>();
  let rows = 0;
  return {
    add(record: Readonly<Record<string, unknown>>, at: () => SourceRef): void {
      rows++;
      for (const [name, value] of Object.entries(record)) {
        const column = columns.get(name) ?? { at: at(), profile: createColumnProfile() };
        columns.set(name, column);
        addValue(column.profile, value, at);
      }
      refuseTooManyColumns(columns.size, origin);
    },
    rows: () => rows,
    columns: (): ReadColumn[] =>
      [...columns].map(([name, { at, profile }]) => {
        profile.fillTo(rows);
        return { name, named: true, at, profile };
      }),
  };
}

function addValue(profile: ColumnProfile, value: unknown, at: () => SourceRef): void {
  if (value === null || value === undefined) profile.add(undefined, at);
  else if (typeof value === "boolean") profile.addTyped(["true-false"], String(value), at);
  else if (typeof value === "string") addText(profile, value, at);
  else if (isNumber(value)) profile.addTyped(numberForms(value[DIGITS]), value[DIGITS], at);
  else profile.addTyped(["json"], isRecord(value) ? "{}" : "[]", at);
}

function numberForms(text: string): string[] {
  return /^-?\d+$/.test(text) ? ["whole"] : [/e/i.test(text) ? "scientific" : "number . -"];
}

/** In JSON digits in quotes are meant as text; times have no other way. */
function addText(profile: ColumnProfile, value: string, at: () => SourceRef): void {
  const dates = valueForms(value).filter((form) => /^(?:date %Y-|time iso)/.test(form));
  if (value === "") profile.add("", at);
  else profile.addTyped(dates.length > 0 ? dates : ["text"], value, at);
}
