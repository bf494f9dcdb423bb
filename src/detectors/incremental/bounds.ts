import { plainName } from "../pagination/plain-name.ts";

export type Bound = "from" | "until";

interface NamedBound {
  readonly bound: Bound;
  readonly strict: boolean;
  /** What is left of the plain name without the words for the bound. */
  readonly field: string;
  readonly weight: number;
}

/** Operators that end a parameter's name or stand in its brackets. */
export const OPERATOR_SUFFIX: Readonly<Record<string, { readonly bound: Bound; readonly strict: boolean }>> = {
  gte: { bound: "from", strict: false },
  ge: { bound: "from", strict: false },
  gteq: { bound: "from", strict: false },
  gt: { bound: "from", strict: true },
  after: { bound: "from", strict: true },
  since: { bound: "from", strict: false },
  from: { bound: "from", strict: false },
  min: { bound: "from", strict: false },
  start: { bound: "from", strict: false },
  lte: { bound: "until", strict: false },
  le: { bound: "until", strict: false },
  lteq: { bound: "until", strict: false },
  lt: { bound: "until", strict: true },
  before: { bound: "until", strict: true },
  until: { bound: "until", strict: false },
  to: { bound: "until", strict: false },
  max: { bound: "until", strict: false },
  end: { bound: "until", strict: false },
};

interface NameRow {
  readonly bound: Bound;
  /** The first group is the field. */
  readonly name: RegExp;
  readonly weight: number;
}

/** On plain names. */
const NAMES: readonly NameRow[] = [
  { bound: "from", name: /^ifmodified()since$/, weight: 0.7 },
  { bound: "from", name: /^(.*?)(?:since)$/, weight: 0.8 },
  { bound: "from", name: /^since(.*)$/, weight: 0.75 },
  { bound: "from", name: /^(.+?)(?:after|min|newerthan|from|start|begin|gte|gt)$/, weight: 0.75 },
  {
    bound: "from",
    name: /^(?:(?:after|from|start|begin|earliest|oldest|starting)(?:date|time|datetime|timestamp|day)?|min(?:date|time|datetime|timestamp|day))$/,
    weight: 0.6,
  },
  { bound: "from", name: /^(?:date|time|datetime|timestamp)(?:from|start|min|after|begin)$/, weight: 0.65 },
  { bound: "from", name: /^(?:min|after|from|start)(.+?)(?:date|time)?$/, weight: 0.6 },
  { bound: "from", name: /^(.+?)(?:start|from)(?:date|time|datetime)$/, weight: 0.7 },
  { bound: "from", name: /^t0$/, weight: 0.6 },
  { bound: "until", name: /^(.+?)(?:before|max|olderthan|until|to|end|lte|lt)$/, weight: 0.7 },
  {
    bound: "until",
    name: /^(?:(?:before|to|end|until|latest)(?:date|time|datetime|timestamp|day)?|max(?:date|time|datetime|timestamp|day))$/,
    weight: 0.6,
  },
  { bound: "until", name: /^(?:date|time|datetime|timestamp)(?:to|end|max|before|until)$/, weight: 0.65 },
  { bound: "until", name: /^(?:max|before|end|until)(.+?)(?:date|time)?$/, weight: 0.6 },
  { bound: "until", name: /^(.+?)(?:end|to)(?:date|time|datetime)$/, weight: 0.65 },
  { bound: "until", name: /^t1$/, weight: 0.6 },
];

const FROM_SAID =
  /\bon or after\b|\bsince\b|\b(created|updated|modified|changed|dated|occurred|happened|sent|starting|started|ended|published|generated|later|newer|greater|more recent)( \w+){0,3} (after|than|since)\b|\bafter (this|the|a|that) (\w+ )?(given|specified|certain|date|time|timestamp|day)\b|\b(start|beginning|begin|oldest|earliest|lower bound|minimum|first)\b[^.]{0,40}\b(date|time|timestamp|range|period|timespan|interval|window|day)\b|\blower bound\b|\b(from|after) (which|when|this|that)\b/i;
