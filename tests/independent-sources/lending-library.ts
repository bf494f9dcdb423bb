import {
  type Asked,
  documentPath,
  type IndependentSource,
  type Item,
  type LoggedCall,
  listen,
  type Reply,
} from "./independent-source.ts";

const ORIGIN = "https://api.lending-library.example.com";
const TOKEN = "lib-7f2e-not-a-real-token";
const TITLES = ["Gardens of the north", "Tide tables", "A short history of bread", "Maps & “legends”", "Læsebog"];

const members: Item[] = Array.from({ length: 7 }, (_, number) => ({
  id: 4000 + number * 3,
  name: ["Ada", "Bo", "Chidi", "Dörte", "Eun-ji", "Farid", "Gu"][number],
  email: number === 2 ? null : `reader${number}@mail.example`,
  joined_on: `2023-0${1 + number}-1${number}`,
}));

/** Three changes an hour, so that some loans share their time. */
const loans: Item[] = Array.from({ length: 120 }, (_, number) => ({
  id: `ln_${String(number).padStart(5, "0")}`,
  title: TITLES[number % TITLES.length],
  member_id: members[number % members.length]?.id,
  state: ["out", "back", "lost"][number % 3],
  fee: number % 5 === 0 ? null : (number % 8) / 4,
  changed_at: new Date(Date.UTC(2024, 10, 1, Math.floor(number / 3) * 5)).toISOString().replace(".000", ""),
}));

const reservations: Item[] = members.flatMap(({ id }, number) =>
  Array.from({ length: [3, 0, 50, 1, 51, 0, 2][number] ?? 0 }, (_, count) => ({
    id: `rs-${String(id)}-${count}`,
    member_id: id,
    title: TITLES[(number + count) % TITLES.length],
    waiting: count % 4,
  })),
);

const lists: Readonly<Record<string, readonly Item[]>> = { members, loans, reservations };

/** Where a cursor left off, kept here and nowhere in the cursor. */
type Shelfmark = { readonly list: readonly Item[]; readonly from: number };

/** One opaque cursor; the last full page still has one, and what follows it is an empty page without. */
export async function start(): Promise<IndependentSource> {
  const log: LoggedCall[] = [];
  const marks = new Map<string, Shelfmark>();
  let calls = 0;
  const { address, close } = await listen(ORIGIN, log, (asked) => {
    if (asked.headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: "who are you?" } };
    calls++;
    // One call in the middle of everything comes too early.
    if (calls === 4) return { status: 429, headers: { "retry-after": "1" }, body: { message: "slow down" } };
    return shelf(asked, marks);
  });
  return {
    url: address,
    routes: { [ORIGIN]: address },
    document: documentPath("lending-library.yaml"),
    config: { api_token: TOKEN, start_date: "2024-01-01T00:00:00Z" },
    expected: lists,
    log,
    close,
  };
}

function shelf({ method, path, query }: Asked, marks: Map<string, Shelfmark>): Reply {
  if (method !== "GET") return { status: 405 };
  const limit = Number(query.get("limit") ?? 20);
  if (!(limit >= 1 && limit <= 50)) return { status: 422, body: { message: "limit is 1 to 50" } };
  const list = listAt(path, query.get("changed_after"));
  if (!list) return { status: 404, body: { message: "no such shelf" } };
  const cursor = query.get("cursor");
  const mark = cursor === null ? { list, from: 0 } : marks.get(cursor);
  if (!mark) return { status: 400, body: { message: "that cursor isn't ours" } };
  const page = mark.list.slice(mark.from, mark.from + limit);
  let next: string | null = null;
  if (page.length > 0) {
    next = Buffer.from(`${marks.size}>${path}`).toString("base64");
    marks.set(next, { list: mark.list, from: mark.from + page.length });
  }
  return { status: 200, body: { [path.split("/").at(-1) ?? ""]: page, meta: { next_cursor: next } } };
}

function listAt(path: string, changedAfter: string | null): readonly Item[] | undefined {
  if (path === "/v2/members") return members;
  if (path === "/v2/loans") {
    const from = changedAfter === null ? 0 : Date.parse(changedAfter);
    return loans.filter((loan) => Date.parse(String(loan.changed_at)) >= from);
  }
  const member = /^\/v2\/members\/(\d+)\/reservations$/.exec(path)?.[1];
  if (!members.some(({ id }) => String(id) === member)) return undefined;
  return reservations.filter((one) => String(one.member_id) === member);
}
