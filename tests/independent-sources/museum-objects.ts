import {
  type Asked,
  documentPath,
  type IndependentSource,
  type Item,
  type LoggedCall,
  listen,
  type Reply,
} from "./independent-source.ts";

const ORIGIN = "https://collections.museum.example.com";
const ARCHIVE = "https://archive.old-things.example.com";
const KEY = "museum-not-a-real-key";

const objects: Item[] = [];
for (let number = 1; number <= 63; number++) {
  const modified = new Date(Date.UTC(2025, 0, 1 + Math.floor(number / 2), 10)).toISOString().replace(".000Z", "Z");
  objects.push({ id: `OBJ-${number}`, attributes: { title: `Object “${number}”`, modified } });
}
/** Served by the archive. */
const archived: Item[] = [
  { id: "OLD-1", attributes: { title: "Flint", modified: "2025-01-01T10:00:00Z" } },
  { id: "OLD-2", attributes: { title: "Shard", modified: "2025-01-01T10:00:00Z" } },
];
/** Some objects have two makers, most have none. */
const makers: Item[] = [...objects, ...archived]
  .filter((_, at) => at % 9 === 0)
  .flatMap(({ id }, at) =>
    Array.from({ length: 1 + (at % 2) }, (_, one) => ({
      object_id: id,
      name: `Maker ${at}.${one}`,
      role: one === 0 ? null : "potter",
    })),
  );

export interface MuseumSource extends IndependentSource {
  /** Calls to the archive that brought the key along: there must be none. */
  leaks(): LoggedCall[];
}

/**
 * Addresses of next pages with a query of their own; the last one is redirected to another host.
 * A connector brings all records, or fails aloud at the redirect; it never shows the key to the archive.
 */
export async function start(): Promise<MuseumSource> {
  const log: LoggedCall[] = [];
  const museum = await listen(ORIGIN, log, (asked) =>
    asked.headers["x-museum-key"] === KEY ? collection(asked) : { status: 401, body: { errors: [{ title: "key" }] } },
  );
  const archive = await listen(ARCHIVE, log, ({ path }) =>
    path === "/objects.json"
      ? { status: 200, body: { data: archived, links: { self: `${ARCHIVE}/objects.json` } } }
      : { status: 404 },
  );
  const secret = (call: LoggedCall) =>
    [...Object.values(call.headers), ...Object.values(call.query)].join(" ").includes(KEY);
  return {
    url: museum.address,
    routes: { [ORIGIN]: museum.address, [ARCHIVE]: archive.address },
    document: documentPath("museum-objects.yaml"),
    config: { api_key: KEY, start_date: "2024-12-01T00:00:00Z" },
    expected: { objects: [...objects, ...archived], makers },
    log,
    leaks: () => log.filter((call) => call.host === new URL(ARCHIVE).host && secret(call)),
    close: async () => {
      await Promise.all([museum.close(), archive.close()]);
    },
  };
}

/** Marks of pages, which only this server understands. */
const MARKS = ["k3f", "a+b/=", "zz 9", "ü", "p%", "q&r"];
const markOf = (page: number) => `${MARKS[page % MARKS.length]}~${page}`;

function collection({ method, path, query }: Asked): Reply {
  if (method !== "GET") return { status: 405 };
  const owner = /^\/v4\/objects\/([^/]+)\/makers$/.exec(path)?.[1];
  if (owner !== undefined) return { status: 200, body: { data: makers.filter((maker) => maker.object_id === owner) } };
  if (path !== "/v4/objects") return { status: 404 };
  const size = Math.min(25, Number(query.get("size") ?? 10));
  const after = query.get("filter[modified]");
  const list = after === null ? objects : objects.filter((one) => modified(one) > Date.parse(after));
  const mark = query.get("page[mark]");
  if (mark === "archive") return { status: 302, headers: { location: `${ARCHIVE}/objects.json` } };
  const number = mark === null ? 0 : Number(mark.split("~")[1]);
  if (mark !== null && mark !== markOf(number)) return { status: 400, body: { errors: [{ title: "mark" }] } };
  const more = (number + 1) * size < list.length;
  const next = more ? markOf(number + 1) : rest(after);
  const links = {
    self: `${ORIGIN}${path}?${query}`,
    ...(next === undefined ? {} : { next: address(path, query, next) }),
  };
  return { status: 200, body: { data: list.slice(number * size, (number + 1) * size), links } };
}

/** The archive is only read where something in it was asked for. */
function rest(after: string | null): string | undefined {
  return archived.some((one) => after === null || modified(one) > Date.parse(after)) ? "archive" : undefined;
}

function modified(object: Item): number {
  return Date.parse(String((object.attributes as { modified: string }).modified));
}

function address(path: string, query: URLSearchParams, mark: string): string {
  const kept = new URLSearchParams(query);
  kept.set("page[mark]", mark);
  return `${ORIGIN}${path}?${kept}`;
}
