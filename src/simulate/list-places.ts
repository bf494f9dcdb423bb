import type { Entry } from "./entry.ts";

/** Where the entries of lists lie, found by a text of their own. A list is gone through once; it is never changed, only replaced. */
export interface Places {
  find(list: readonly Entry[], wanted: Wanted): number | undefined;
}

interface Wanted {
  /** Names what `textOf` gives. */
  readonly key: string;
  readonly text: string;
  readonly textOf: (entry: Entry) => string;
}

export function createPlaces(): Places {
  const known = new WeakMap<readonly Entry[], Map<string, ReadonlyMap<string, number>>>();
  return {
    find(list, { key, text, textOf }) {
      const indexes = known.get(list) ?? new Map<string, ReadonlyMap<string, number>>();
      known.set(list, indexes);
      const index = indexes.get(key) ?? new Map(list.map((entry, at) => [textOf(entry), at]));
      indexes.set(key, index);
      return index.get(text);
    },
  };
}
