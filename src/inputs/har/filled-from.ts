import type { ParameterFact } from "../../evidence/http-facts.ts";
import { isRecord } from "../json-value.ts";
import type { Exchange } from "./exchange.ts";
import type { Route } from "./routes.ts";

/** Where each value of earlier answers was met first. */
export interface SeenValues {
  /** The answer before a request that holds a value; `undefined`: none does, or it is too short to mean anything. */
  find(value: string, before: Exchange): ParameterFact["filledFrom"];
}

const SHORTEST = 3;
const MOST_ELEMENTS = 500;

interface Place {
  readonly exchange: Exchange;
  readonly operation: string;
  readonly path: readonly string[];
}

/** Values that name a record: texts and whole numbers under a name of an id, in the answers of lists first. */
export function createSeenValues(routes: readonly Route[], order: ReadonlyMap<Exchange, number>): SeenValues {
  const places = new Map<string, Place[]>();
  for (const { method, path, exchanges } of routes) {
    if (method !== "GET") continue;
    for (const exchange of exchanges) {
      eachValue(exchange.body, [], (value, at) => {
        const held = places.get(value);
        const place = { exchange, operation: `${method} ${path}`, path: at };
        if (held) held.push(place);
        else places.set(value, [place]);
      });
    }
  }
  const positionOf = (exchange: Exchange) => order.get(exchange) ?? 0;
  return {
    find(value, before) {
      if (value.length < SHORTEST) return undefined;
      const earlier = (places.get(value) ?? []).filter(({ exchange }) => positionOf(exchange) < positionOf(before));
      const [best] = earlier.sort((a, b) => rank(a) - rank(b));
      return best && { operation: best.operation, path: best.path, at: best.exchange.at };
    },
  };
}

/** The record's own id before another's, what lies in a list before what lies elsewhere. */
function rank({ path }: Place): number {
  const name = path.at(-1) ?? "";
  const isOwn = /^_?(?:id|uuid|guid|key|slug|code|name|login|number)$/i.test(name) ? 0 : 10;
  const isListed = path.some((step) => /^\d+$/.test(step)) ? 0 : 5;
  return isOwn + isListed + path.length;
}

function eachValue(
  value: unknown,
  path: readonly string[],
  tell: (text: string, path: readonly string[]) => void,
): void {
  if (path.length > 6) return;
  if (typeof value === "string" || (typeof value === "number" && Number.isInteger(value))) tell(String(value), path);
  else if (Array.isArray(value)) {
    for (const [at, one] of value.slice(0, MOST_ELEMENTS).entries()) eachValue(one, [...path, String(at)], tell);
  } else if (isRecord(value)) {
    for (const [name, one] of Object.entries(value)) eachValue(one, [...path, name], tell);
  }
}
