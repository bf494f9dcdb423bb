import {
  type Asked,
  documentPath,
  type IndependentSource,
  type Item,
  type LoggedCall,
  listen,
  type Reply,
} from "./independent-source.ts";

const ORIGIN = "https://desk.parcels.example.com";
const KEY = "desk-not-a-real-key-55";

const depots: Item[] = [
  { code: "HAM", city: "Hamburg", opened: "2001-05-02" },
  { code: "LYS", city: "Lyon", opened: "2009-11-30" },
  // A code that must be percent-encoded in a path.
  { code: "N/B 7", city: "Nørrebro", opened: "2015-01-15" },
  { code: "ZRH", city: "Zürich", opened: "2020-08-08" },
];

const two = (number: number) => String(number).padStart(2, "0");

/** 230 of them: two full pages of 100 and a rest, over six days. */
const shipments: Item[] = [];
for (let number = 1; number <= 230; number++) {
  const day = 3 + Math.floor(number / 40);
  shipments.push({
    uuid: `0f0e0d0c-0000-4000-8000-${String(number).padStart(12, "0")}`,
    depot: depots[number % 4]?.code,
    grams: number % 9 === 0 ? null : number * 25,
    status: number % 2 === 0 ? "sorted" : "delivered",
    receiver: { name: `Receiver ${number}`, city: depots[(number + 1) % 4]?.city },
    last_modified: `2025-02-${two(day)} ${two(8 + Math.floor((number % 40) / 4))}:${two((number % 4) * 15)}:00`,
  });
}

const vans: Item[] = depots.flatMap(({ code }, at) =>
  Array.from({ length: [2, 130, 1, 0][at] ?? 0 }, (_, number) => ({
    plate: `${String(code).slice(0, 1)}-${1000 + number}-${at}`,
    depot_code: code,
    electric: number % 3 === 0,
  })),
);

/** Page numbers from 1; `total` counts items. */
export async function start(): Promise<IndependentSource> {
  const log: LoggedCall[] = [];
  const { address, close } = await listen(ORIGIN, log, (asked) => {
    if (asked.headers["x-desk-key"] !== KEY) return { status: 403, body: { problem: "key" } };
    // The third call meets a server that restarts.
    if (log.length === 2) return { status: 503, body: { problem: "restarting" } };
    return desk(asked);
  });
  return {
    url: address,
    routes: { [ORIGIN]: address },
    document: documentPath("parcel-desk.yaml"),
    config: { api_key: KEY, start_date: "2025-01-01T00:00:00Z" },
    expected: { shipments, depots, vans },
    log,
    close,
  };
}

function desk({ method, path, query }: Asked): Reply {
  if (method !== "GET") return { status: 405 };
  if (path === "/api/depots") return { status: 200, body: { depots } };
  if (path === "/api/shipments") {
    const from = query.get("modified_from") ?? "0000-00-00";
    const to = query.get("modified_to") ?? "9999-99-99";
    if (![from, to].every((day) => /^\d{4}-\d\d-\d\d$/.test(day)))
      return { status: 400, body: { problem: "not a day" } };
    const day = (item: Item) => String(item.last_modified).slice(0, 10);
    return page(
      shipments.filter((item) => day(item) >= from && day(item) <= to),
      query,
    );
  }
  const code = /^\/api\/depots\/([^/]+)\/vans$/.exec(path)?.[1];
  const depot = code === undefined ? undefined : depots.find((one) => one.code === decodeURIComponent(code));
  return depot
    ? page(
        vans.filter((van) => van.depot_code === depot.code),
        query,
      )
    : { status: 404, body: { problem: "path" } };
}

function page(items: readonly Item[], query: URLSearchParams): Reply {
  const number = Number(query.get("page") ?? "1");
  const size = Number(query.get("per_page") ?? "25");
  if (!Number.isInteger(number) || number < 1 || !(size > 0 && size <= 100))
    return { status: 400, body: { problem: "page" } };
  const first = (number - 1) * size;
  const some = items.filter((_, index) => index >= first && index < first + size);
  return { status: 200, body: { total: items.length, page: number, per_page: size, items: some } };
}
