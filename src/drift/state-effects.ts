import { isDeepStrictEqual } from "node:util";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Stream } from "../model/stream.ts";

/** What becomes of what a connector has read so far, for one of its streams. */
export interface StateEffect {
  /** As the connector calls it now. */
  readonly stream: string;
  /**
   * reset: what was saved means something else now; read the stream anew from the start. refresh: the state holds, but
   * records that are there already are told apart otherwise: read all of them once more. keep: the state holds.
   */
  readonly kind: "reset" | "refresh" | "keep";
  /** One clause. */
  readonly because: string;
}

/** Two versions of a connector → the streams of which saved state, or records that were read, mean something else. */
export function stateEffects(old: ConnectorModel, now: ConnectorModel): StateEffect[] {
  return now.streams
    .filter(({ selected }) => selected)
    .flatMap((stream) => {
      const was = before(stream, old);
      return was ? (effectOf(was, stream) ?? []) : [];
    });
}

function before(stream: Stream, { streams }: ConnectorModel): Stream | undefined {
  const built = streams.filter(({ selected }) => selected);
  return built.find(({ name }) => name === stream.name) ?? built.find((one) => requestOf(one) === requestOf(stream));
}

function requestOf({ access }: Stream): string {
  return access.kind === "http" ? `${access.method} ${access.path}` : JSON.stringify(access);
}

function effectOf(was: Stream, is: Stream): StateEffect | undefined {
  const stream = is.name;
  const reset = (because: string): StateEffect => ({ stream, kind: "reset", because });
  if (was.name !== is.name) return reset(`it was called ${was.name}, and state is kept by name`);
  if (!isDeepStrictEqual(linksOf(was), linksOf(is)))
    return reset("it is read below other parents, and its state is kept for each of them");
  const [old, now] = [was.incremental, is.incremental];
  if (old && now && !isDeepStrictEqual(old.cursorField, now.cursorField))
    return reset(`its cursor was ${old.cursorField.join(".")} and is ${now.cursorField.join(".")}`);
  if (old && now && !isDeepStrictEqual(old.format, now.format))
    return reset(`its cursor is written otherwise: ${old.format.kind}, now ${now.format.kind}`);
  if (old && !now) return reset("it has no cursor any more: each run reads everything, and its state is of no use");
  if (!isDeepStrictEqual(was.primaryKey, is.primaryKey))
    return { stream, kind: "refresh", because: `its key was ${keyOf(was)} and is ${keyOf(is)}` };
  if (!old && now)
    return { stream, kind: "keep", because: "it is read by what is new from now on; the first run reads everything" };
  if (old && now && !isDeepStrictEqual(old.request, now.request))
    return { stream, kind: "keep", because: "what is new is asked for in another way; its state holds" };
  return undefined;
}

function linksOf({ parents }: Stream) {
  return parents.map(({ stream, field, param }) => ({ stream, field, param }));
}

function keyOf({ primaryKey }: Stream): string {
  return primaryKey.length === 0 ? "unknown" : primaryKey.map((field) => field.join(".")).join(" + ");
}