const UNTIL_SAID =
  /\bon or before\b|\buntil\b|\b(created|updated|modified|changed|dated|occurred|happened|sent|ending|published|generated|earlier|older|less)( \w+){0,3} (before|than|prior)\b|\bbefore (this|the|a|that) (\w+ )?(given|specified|certain|date|time|timestamp|day)\b|\b(end|ending|newest|latest|upper bound|maximum|last(?! (?:updated?|modified|changed|edited|seen|active|activity)\b)|most recent)\b[^.]{0,40}\b(date|time|timestamp|range|period|timespan|interval|window|day)\b|\bupper bound\b/i;

/** Levels that only say that a filter follows: `filter[since]`. */
const CONTAINER = /^(filters?|query|where|search|q)(?:\.|\[(?=.*\]))/i;

/** Which end of a range a parameter is, by its operator, its name and its description, in that order. */
export function boundOf(parameter: string, description: string): NamedBound | undefined {
  const name = parameter.replace(CONTAINER, "").replace(/^([^[\]]+)\]/, "$1");
  return byOperator(name) ?? byName(name, description);
}

/** `EndTime>`, `created__gte`, `created[gte]`, `created_at.after`. */
function byOperator(name: string): NamedBound | undefined {
  const sign = /^(.+?)([<>])(=?)$/.exec(name);
  if (sign) {
    const bound = sign[2] === ">" ? "from" : "until";
    return { bound, strict: false, field: plainName(sign[1] ?? ""), weight: 0.85 };
  }
  const suffix = /^(.+?)(?:__|\.|\[|_(?=gte?$|lte?$))([a-z]+)\]?$/i.exec(name);
  const operator = suffix && OPERATOR_SUFFIX[plainName(suffix[2] ?? "")];
  if (!suffix || !operator) return undefined;
  return { ...operator, field: plainName(suffix[1] ?? ""), weight: 0.85 };
}

/** A parameter that takes both ends at once: `seen_range`; one end alone may be given where the description says so. */
const RANGE = /ranges?$/;
const ONE_TIME = /\bon or after\b/i;
const RANGE_SAID =
  /\brange (?:given|specified|to be given)\b|\b(?:in|within) (?:a|an|the|this) (?:given|specified) range\b|\bmin-max\b/i;

function byName(name: string, description: string): NamedBound | undefined {
  const plain = plainName(name);
  const row = NAMES.find((one) => one.name.test(plain));
  const said = boundSaid(description);
  if (RANGE.test(plain) && (row?.bound === "until" || !ONE_TIME.test(description))) return undefined;
  if (!row)
    return said === "from" && !RANGE_SAID.test(description)
      ? { bound: "from", strict: false, field: plain, weight: 0.5 }
      : undefined;
  if (said !== undefined && said !== row.bound) return undefined;
  const field = (row.name.exec(plain)?.[1] ?? "").replace(/^(is|on|in)$/, "");
  return { bound: row.bound, strict: false, field, weight: said ? Math.min(0.9, row.weight + 0.1) : row.weight };
}

/** In the same sentence, before what it is said of: `leave out those modified before this day`. */
const LEAVES_OUT =
  /\b(?:leaves? out|exclud(?:es?|ing)|omit(?:s|ting)?|skip(?:s|ping)?|ignor(?:es?|ing)|filters? out)\b[^.]*$/i;

function boundSaid(description: string): Bound | undefined {
  const said = [FROM_SAID, UNTIL_SAID].map((pattern) => pattern.exec(description)?.index ?? Number.POSITIVE_INFINITY);
  const [from = 0, until = 0] = said;
  const first = Math.min(from, until);
  if (first === Number.POSITIVE_INFINITY) return undefined;
  const isFrom = from <= until;
  return isFrom === LEAVES_OUT.test(description.slice(0, first)) ? "until" : "from";
}
