import { isObject, readPath } from "../model/field-path.ts";
import type { Stream } from "../model/stream.ts";
import type { FieldPath, Json } from "../model/values.ts";
import type { SimulatedRecord } from "../simulate/simulated-source.ts";
import type { Problem } from "./verdicts.ts";

/** What the source holds. */
export type Expected = readonly SimulatedRecord[];

/** How what came out differs from what the source holds; empty where each record came out once, with its values. */
export function recordProblems(stream: Stream, wanted: Expected, got: readonly SimulatedRecord[]): Problem[] {
  const { missing, surplus } = compare(stream, wanted, got);
  if (missing.length === 0 && surplus.length === 0) return [];
  return [{ stream: stream.name, detail: difference(stream, { wanted, got, missing, surplus }) }];
}

/** What the source holds and did not come out, however often anything else did. */
export function lostProblems(stream: Stream, wanted: Expected, got: readonly SimulatedRecord[]): Problem[] {
  const { missing, surplus } = compare(stream, wanted, got);
  if (missing.length === 0) return [];
  return [{ stream: stream.name, detail: difference(stream, { wanted, got, missing, surplus }) }];
}

function compare(stream: Stream, wanted: Expected, got: readonly SimulatedRecord[]) {
  const left = tally(wanted.map((record) => identity(stream, record, record)));
  const names = fieldNames(wanted);
  const missing: SimulatedRecord[] = [];
  const surplus: SimulatedRecord[] = [];
  for (const record of got) {
    const key = identity(stream, record, names);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    else surplus.push(record);
  }
  for (const record of wanted) {
    const key = identity(stream, record, record);
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    missing.push(record);
  }
  return { missing, surplus };
}

interface Difference {
  readonly wanted: Expected;
  readonly got: readonly SimulatedRecord[];
  readonly missing: readonly SimulatedRecord[];
  readonly surplus: readonly SimulatedRecord[];
}

function difference(stream: Stream, { wanted, got, missing, surplus }: Difference): string {
  const numbers = `wanted ${wanted.length} records, got ${got.length}`;
  const changed = missing.flatMap((record) => changedField(stream, record, surplus));
  if (changed[0] !== undefined) return `${numbers}; ${changed[0]}; look at its schema and record path`;
  const parts: string[] = [numbers];
  if (missing.length > 0) parts.push(`${missing.length} missing, such as ${name(stream, missing[0])}`);
  const known = tally(wanted.map((record) => name(stream, record)));
  const twice = surplus.filter((record) => known.has(name(stream, record)));
  if (twice.length > 0) parts.push(`${twice.length} too often, such as ${name(stream, twice[0])}`);
  const strange = surplus.length - twice.length;
  if (strange > 0) parts.push(`${strange} that the source doesn't hold`);
  return `${parts.join(", ")}; look at its pagination, record path and parents`;
}

/** Where a missing record came out under its own key, the first field that is not as it was. */
function changedField(stream: Stream, wanted: SimulatedRecord, surplus: readonly SimulatedRecord[]): string[] {
  if (stream.primaryKey.length === 0) return [];
  const got = surplus.find((record) => name(stream, record) === name(stream, wanted));
  if (!got) return [];
  const field = Object.keys(wanted).find((key) => canonical(wanted[key]) !== canonical(got[key]));
  if (field === undefined) return [];
  return [`${name(stream, wanted)} has ${field} ${short(got[field])} instead of ${short(wanted[field])}`];
}

export function keyText(primaryKey: readonly FieldPath[], record: SimulatedRecord): string {
  return primaryKey.map((path) => `${path.join(".")}=${JSON.stringify(readPath(record, path) ?? null)}`).join(", ");
}

function name(stream: Stream, record: SimulatedRecord | undefined): string {
  if (!record) return "none";
  return stream.primaryKey.length > 0 ? keyText(stream.primaryKey, record) : short(record);
}

function short(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** The record as text, without what a connector may add to a child's record. */
function identity(stream: Stream, record: SimulatedRecord, known: object): string {
  const own =
    stream.parents.length === 0
      ? record
      : Object.fromEntries(Object.entries(record).filter(([field]) => Object.hasOwn(known, field)));
  return canonical(own);
}

function fieldNames(records: Expected): Record<string, true> {
  return Object.fromEntries(records.flatMap((record) => Object.keys(record).map((field) => [field, true as const])));
}

/** The same text for equal values; a field that is null and one that is absent are alike. */
function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const fields = Object.keys(value)
    .filter((field) => value[field] !== null)
    .sort()
    .map((field) => `${JSON.stringify(field)}:${canonical(value[field])}`);
  return `{${fields.join(",")}}`;
}

function tally(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
