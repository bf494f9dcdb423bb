import type { LoggedRequest } from "../simulate/simulated-source.ts";
import type { JournalEntry, JournalRequest } from "./journal.ts";
import type { Problem } from "./verdicts.ts";

/** A request may come this much early: clocks are read at different moments. */
const TOLERANCE_SECONDS = 0.1;

/**
 * Waits after "slow down" that were shorter than this. The journal tells them on the connector's own clock;
 * the source's log tells which answers were faults.
 */
export function waitProblems(
  log: readonly LoggedRequest[],
  journal: readonly JournalEntry[],
  seconds: number,
): Problem[] {
  const limited = log.filter(({ fault }) => fault === "rate-limited");
  const requests = journal.filter((entry): entry is JournalRequest => entry.kind === "request");
  const statuses = new Set(limited.map(({ status }) => status));
  const urls = new Set(limited.map(({ url }) => url));
  return requests.flatMap((told, index) => {
    if (!urls.has(told.url) || told.status === undefined || !statuses.has(told.status)) return [];
    const same = (one: JournalRequest) => one.url === told.url && one.method === told.method;
    const next = requests.slice(index + 1).find((one) => same(one) && one.thread === told.thread);
    const stream = limited.find(({ url }) => url === told.url)?.stream;
    const about = stream === undefined ? {} : { stream };
    // Another thread may have brought the same page at the same time.
    if (!next && requests.some((one) => same(one) && one.status === 200)) return [];
    if (!next) return [{ ...about, detail: `told to slow down (${told.status}), it never asked again: ${told.url}` }];
    const waited = next.started - told.ended;
    if (waited >= seconds - TOLERANCE_SECONDS) return [];
    return [
      {
        ...about,
        detail: `told to wait (${told.status}), it asked again after ${waited.toFixed(1)} s, not ${seconds} s`,
      },
    ];
  });
}
