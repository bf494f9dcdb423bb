import type { Stream } from "../model/stream.ts";

/** The streams that are built: those offered, and whatever they need as parents. */
export function builtStreams(streams: readonly Stream[]): Stream[] {
  const wanted = new Set(streams.filter((stream) => stream.selected).map((stream) => stream.name));
  for (const stream of [...streams].reverse())
    if (wanted.has(stream.name)) for (const link of stream.parents) wanted.add(link.stream);
  return streams.filter((stream) => wanted.has(stream.name));
}

/** The parents of which none is above another: those with the longest line above them come last. */
export function nearestParents(stream: Stream, streams: readonly Stream[]): string[] {
  const names = [...new Set(stream.parents.map((link) => link.stream))];
  const byName = named(streams);
  const above = new Map(names.map((name) => [name, ancestors(name, byName)]));
  const nearest = names.filter((name) => ![...above.values()].some((line) => line.has(name)));
  return nearest.toSorted((one, other) => (above.get(one)?.size ?? 0) - (above.get(other)?.size ?? 0));
}

function ancestors(name: string, byName: ReadonlyMap<string, Stream>, seen = new Set<string>()): Set<string> {
  for (const link of byName.get(name)?.parents ?? []) {
    if (seen.has(link.stream)) continue;
    seen.add(link.stream);
    ancestors(link.stream, byName, seen);
  }
  return seen;
}

const known = new WeakMap<readonly Stream[], ReadonlyMap<string, Stream>>();

/** Kept for as long as the list is: every stream of it is asked for its parents. */
function named(streams: readonly Stream[]): ReadonlyMap<string, Stream> {
  const byName = known.get(streams) ?? new Map(streams.map((stream) => [stream.name, stream]));
  known.set(streams, byName);
  return byName;
}
