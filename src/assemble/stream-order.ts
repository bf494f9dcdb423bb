import type { ParentLink, Stream } from "../model/stream.ts";
import { withParents } from "./parent-fields.ts";

/** Parents before their children, otherwise in the given order. Links to streams that aren't there, or that close a circle, are left out. */
export function orderStreams(streams: readonly Stream[]): {
  ordered: Stream[];
  dropped: { stream: string; link: ParentLink }[];
} {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const placed = new Map<string, Stream>();
  const underWay = new Set<string>();
  const dropped: { stream: string; link: ParentLink }[] = [];

  const place = (stream: Stream): void => {
    if (placed.has(stream.name)) return;
    underWay.add(stream.name);
    const parents = stream.parents.filter((link) => {
      const parent = byName.get(link.stream);
      if (!parent || underWay.has(link.stream)) {
        dropped.push({ stream: stream.name, link });
        return false;
      }
      place(parent);
      return true;
    });
    underWay.delete(stream.name);
    placed.set(stream.name, parents.length === stream.parents.length ? stream : withParents(stream, parents));
  };
  for (const stream of streams) place(stream);
  return { ordered: [...placed.values()], dropped };
}

/** Streams that a selected one needs as its parents are selected too. */
export function selectParents(ordered: readonly Stream[]): Stream[] {
  const needed = new Set<string>();
  const children = [...ordered].reverse();
  for (const stream of children) {
    if (stream.selected || needed.has(stream.name)) for (const link of stream.parents) needed.add(link.stream);
  }
  return ordered.map((stream) =>
    needed.has(stream.name) && !stream.selected ? { ...stream, selected: true } : stream,
  );
}
