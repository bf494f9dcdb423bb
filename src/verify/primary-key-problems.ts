import { readPath } from "../model/field-path.ts";
import type { Stream } from "../model/stream.ts";
import { keyText } from "./compare-records.ts";
import type { DiscoveredStream, ReadResult } from "./framework.ts";
import type { Problem } from "./verdicts.ts";

const NO_KEY = "(none)";

/** Keys that are not the declared ones, or don't tell the records apart. */
export function primaryKeyProblems(
  streams: readonly Stream[],
  discovered: readonly DiscoveredStream[],
  { records }: ReadResult,
): Problem[] {
  return streams.flatMap((stream) => {
    const found = discovered.find(({ name }) => name === stream.name);
    const wanted = pathsText(stream.primaryKey);
    const got = pathsText(found?.primaryKey ?? []);
    // Some frameworks can only name fields of the record itself; such a key is told as a loss when it is built.
    const unnamed = got === NO_KEY && stream.primaryKey.some((path) => path.length > 1);
    if (wanted !== got && !unnamed) return [{ stream: stream.name, detail: `wanted the key ${wanted}, got ${got}` }];
    if (stream.primaryKey.length === 0) return [];
    const own = records.filter((one) => one.stream === stream.name).map(({ record }) => record);
    const empty = own.find((record) => stream.primaryKey.some((path) => (readPath(record, path) ?? null) === null));
    if (empty) return [{ stream: stream.name, detail: `a record has no key: ${keyText(stream.primaryKey, empty)}` }];
    const seen = new Set<string>();
    const twice = own.find((record) => {
      const key = keyText(stream.primaryKey, record);
      return seen.size === seen.add(key).size;
    });
    return twice
      ? [{ stream: stream.name, detail: `two records have the key ${keyText(stream.primaryKey, twice)}` }]
      : [];
  });
}

function pathsText(paths: readonly (readonly string[])[]): string {
  return paths.length === 0 ? NO_KEY : paths.map((path) => path.join(".")).join(", ");
}
