import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { CursorFormat } from "../../model/incremental.ts";
import type { Param } from "../../model/pagination.ts";
import { plainName } from "../pagination/plain-name.ts";
import type { RequestField } from "../pagination/request-levers.ts";
import { type Bound, boundOf, OPERATOR_SUFFIX } from "./bounds.ts";
import { type Subject, subjectOfName, subjectsOfText } from "./time-vocabulary.ts";
import { formatOf } from "./value-format.ts";

/** A parameter that asks for records from a time on, or up to one. */
export interface TimeFilter {
  readonly param: Param;
  readonly bound: Bound;
  /** The field's plain name where the parameter bears it: `created[gte]` → `created`. */
  readonly field: string;
  /** Empty: any; the parameter only speaks of a range. */
  readonly subjects: readonly Subject[];
  readonly format: CursorFormat | undefined;
  readonly weight: number;
  readonly inclusive: boolean | undefined;
  readonly strict: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly at: SourceRef;
}

const QUOTED_OPERATOR = /["']([gl]te?)["']/g;
const TIME_WORDS = /\b(dates?|times?|timestamps?|timespan|unix|epoch|rfc[- ]?3339|iso[- ]?8601|yyyy|days?)\b/i;
const TIME_NAMES = /date|time|since|day|^t0$|^t1$|after$|before$|updat|modif|creat|chang/;
/** A record's key with an operator behind it: `changed_object_id__gte`. */
const KEY = /(^|[_.[-])(ids?|uuid|count|number)(__|\[|$)/i;
const BORNE_BY_PEOPLE =
  /birth|zone|timeout|depart|return|checkin|checkout|arrival|expir|due|runtime|realtime|lifetime|times$|sometimes/;
/** What was deleted is no news of what is there. */
const OF_THE_DELETED = /delet|removed/;
/** How long ago, not when. */
const LENGTH_OF_TIME =
  /^(?:last|num(?:ber)?(?:of)?|past|in)?(?:seconds|minutes|hours|days|weeks|months|years)(?:ago|back)?$|ago$/;

/** Filters on times, lower and upper bounds alike. */
export function timeFilters(fields: readonly RequestField[]): TimeFilter[] {
  const found = fields
    .filter(({ deprecated }) => !deprecated)
    .flatMap((field) => [...deepFilters(field), ...flatFilter(field)]);
  return found.filter((filter) => !(filter.strict && found.some((other) => includesBoundary(other, filter))));
}

/** Of `created[gt]` and `created[gte]` the one that includes its boundary loses nothing. */
function includesBoundary(other: TimeFilter, { field, bound, weight }: TimeFilter): boolean {
  return !other.strict && other.field === field && other.bound === bound && other.weight >= weight && field !== "";
}

/** `created` with the properties `gt`, `gte`, `lt` and `lte` is four parameters: `created[gte]`, … */
function deepFilters(field: RequestField): TimeFilter[] {
  const plain = plainName(field.param.name);
  const named = subjectOfName(field.param.name)?.subject;
  const subjects = named ? [named] : subjectsOfText(field.description);
  if (subjects.length === 0) return [];
  return operatorsOf(field).flatMap(([name, property]) => {
    const operator = OPERATOR_SUFFIX[plainName(name)];
    if (!operator) return [];
    return [
      {
        param: { name: `${field.param.name}[${name}]`, in: field.param.in },
        ...operator,
        field: plain,
        subjects,
        format: formatOf(property, `${field.description} ${property.description ?? ""}`),
        weight: 0.85,
        inclusive: !operator.strict,
        description: field.description,
        required: false,
        at: field.at,
      },
    ];
  });
}

/** As the schema shows them; of an object without properties, those that the description quotes. */
function operatorsOf({ schema, description }: RequestField): (readonly [string, SchemaView])[] {
  const shown = [schema, ...schema.alternatives].flatMap(({ properties }) => [...properties]);
  const open = schema.types.some((type) => type === "object" || type === "array");
  if (shown.length > 0 || !open) return shown;
  return [...description.matchAll(QUOTED_OPERATOR)].map(([, name = ""]) => [name, schema.items ?? schema]);
}

function flatFilter(field: RequestField): TimeFilter[] {
  const { param, schema, description, at } = field;
  if (!isTime(field)) return [];
  const bound = boundOf(param.name, description);
  if (!bound) return [];
  const told = subjectsOfText(description);
  // `ts_from` is from any time; what its description says happened then says more.
  const isAny = told.length > 0 && /^(ts|date|time|datetime|timestamp)$/.test(bound.field);
  const named = bound.field === "" || isAny ? undefined : subjectOfName(bound.field)?.subject;
  return [
    {
      param,
      bound: bound.bound,
      field: bound.field,
      subjects: named && named !== "started" && named !== "other" && !told.includes(named) ? [named] : told,
      format: formatOf(schema, description, []),
      weight: bound.weight,
      inclusive: inclusiveness(description, bound.strict),
      strict: bound.strict,
      description,
      required: false,
      at,
    },
  ];
}

/** Names that ask for something else than news, whatever the text says. */
function asksForNoNews({ name, in: place }: Param): boolean {
  const plain = plainName(name);
  if (place === "header" && !/since|date|time/.test(plain)) return true;
  return OF_THE_DELETED.test(plain) || LENGTH_OF_TIME.test(plain) || BORNE_BY_PEOPLE.test(plain);
}

function isTime({ param, schema, description }: RequestField): boolean {
  const plain = plainName(param.name);
  if (schema.types.includes("object") && description.search(QUOTED_OPERATOR) >= 0) return false;
  if (KEY.test(param.name) && schema.format === undefined) return false;
  if (asksForNoNews(param) || schema.types.includes("boolean") || schema.types.includes("array")) return false;
  if (schema.format === "date" || schema.format === "date-time" || schema.format === "unix-time") return true;
  if (schema.enum !== undefined || schema.properties.size > 0) return false;
  if (TIME_WORDS.test(description)) return true;
  return description === "" && TIME_NAMES.test(plain) && /date|time|since|updat|modif|creat|chang/.test(plain);
}

function inclusiveness(description: string, strict: boolean): boolean | undefined {
  if (/\bexclusive(ly)?\b|\bstrictly\b/i.test(description)) return false;
  if (/\binclusive(ly)?\b|\b(on|at) or (after|before|later)\b|\bsame or\b|greater than or equal|>=/i.test(description))
    return true;
  return strict ? false : undefined;
}
