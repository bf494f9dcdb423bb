import type { HttpFacts, OperationFact, ParameterFact } from "../../evidence/http-facts.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import { pathKey, pathKeys, pathSegments } from "../streams/path-shape.ts";
import { resourceSegment } from "./resource-names.ts";

/** A path parameter by which another endpoint picks one record out of a list. */
export interface Pick {
  readonly parameter: ParameterFact;
  /** `GET /users/{user_id}`: where it was seen. */
  readonly operation: string;
  /** The list's own path with the parameter behind it, not only a step of the same name. */
  readonly direct: boolean;
  /** All parameters of that path up to and with this one, in order. */
  readonly params: readonly string[];
  /** The same as one text. */
  readonly paramsKey: string;
}

/** By the list: what picks one of its records. Keys are `pathKey`s for direct picks, stems of the last step for others. */
export interface PickIndex {
  readonly direct: ReadonlyMap<string, readonly Pick[]>;
  readonly named: ReadonlyMap<string, readonly Pick[]>;
}

/** Every `…/{parameter}` behind a fixed step, in all paths. */
export const pickIndex: (facts: HttpFacts) => PickIndex = rememberedOf((facts) => {
  const direct = new Map<string, Pick[]>();
  const named = new Map<string, Pick[]>();
  const narrowed = new Set(facts.operations.filter(givesList).map(({ path }) => pathKey(path)));
  for (const operation of facts.operations) {
    for (const { name, params, paramsKey, path, noun, upTo } of placesOf(operation.path)) {
      if (narrowed.has(upTo)) continue;
      // The path's other methods say the same; reading their parameters is what takes time.
      if (!takes(direct.get(path), paramsKey) && !takes(named.get(noun), paramsKey)) continue;
      const parameter = operation.parameters.find((one) => one.in === "path" && one.name === name);
      if (!parameter) continue;
      const pick: Pick = { parameter, operation: operation.id, direct: true, params, paramsKey };
      push(direct, path, pick);
      push(named, noun, { ...pick, direct: false });
    }
  }
  return { direct, named };
});

/** Then the parameter at the path's end narrows a list, and picks no record, whatever lies below: `/events/{year}/keys`. */
function givesList({ method, path, responses }: OperationFact): boolean {
  if (method !== "GET" || !path.endsWith("}")) return false;
  const success = responses.find(({ status }) => status.startsWith("2"));
  return success?.content[0]?.schema?.types.includes("array") === true;
}

interface PickPlace {
  readonly name: string;
  /** As in `Pick`. */
  readonly params: readonly string[];
  readonly paramsKey: string;
  /** The key of all before it, and what the step before it names. */
  readonly path: string;
  readonly noun: string;
  /** The key of all up to and with it. */
  readonly upTo: string;
}

/** A parameter that another one follows at once picks nothing alone: `/project/{owner}/{name}`. */
const placesOf: (path: string) => readonly PickPlace[] = remembered((path) => {
  const segments = pathSegments(path);
  const keys = pathKeys(path);
  const places: PickPlace[] = [];
  const params: string[] = [];
  segments.forEach((segment, index) => {
    const before = segments[index - 1];
    const [name] = segment.params;
    if (segment.kind !== "param" || name === undefined) return;
    params.push(name);
    const alone = before?.kind === "text" && segments[index + 1]?.kind !== "param" && segment.params.length === 1;
    if (!alone) return;
    places.push({
      name,
      params: [...params],
      paramsKey: params.join(),
      path: keys[index] ?? "/",
      noun: before.stem,
      upTo: keys[index + 1] ?? pathKey(path),
    });
  });
  return places;
});

/** What picks one record of the list at this path, the direct ones first; a list's reading step (`/search`) is left off. */
export function picksOf(index: PickIndex, path: string): readonly Pick[] {
  const segments = pathSegments(path);
  const [above = "/", own = "/"] = pathKeys(path).slice(-2);
  const resource = resourceSegment(path);
  const last = segments.at(-1);
  const reads = last?.kind === "text" && last.text !== resource;
  const direct = index.direct.get(own) ?? (reads ? index.direct.get(above) : undefined) ?? [];
  const step = segments.findLast(({ text }) => text === resource);
  const named = step ? (index.named.get(step.stem) ?? []) : [];
  return [
    ...direct,
    ...named.filter(
      (pick) =>
        !direct.some((one) => one.parameter.name === pick.parameter.name && one.params.length === pick.params.length),
    ),
  ];
}

function push(into: Map<string, Pick[]>, key: string, pick: Pick): void {
  const held = into.get(key);
  if (!takes(held, pick.paramsKey)) return;
  if (held) held.push(pick);
  else into.set(key, [pick]);
}

function takes(held: readonly Pick[] | undefined, paramsKey: string): boolean {
  return held === undefined || (held.length < 20 && !held.some((one) => one.paramsKey === paramsKey));
}
