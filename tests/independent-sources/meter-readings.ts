import {
  type Asked,
  documentPath,
  type IndependentSource,
  type Item,
  type LoggedCall,
  listen,
  type Reply,
} from "./independent-source.ts";

const ORIGIN = "https://eu.meters.example.com";
const KEY = "meter+key/with=signs";
/** However many are asked for: what the source gives under load. */
const GIVEN = 37;

const meters: Item[] = Array.from({ length: 90 }, (_, at) => ({
  // Slashes and percent signs stand in real serials.
  serial: at % 30 === 7 ? `W/${at}%A` : `M${1000 + at}`,
  kind: ["water", "gas", "power"][at % 3],
  installed: `20${10 + (at % 14)}-06-01`,
}));

/** How many readings each meter has: some fill their pages to the last place. */
function count(at: number): number {
  if (at === 0) return GIVEN * 2;
  if (at === 7) return GIVEN + 1;
  return at % 10 === 0 ? 0 : 1 + (at % 2);
}

const readings: Item[] = meters.flatMap(({ serial }, at) =>
  Array.from({ length: count(at) }, (_, number) => ({
    id: 9_000_000_000_000 + at * 1000 + number,
    meter_serial: serial,
    taken: 1_738_368_000 + number * 86_400 + at,
    value: number * 2.5,
  })),
);

/** Offsets; 404 behind the end, and fewer items than asked for. */
export async function start(): Promise<IndependentSource> {
  const log: LoggedCall[] = [];
  const { address, close } = await listen(ORIGIN, log, (asked) => {
    if (asked.query.get("api_key") !== KEY) return { status: 401, body: { code: "key" } };
    return grid(asked);
  });
  return {
    url: address,
    routes: { [ORIGIN]: address },
    document: documentPath("meter-readings.yaml"),
    config: { api_key: KEY, region: "eu" },
    expected: { meters, readings },
    log,
    close,
  };
}

function grid({ method, path, query }: Asked): Reply {
  if (method !== "GET") return { status: 405 };
  if (path === "/grid/v1/meters") {
    const part = window(meters, query);
    return part ? { status: 200, body: { result: { total: meters.length, meters: part.items } } } : missing;
  }
  const serial = /^\/grid\/v1\/meters\/([^/]+)\/readings$/.exec(path)?.[1];
  if (serial === undefined || !meters.some((meter) => meter.serial === decodeURIComponent(serial))) return missing;
  const since = Number(query.get("taken_since") ?? 0);
  const own = readings.filter((one) => one.meter_serial === decodeURIComponent(serial) && Number(one.taken) >= since);
  const part = window(own, query);
  return part ? { status: 200, body: { has_more: part.more, readings: part.items } } : missing;
}

const missing: Reply = { status: 404, body: { code: "not-found" } };

function window(items: readonly Item[], query: URLSearchParams): { items: readonly Item[]; more: boolean } | undefined {
  const offset = Number(query.get("offset") ?? 0);
  const limit = Math.min(GIVEN, Number(query.get("limit") ?? 50));
  // An empty list still has a beginning.
  if (offset > 0 && offset >= items.length) return undefined;
  return { items: items.slice(offset, offset + limit), more: offset + limit < items.length };
}
