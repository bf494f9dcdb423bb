import { createHash } from "node:crypto";
import { withoutComments, type YamlMap, type YamlValue } from "../../../printing/yaml.ts";
import type { ResponseFilter } from "./error-handling.ts";

/** The components that streams share. */
export interface Definitions {
  filter(filter: ResponseFilter): ResponseFilter;
  /** The component, as a reference to where it stands. */
  refer(group: Group, named: Named): YamlMap;
  groups(): YamlMap;
}

type Group = "error_handlers" | "paginators" | "incremental_syncs";

interface Named {
  /** A function of what the component does. */
  readonly name: string;
  readonly component: YamlValue;
}

/** Each shared component once, under a name that follows from what it does, so that another stream doesn't move it. */
export function createDefinitions(): Definitions {
  const filters = new Map<string, Placed>();
  const groups: Readonly<Record<Group, Map<string, Placed>>> = {
    error_handlers: new Map(),
    paginators: new Map(),
    incremental_syncs: new Map(),
  };
  return {
    filter: (filter) => ({ ...filter, name: place(filters, filter) }),
    refer: (group, named) => ({ $ref: `#/definitions/${group}/${place(groups[group], named)}` }),
    groups: () => ({
      response_filters: Object.fromEntries(sorted(filters)),
      ...Object.fromEntries(
        Object.entries(groups).flatMap(([name, held]) =>
          held.size === 0 ? [] : [[name, Object.fromEntries(sorted(held))]],
        ),
      ),
    }),
  };
}

interface Placed {
  readonly component: YamlValue;
  /** What tells it from others. */
  readonly text: string;
}

function place(held: Map<string, Placed>, { name, component }: Named): string {
  const text = JSON.stringify(withoutComments(component));
  const there = held.get(name);
  const isFree = there === undefined || there.text === text;
  const free = isFree ? name : `${name}_${createHash("sha256").update(text).digest("hex").slice(0, 6)}`;
  if (!held.has(free)) held.set(free, { component, text });
  return free;
}

const sorted = (named: ReadonlyMap<string, Placed>): [string, YamlValue][] =>
  [...named]
    .map(([name, { component }]): [string, YamlValue] => [name, component])
    .sort(([one], [other]) => (one < other ? -1 : 1));
