import { isOpaque } from "../scrub-secrets.ts";
import { singular } from "../singular.ts";
import type { Exchange } from "./exchange.ts";

/** Requests of one method to one place. */
export interface Route {
  readonly method: string;
  /** `/users/{user_id}/posts` */
  readonly path: string;
  readonly exchanges: readonly [Exchange, ...Exchange[]];
  /** Of a request, what stands in the path for each name. */
  readonly pathValues: (exchange: Exchange) => ReadonlyMap<string, string>;
}

const ID: readonly RegExp[] = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^(?=.*\d)[0-9a-f]{8,}$/i,
  /^[a-z]{2,6}_(?=.*\d)[A-Za-z0-9]{6,}$/,
  /^(?=.*\d)(?=.*[A-Z])[A-Za-z0-9_-]{8,}$/,
];
const VERSION = /^v\d|^\d+\.\d/i;
/** So many answers at one place, each at another address: the last step is what differs. */
const MANY = 4;

/** Groups requests by what their paths have in common; steps that are ids become parameters. */
export function readRoutes(exchanges: readonly Exchange[]): Route[] {
  const open = openSteps(exchanges);
  const groups = new Map<string, [Exchange, ...Exchange[]]>();
  for (const exchange of exchanges) {
    const key = `${exchange.method} ${pathOf(stepsOf(exchange), open)}`;
    const held = groups.get(key);
    if (held) held.push(exchange);
    else groups.set(key, [exchange]);
  }
  return [...groups].map(([key, found]) => {
    const [method = "", path = ""] = key.split(" ");
    const names = path.split("/").map((step) => /^\{(.+)\}$/.exec(step)?.[1]);
    const pathValues = (exchange: Exchange) => {
      const steps = ["", ...stepsOf(exchange)];
      return new Map(names.flatMap((name, at) => (name === undefined ? [] : [[name, steps[at] ?? ""]])));
    };
    return { method, path, exchanges: found, pathValues };
  });
}

function stepsOf({ url }: Exchange): string[] {
  return url.pathname
    .split("/")
    .filter((step) => step !== "")
    .map(decoded);
}

/** Paths up to a step that was met with many different values, each of them of one request. */
function openSteps(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const after = new Map<string, Map<string, number>>();
  for (const exchange of exchanges) {
    const steps = stepsOf(exchange);
    const before = steps.slice(0, -1).join("/");
    const held = after.get(before) ?? new Map<string, number>();
    held.set(steps.at(-1) ?? "", (held.get(steps.at(-1) ?? "") ?? 0) + 1);
    after.set(before, held);
  }
  const isOpen = (values: ReadonlyMap<string, number>) =>
    values.size >= MANY && [...values.values()].every((times) => times === 1);
  return new Set([...after].filter(([before, values]) => before !== "" && isOpen(values)).map(([before]) => before));
}

function pathOf(steps: readonly string[], open: ReadonlySet<string>): string {
  const names = new Set<string>();
  const shown = steps.map((step, at) => {
    const isLast = at === steps.length - 1;
    if (!isId(step, at) && !(isLast && open.has(steps.slice(0, at).join("/")))) return encodeURIComponent(step);
    const thing = steps.slice(0, at).findLast((one, index) => !isId(one, index)) ?? "";
    const wish = `${singular(thing.replace(/[^A-Za-z0-9]+/g, "_").toLowerCase()) || "item"}_id`;
    const name = names.has(wish) ? `${wish}_${names.size + 1}` : wish;
    names.add(name);
    return `{${name}}`;
  });
  return `/${shown.join("/")}`;
}

function isId(step: string, at: number): boolean {
  if (at === 0 || VERSION.test(step)) return false;
  return ID.some((pattern) => pattern.test(step)) || isOpaque(step) || /^[^@\s]+@[^@\s]+\.\w+$/.test(step);
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step; // A stray percent sign.
  }
}
