import type { SourceRef } from "../../evidence/source-ref.ts";
import type { Param } from "../../model/pagination.ts";
import { plainName } from "../pagination/plain-name.ts";
import type { RequestField } from "../pagination/request-levers.ts";
import type { RecordTime } from "./record-times.ts";

/** One parameter that takes expressions, with the expression that asks for a field's newer values. */
export interface LanguageFilter {
  readonly param: Param;
  readonly time: RecordTime;
  readonly template: string;
  readonly constants: readonly { readonly name: string; readonly value: string }[];
  readonly weight: number;
  /** What makes it less sure. */
  readonly doubt?: string;
  readonly says: string;
  readonly quote: string;
  readonly at: SourceRef;
}

const LANGUAGES = /^(filters?|q|query|search|where|condition|conditions|criteria|jql|soql)$/;
const DATE = /\d{4}-\d\d-\d\d/;
const VALUE = "[\"']?\\d{4}-\\d\\d-\\d\\d[\\w:.+-]*[\"']?";

/** Expressions that a parameter's description shows for a field of the records. */
export function languageFilters(fields: readonly RequestField[], times: readonly RecordTime[]): LanguageFilter[] {
  return [...fields.flatMap((field) => shownExpressions(field, times)), ...comparisons(fields, times)];
}

function shownExpressions(field: RequestField, times: readonly RecordTime[]): LanguageFilter[] {
  if (!LANGUAGES.test(plainName(field.param.name))) return [];
  return times.flatMap((time) => {
    const template = templateShown(field.description, time.path.at(-1) ?? "");
    if (!template) return [];
    return [
      {
        param: field.param,
        time,
        template: template.template,
        constants: [],
        weight: 0.8,
        says: `the parameter "${field.param.name}" takes an expression on "${time.path.join(".")}"`,
        quote: template.quote,
        at: field.at,
      },
    ];
  });
}

/** `paid:[2018-12-17T00:00:01.000Z..…]`, `updated_at > 2020-01-01`, `updated_at ge 2020-01-01`, `updated>=2020-01-01`. */
function templateShown(description: string, name: string): { template: string; quote: string } | undefined {
  if (!DATE.test(description)) return undefined;
  const field = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const range = new RegExp(`\\b${field}:\\[${VALUE}\\.\\.[^\\]]*\\]`, "i").exec(description);
  if (range) return { template: `${name}:[{value}..]`, quote: range[0] };
  const compared = new RegExp(`\\b${field}( ?)(>=?|ge|gt|gte)( ?)(["']?)${VALUE}`, "i").exec(description);
  if (!compared) return undefined;
  const [quote, before = "", operator = "", after = "", mark = ""] = compared;
  return { template: `${name}${before}${operator}${after}${mark}{value}${mark}`, quote };
}

/** Spellings of "not before", as documents list them; the first is the usual one where nothing is listed. */
const NOT_BEFORE = ["gteq", "gte", "ge", ">=", "greater_than_or_equal", "greaterThanOrEqual", "gt", ">"];
const COMPARISON = /(condition_?type|condition|operator|op|comparison)$/i;

/** Several parameters that compare a field with a value together. */
function comparisons(fields: readonly RequestField[], times: readonly RecordTime[]): LanguageFilter[] {
  const best = times.find(({ subject }) => subject === "updated") ?? times.find(({ subject }) => subject === "created");
  if (!best) return [];
  return fields.flatMap((value) => {
    const group = triple(fields, value) ?? couple(fields, value, best);
    if (!group) return [];
    const listed = NOT_BEFORE.find((word) => lists(group.comparison, word));
    const field = group.field ? [{ name: group.field.param.name, value: best.path.at(-1) ?? "" }] : [];
    const names = [group.field, group.comparison, value].flatMap((one) => (one ? [`"${one.param.name}"`] : []));
    return [
      {
        param: value.param,
        time: best,
        template: "{value}",
        constants: [...field, { name: group.comparison.param.name, value: listed ?? NOT_BEFORE[0] ?? "" }],
        weight: group.field ? 0.6 : 0.8,
        ...(listed ? {} : { doubt: "the document doesn't list the words for comparing" }),
        says: `${names.join(" and ")} together compare a field with a value`,
        quote: value.description,
        at: value.at,
      },
    ];
  });
}

interface ComparisonGroup {
  /** `undefined`: the value's own name says which field is compared. */
  readonly field: RequestField | undefined;
  readonly comparison: RequestField;
}

/** `criteria[0][field]`, `criteria[0][value]`, `criteria[0][condition_type]`. */
function triple(fields: readonly RequestField[], value: RequestField): ComparisonGroup | undefined {
  const stem = /^(.*\[)value\]$/.exec(value.param.name)?.[1];
  if (stem === undefined) return undefined;
  const field = fields.find(({ param }) => param.name === `${stem}field]`);
  const comparison = fields.find(
    ({ param: { name } }) => name.startsWith(stem) && COMPARISON.test(name.slice(stem.length, -1)),
  );
  return field && comparison && { field, comparison };
}

/** `lastModified` with `lastModifiedCondition`. */
function couple(fields: readonly RequestField[], value: RequestField, time: RecordTime): ComparisonGroup | undefined {
  const { name } = value.param;
  if (plainName(name) !== time.plain) return undefined;
  const comparison = fields.find(
    ({ param }) =>
      param.name.startsWith(name) && /^_?(condition|operator|comparison)$/i.test(param.name.slice(name.length)),
  );
  return comparison && { field: undefined, comparison };
}

function lists({ schema, description }: RequestField, word: string): boolean {
  if (schema.enum?.includes(word)) return true;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(^|[\\s'"(,:])${escaped}($|[\\s'"),.;])`).test(description);
}
