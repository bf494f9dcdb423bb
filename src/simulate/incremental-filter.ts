import type { CursorRequest } from "../model/incremental.ts";
import type { Param } from "../model/pagination.ts";
import { asPreciseAs, type CursorRank, readCursor } from "./cursor-format.ts";
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
  const bounds: { operator: Bound["operator"]; rank: CursorRank }[] = [];
  const texts: string[] = [];
  const problems: string[] = [];
  for (const { operator, param, template } of declared ? boundsOf(declared) : []) {
    const text = paramValue(request, pathValues, param);
    if (text === undefined || !declared) continue;
    const inside = valueInside(template, text, declared);
    const rank = inside === undefined ? undefined : readCursor(declared.format, inside);
    texts.push(`${operator} ${text}`);
    if (rank === undefined)
      problems.push(`"${param.name}" is "${text}", which is not written as ${formatName(declared, template)}`);
    else bounds.push({ operator, rank });
  }
  return {
    problems,
    text: texts.join(", "),
    holds: (entry) =>
      bounds.every(({ operator, rank }) => {
        if (!declared || entry.rank === undefined) return true;
        const own = asPreciseAs(declared.format, entry.rank);
        return compare(operator, own, rank);
      }),
  };
}

function boundsOf(declared: CursorRequest): Bound[] {
  const { until } = declared;
  const from: Bound = { operator: declared.operator, param: declared, template: declared.template ?? "{value}" };
  return until ? [from, { operator: until.operator, param: until, template: until.template ?? "{value}" }] : [from];
}

/** The value in a filter's text; where both ends share one parameter, the template may stand anywhere in it. */
function valueInside(template: string, text: string, { until, name }: CursorRequest): string | undefined {
  const shared = until?.name === name;
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
