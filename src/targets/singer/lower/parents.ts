import type { Stream } from "../../../model/stream.ts";

/** The streams that are built: those offered, and whatever they need as parents. */
export function builtStreams(streams: readonly Stream[]): Stream[] {
  const wanted = new Set(streams.filter((stream) => stream.selected).map((stream) => stream.name));
  for (const stream of [...streams].reverse())
    if (wanted.has(stream.name)) for (const link of stream.parents) wanted.add(link.stream);
  return streams.filter((stream) => wanted.has(stream.name));
}

/** The parent whose records drive a stream: of several the one that isn't above another, the last if there are more. */
export function mainParent(stream: Stream, streams: readonly Stream[]): string | undefined {
  const names = [...new Set(stream.parents.map((link) => link.stream))];
  const above = new Set(names.flatMap((name) => [...ancestors(name, streams)]));
  return names.filter((name) => !above.has(name)).at(-1) ?? names.at(-1);
}

function ancestors(name: string, streams: readonly Stream[], seen = new Set<string>()): Set<string> {
  const stream = streams.find((one) => one.name === name);
  for (const link of stream?.parents ?? []) {
    if (seen.has(link.stream)) continue;
    seen.add(link.stream);
    ancestors(link.stream, streams, seen);
  }
  return seen;
}
