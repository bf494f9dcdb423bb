import { asPreciseAs, type CursorRank, readCursor } from "../model/cursor-format.ts";
import type { CursorRequest } from "../model/incremental.ts";
import type { Param } from "../model/pagination.ts";
import type { Match } from "./endpoint.ts";
import type { Entry } from "./entry.ts";
import { paramValue, type ReceivedRequest } from "./received-request.ts";

/** What of a list was asked for by its cursor. */
export interface Filter {
  holds(entry: Entry): boolean;
  /** As sent; the same text for the same filter. */
  readonly text: string;
  /** What is wrong with the filter's values. */
  readonly problems: readonly string[];
}

interface Bound {
  readonly operator: "gte" | "gt" | "lte" | "lt";
  readonly param: Param;
  readonly template: string;
}

/** The filter of a request, as the stream's declared one reads it. Without one, everything is asked for. */
export function incrementalFilter({ endpoint, pathValues }: Match, request: ReceivedRequest): Filter {
  const declared = endpoint.stream.incremental?.request;
  if (!declared) return { problems: [], text: "", holds: () => true };
  const all = boundsOf(declared);
  const shared = all.length > 1 && all.every((bound) => bound.param.name === declared.name);
  const read = all.flatMap((bound) =>
    readBound(bound, paramTexts(request, pathValues, bound.param), { declared, shared }),
  );
  const right = read.filter((one) => one.rank !== undefined);
  // One parameter that holds both ends need not hold each of them.
  const wrong = shared && right.length > 0 ? [] : read.filter((one) => one.rank === undefined);
  return {
    problems: wrong.map(
      ({ name, text, template }) => `"${name}" is "${text}", which is not written as ${formatName(declared, template)}`,
    ),
    text: read.map(({ operator, text }) => `${operator} ${text}`).join(", "),
    holds: ({ rank }) => {
      if (rank === undefined) return true;
      const own = asPreciseAs(declared.format, rank);
      return right.every((bound) => compare(bound.operator, own, bound.rank ?? 0));
    },
  };
}

interface ReadBound {
  readonly operator: Bound["operator"];
  readonly name: string;
  readonly text: string;
  readonly template: string;
  /** Undefined where the text can't be read. */
  readonly rank: CursorRank | undefined;
}

function readBound(
  { operator, param, template }: Bound,
  texts: readonly string[],
  { declared, shared }: { readonly declared: CursorRequest; readonly shared: boolean },
): ReadBound[] {
  const found = texts.map((text) => {
    const inside = valueInside(template, text, shared);
    const rank = inside === undefined ? undefined : readCursor(declared.format, inside);
    return { operator, name: param.name, text, template, rank };
  });
  return [found.find((one) => one.rank !== undefined) ?? found[0]].filter((one) => one !== undefined);
}

function paramTexts(request: ReceivedRequest, pathValues: Readonly<Record<string, string>>, param: Param): string[] {
  if (param.in === "query") return request.query.getAll(param.name);
  const text = paramValue(request, pathValues, param);
  return text === undefined ? [] : [text];
}

function boundsOf(declared: CursorRequest): Bound[] {
  const { until } = declared;
  const from: Bound = { operator: declared.operator, param: declared, template: declared.template ?? "{value}" };
  return until ? [from, { operator: until.operator, param: until, template: until.template ?? "{value}" }] : [from];
}

/** The value in a filter's text; where both ends share one parameter, the template may stand anywhere in it. */
function valueInside(template: string, text: string, shared: boolean): string | undefined {
  const [before = "", ...after] = template.split("{value}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const source = shared ? `${before}(\\S+?)${after.join("")}(?=$|[\\s,;&)])` : `^${before}(.+)${after.join("")}$`;
  return new RegExp(source).exec(text)?.[1];
}

function formatName({ format }: CursorRequest, template: string): string {
  const name = format.kind === "pattern" ? format.pattern : format.kind;
  return template === "{value}" ? name : `${name} in ${template}`;
}

function compare(operator: Bound["operator"], own: CursorRank, bound: CursorRank): boolean {
  switch (operator) {
    case "gte":
      return own >= bound;
    case "gt":
      return own > bound;
    case "lte":
      return own <= bound;
    case "lt":
      return own < bound;
  }
}
