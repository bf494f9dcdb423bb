import type { Stream } from "../model/stream.ts";
import type { LoggedRequest } from "../simulate/simulated-source.ts";
import { withParents } from "./sample-streams.ts";
import type { TestBed } from "./test-bed.ts";
import type { Problem } from "./verdicts.ts";

/** Pages that were read too often, and what is not wrong but worth a word. */
export function pageProblems(
  log: readonly LoggedRequest[],
  bed: Pick<TestBed, "model" | "streams">,
): { readonly problems: Problem[]; readonly notes: string[] } {
  const read = withParents(bed.model, bed.streams);
  const looks = read.map((stream) => lookAt(stream, log, dependents(stream, bed)));
  return { problems: looks.flatMap(({ problems }) => problems), notes: looks.flatMap(({ notes }) => notes) };
}

/** Streams that need this one's records to be read. */
function dependents(stream: Stream, { model, streams }: Pick<TestBed, "model" | "streams">): number {
  return streams.filter((one) => one !== stream && withParents(model, [one]).includes(stream)).length;
}

function lookAt(stream: Stream, log: readonly LoggedRequest[], dependent: number) {
  const { name } = stream;
  const own = log.filter((request) => request.stream === name && request.status === 200 && request.fault === undefined);
  // Where a header tells whose records are wanted, lists of several parents have one address.
  const pageOf = ({ method, url, body, parent = "" }: LoggedRequest) => `${method} ${url} ${body} ${parent}`;
  const times = [...Map.groupBy(own, pageOf).values()];
  const most = times.reduce((one, other) => (other.length > one.length ? other : one), times[0] ?? []);
  const problems: Problem[] = [];
  const notes: string[] = [];
  // Some frameworks read a parent's list once for itself and once for each of its children.
  if (most.length > 1 + dependent)
    problems.push({ stream: name, detail: `${most.length} times the page ${most[0]?.url}` });
  else if (most.length > 1) notes.push(`${name} was read anew for its children`);
  const behind = own.filter(({ pastEnd }) => pastEnd === true);
  // One request behind the end is how many sources tell it; a second one goes on though it was told.
  const lists = Map.groupBy(behind, ({ parent }) => parent ?? "");
  const often = [...lists.values()].find((requests) => new Set(requests.map(({ url, body }) => url + body)).size > 1);
  if (often) {
    const detail = `it asked ${often.length} times behind the end: ${often.at(-1)?.url}; look at its stop rule`;
    problems.push({ stream: name, detail });
  } else if (behind.length > 0 && tellsEnd(stream)) notes.push(`${name} asked for one page more than the source tells`);
  return { problems, notes };
}

function tellsEnd({ access }: Stream): boolean {
  const stop = access.kind === "http" && "stop" in access.pagination ? access.pagination.stop : undefined;
  return stop !== undefined && stop.kind !== "empty-page" && stop.guessed !== true;
}
