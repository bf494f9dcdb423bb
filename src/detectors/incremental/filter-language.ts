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
  readonly says: string;
  readonly quote: string;
  readonly at: SourceRef;
}

const LANGUAGES = /^(filters?|q|query|search|where|condition|conditions|criteria|jql|soql)$/;
const VALUE = "[\"']?\\d{4}-\\d\\d-\\d\\d[\\w:.+-]*[\"']?";

/** Expressions that a parameter's description shows for a field of the records. */
export function languageFilters(fields: readonly RequestField[], times: readonly RecordTime[]): LanguageFilter[] {
  return [...fields.flatMap((field) => shownExpressions(field, times)), ...filterTriples(fields, times)];
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
  const field = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const range = new RegExp(`\\b${field}:\\[${VALUE}\\.\\.[^\\]]*\\]`, "i").exec(description);
  if (range) return { template: `${name}:[{value}..]`, quote: range[0] };
  const compared = new RegExp(`\\b${field}( ?)(>=?|ge|gt|gte)( ?)(["']?)${VALUE}`, "i").exec(description);
  if (!compared) return undefined;
  const [quote, before = "", operator = "", after = "", mark = ""] = compared;
  return { template: `${name}${before}${operator}${after}${mark}{value}${mark}`, quote };
}

/** Three parameters for a field's name, a value and a comparison, told by their last levels. */
function filterTriples(fields: readonly RequestField[], times: readonly RecordTime[]): LanguageFilter[] {
  const best = times.find(({ subject }) => subject === "updated") ?? times.find(({ subject }) => subject === "created");
  if (!best) return [];
  return fields.flatMap((value) => {
    const stem = /^(.*)\[value\]$/.exec(value.param.name)?.[1];
    if (stem === undefined) return [];
    const field = fields.find(({ param }) => param.name === `${stem}[field]`);
    const comparison = fields.find(
      ({ param }) =>
        /\[(condition_?type|operator|op|comparison)\]$/i.test(param.name) && param.name.startsWith(`${stem}[`),
    );
    if (!field || !comparison) return [];
    return [
      {
        param: value.param,
        time: best,
        template: "{value}",
        constants: [
          { name: field.param.name, value: best.path.at(-1) ?? "" },
          { name: comparison.param.name, value: "gteq" },
        ],
        weight: 0.6,
        says: `"${field.param.name}", "${comparison.param.name}" and "${value.param.name}" compare any field with a value`,
        quote: value.description,
        at: value.at,
      },
    ];
  });
}
