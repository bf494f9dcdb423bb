import { isObject, readPath, valueText } from "../model/field-path.ts";
import type { FieldPath, Json, JsonSchema } from "../model/values.ts";
import { listsIn, recordsIn } from "./records-in.ts";

/** A judgement on one fact. */
export interface Judged {
  readonly outcome: "confirmed" | "contradicted" | "untried";
  readonly detail: string;
}

const MOST_NAMES = 8;

export function judgeRecordsPath(body: Json | undefined, path: FieldPath): Judged {
  const shown = path.length === 0 ? "the answer itself" : path.join(".");
  if (body === undefined) return { outcome: "contradicted", detail: "the answer is no JSON" };
  const records = recordsIn(body, path);
  if (records !== undefined) {
    const plain = records.filter((record) => !isObject(record)).length;
    if (plain > 0)
      return { outcome: "untried", detail: `${plain} of ${records.length} records in ${shown} are no objects` };
    return { outcome: "confirmed", detail: `${counted(records.length, "record")} in ${shown}` };
  }
  const [instead] = listsIn(body);
  const there = instead ? `; a list of ${instead.length} lies in ${instead.path.join(".") || "the answer itself"}` : "";
  return { outcome: "contradicted", detail: `there is nothing in ${shown}${there}` };
}

/** What records hold that the schema doesn't say, or otherwise. */
export function judgeSchema(records: readonly Json[], schema: JsonSchema, added: readonly string[]): Judged {
  const objects = records.filter((record) => isObject(record));
  if (objects.length === 0) return { outcome: "untried", detail: "no record was seen" };
  if (!schema.properties) return { outcome: "untried", detail: "no field is documented" };
  const known = Object.entries(schema.properties).filter(([name]) => !added.includes(name));
  const otherwise = known
    .filter(([name, one]) => objects.some((record) => !fits(record[name], one)))
    .map(([name]) => name);
  const names = new Set(objects.flatMap((record) => Object.keys(record)));
  const unknown = [...names].filter((name) => !Object.hasOwn(schema.properties ?? {}, name));
  const unseen = known.map(([name]) => name).filter((name) => !names.has(name));
  const told = [
    otherwise.length === 0 ? "" : `of another type than documented: ${listed(otherwise)}`,
    unknown.length === 0 ? "" : `not documented: ${listed(unknown)}`,
    unseen.length === 0 ? "" : `never there: ${listed(unseen)}`,
  ].filter((part) => part !== "");
  const all = `${known.length - unseen.length} of ${known.length} documented fields in ${counted(objects.length, "record")}`;
  const isWrong = otherwise.length > 0 || (known.length > 0 && unseen.length === known.length);
  return { outcome: isWrong ? "contradicted" : "confirmed", detail: [all, ...told].join("; ") };
}

/** Whether the key is there in every record of a list and no two share it. */
export function judgeKey(records: readonly Json[], key: readonly FieldPath[]): Judged {
  const shown = key.map((field) => field.join(".")).join(" + ");
  if (records.length === 0) return { outcome: "untried", detail: "no record was seen" };
  const missing = records.filter((record) => key.some((field) => (readPath(record, field) ?? null) === null)).length;
  if (missing > 0)
    return {
      outcome: "contradicted",
      detail: `${shown} is missing in ${missing} of ${counted(records.length, "record")}`,
    };
  const twice = records.length - new Set(records.map((record) => keyOf(record, key))).size;
  if (twice > 0)
    return {
      outcome: "contradicted",
      detail: `${shown} is the same in ${twice} of ${counted(records.length, "record")}`,
    };
  if (records.length < 2) return { outcome: "untried", detail: `${shown} is there; one record tells no more` };
  return { outcome: "confirmed", detail: `${shown} tells ${records.length} records apart` };
}

/** Two records are one where their keys are equal, or, without a key, all that they hold. */
export function keyOf(record: Json, key: readonly FieldPath[]): string {
  if (key.length === 0) return JSON.stringify(record);
  return key.map((field) => valueText(readPath(record, field))).join("\0");
}

function fits(value: Json | undefined, schema: JsonSchema): boolean {
  if (value === undefined || value === null || schema.type === undefined) return true;
  const types = [schema.type].flat();
  const own = Array.isArray(value) ? "array" : typeof value === "object" ? "object" : typeof value;
  return types.some(
    (type) => type === own || (own === "number" && (type === "integer" ? Number.isInteger(value) : false)),
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).map((name) => name.replace(/[^\w.$@:-]/g, "?").slice(0, 60));
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
