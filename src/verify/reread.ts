import { asPreciseAs, readCursor } from "../model/cursor-format.ts";
import { readPath, valueText } from "../model/field-path.ts";
import type { Incremental } from "../model/incremental.ts";
import type { Stream } from "../model/stream.ts";
import type { LoggedRequest, SimulatedRecord } from "../simulate/simulated-source.ts";
import type { Problem } from "./verdicts.ts";

interface Reread {
  /** Records that were there when the state was made. */
  readonly old: readonly SimulatedRecord[];
  /** Those of them that came all the same. */
  readonly came: readonly SimulatedRecord[];
  /** Requests of this run, and of the run that made the state. */
  readonly log: readonly LoggedRequest[];
  readonly before: readonly LoggedRequest[];
  /** Other streams of the read hang on it: for them, all of it may be asked for again. */
  readonly isParent: boolean;
}

/** Records that a connector read again, though its state speaks of them: how many may come, and what is wrong with the others. */
export function reread(stream: Stream, parts: Reread): { readonly allowed: number; readonly problems: Problem[] } {
  const { incremental } = stream;
  if (!incremental) return { allowed: parts.came.length, problems: [] };
  const wrong =
    stream.parents.length === 0 ? behindBoundary(incremental, parts) : belowParents(stream, incremental, parts);
  return {
    allowed: parts.came.length - wrong.count,
    problems: wrong.detail === undefined ? [] : [{ stream: stream.name, detail: wrong.detail }],
  };
}

interface Wrong {
  readonly count: number;
  readonly detail?: string;
}

/** At the boundary itself (a whole day, where the filter knows only days) and within the lookback, a record may come again. */
function behindBoundary(incremental: Incremental, { old, came }: Reread): Wrong {
  const newest = Math.max(...old.map((record) => rankOf(incremental, record) ?? Number.NEGATIVE_INFINITY));
  const boundary = asPreciseAs(incremental.request?.format ?? incremental.format, newest) - lookback(incremental);
  const behind = came.filter((record) => (rankOf(incremental, record) ?? boundary) < boundary);
  if (behind.length === 0) return { count: 0 };
  const detail = `${behind.length} of ${old.length} records from before the state came again; look at its state and its filter`;
  return { count: behind.length, detail };
}

/** Two records in a row may have one cursor, so each parent's boundary holds two at most. */
const AT_A_BOUNDARY = 2;

/** Each parent has a boundary of its own, which the source doesn't tell: requests and numbers do. */
function belowParents(stream: Stream, incremental: Incremental, { old, came, log, before, isParent }: Reread): Wrong {
  const own = (requests: readonly LoggedRequest[]) => requests.filter((request) => request.stream === stream.name);
  const parents = new Set(own(log).map(({ parent }) => parent)).size;
  if (!incremental.lookback && came.length > parents * AT_A_BOUNDARY) {
    const detail = `${came.length} of ${old.length} records from before the state came again, below ${parents} parents; look at its state`;
    return { count: came.length, detail };
  }
  if (!incremental.request || isParent) return { count: 0 };
  const long = own(before).filter((request) => (request.page ?? 0) > 0 && request.pastEnd !== true);
  const listed = new Set(long.map(({ parent }) => parent));
  const asked = new Set(own(before).map(({ method, url, body }) => `${method} ${url} ${body}`));
  const same = own(log).find(
    ({ method, url, body, parent }) => listed.has(parent) && asked.has(`${method} ${url} ${body}`),
  );
  return same
    ? { count: 0, detail: `it asked for the same as in the run before: ${same.url}; look at its state` }
    : { count: 0 };
}

function lookback({ lookback: seconds, format }: Incremental): number {
  return (seconds ?? 0) * (format.kind === "integer" ? 1 : 1000);
}

function rankOf({ format, cursorField }: Incremental, record: SimulatedRecord): number | undefined {
  const value = readPath(record, cursorField);
  return value === undefined || value === null ? undefined : readCursor(format, valueText(value));
}
