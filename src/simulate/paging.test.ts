import { describe, expect, test } from "vitest";
import type { Pagination, StopRule } from "../model/pagination.ts";
import { BASE } from "../model/test-support.ts";
import type { Json } from "../model/values.ts";
import type { SimulatedSource, SimulationOptions } from "./simulated-source.ts";
import { at, type Call, call, model, type Reply, recordsAt, simulations, stream, violations } from "./test-support.ts";

const start = simulations();

async function paged(pagination: Pagination, options: Partial<SimulationOptions> = {}): Promise<SimulatedSource> {
  const recordsPath = pagination.kind === "link-header" ? [] : ["data"];
  const source = await start(model([stream({ pagination, recordsPath })]), { seed: 3, ...options });
  return source;
}

type Ask = { readonly url: string } & Call;

/** Reads from page to page as `next` says, and gives the pages. */
async function pages(source: SimulatedSource, first: Ask, next: (reply: Reply, sofar: number) => Ask | undefined) {
  const found: Readonly<Record<string, Json>>[][] = [];
  for (let ask: Ask | undefined = first; ask; ) {
    const { url, ...init }: Ask = ask;
    const reply = await call(source, url, init);
    expect(reply.status).toBe(200);
    found.push(Array.isArray(reply.body) ? recordsAt(reply.body) : recordsAt(reply.body, "data"));
    ask = next(reply, found.flat().length);
    expect(found.length).toBeLessThan(20);
  }
  return found;
}

const sizes = (found: readonly unknown[][]) => found.map((page) => page.length);
const query = (name: string) => ({ name, in: "query" }) as const;
const orders = (text: string): Ask => ({ url: `${BASE}/orders?${text}` });

/** Whether the answer says that something follows; `seen` records were read so far. */
type More = (reply: Reply, seen: number) => boolean;

const STOPS: readonly (readonly [string, StopRule, More, readonly number[]])[] = [
  ["an empty page", { kind: "empty-page" }, ({ body }) => recordsAt(body, "data").length > 0, [5, 5, 3, 0]],
  ["a short page", { kind: "short-page" }, ({ body }) => recordsAt(body, "data").length === 8, [8, 8, 3]],
  [
    "a guessed short page",
    { kind: "short-page", guessed: true },
    ({ body }) => recordsAt(body, "data").length > 0,
    [5, 5, 3, 0],
  ],
  [
    "a flag",
    { kind: "flag", path: ["meta", "more"], goOn: true },
    ({ body }) => at(body, "meta", "more") === true,
    [5, 5, 3],
  ],
  [
    "a flag the other way",
    { kind: "flag", path: ["done"], goOn: false },
    ({ body }) => at(body, "done") === false,
    [5, 5, 3],
  ],
  [
    "a total of items",
    { kind: "total-items", path: ["total"] },
    ({ body }, seen) => seen < Number(at(body, "total")),
    [5, 5, 3],
  ],
  [
    "a header with the total",
    { kind: "total-header", name: "X-Total", counts: "items" },
    ({ headers }, seen) => seen < Number(headers["x-total"]),
    [5, 5, 3],
  ],
];

describe("page numbers", () => {
  for (const firstPage of [0, 1]) {
    test.each(STOPS)(`from ${firstPage}, until %s`, async (_, stop, more, expected) => {
      const source = await paged({
        kind: "page-number",
        pageParam: query("page"),
        sizeParam: query("size"),
        firstPage,
        pageSize: 8,
        stop,
      });
      let page = firstPage;
      const found = await pages(source, orders(`page=${page}&size=8`), (reply, seen) =>
        more(reply, seen) ? orders(`page=${++page}&size=8`) : undefined,
      );
      expect(sizes(found)).toEqual(expected);
      expect(found.flat()).toEqual(source.records.orders);
      expect(violations(source)).toEqual([]);
    });
  }

  test.each<[string, StopRule, (reply: Reply) => number]>([
    ["body", { kind: "total-pages", path: ["pages"] }, ({ body }) => Number(at(body, "pages"))],
    ["header", { kind: "total-header", name: "X-Pages", counts: "pages" }, ({ headers }) => Number(headers["x-pages"])],
  ])("until the number of pages in the %s", async (_, stop, total) => {
    const source = await paged({ kind: "page-number", pageParam: query("page"), firstPage: 1, stop });
    let page = 1;
    const found = await pages(source, orders("page=1"), (reply) =>
      page < total(reply) ? orders(`page=${++page}`) : undefined,
    );
    expect(sizes(found)).toEqual([5, 5, 3]);
  });

  test("in a body of a POST", async () => {
    const pagination: Pagination = {
      kind: "page-number",
      pageParam: { name: "paging.page", in: "body" },
      firstPage: 1,
      stop: { kind: "empty-page" },
    };
    const made = stream({ method: "POST", body: { encoding: "json", value: { query: { text: "*" } } }, pagination });
    const source = await start(model([made]));
    const ask = (body: Json): Ask => ({
      url: `${BASE}/orders`,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    let page = 1;
    const found = await pages(source, ask({ query: { text: "*" }, paging: { page } }), ({ body }) =>
      recordsAt(body, "data").length > 0 ? ask({ query: { text: "*" }, paging: { page: ++page } }) : undefined,
    );
    expect(sizes(found)).toEqual([5, 5, 3, 0]);
    expect(violations(source)).toEqual([]);
    const wrong = ask({ query: { text: "a" }, sort: "asc" });
    await call(source, wrong.url, wrong);
    expect(violations(source)).toEqual([
      `the body's "query.text" isn't the declared one`,
      'undeclared body field "sort"',
    ]);
  });

  test("an empty body may as well be left out", async () => {
    const made = stream({ method: "POST", body: { encoding: "json", value: {} } });
    const source = await start(model([made]));
    expect((await call(source, `${BASE}/orders`, { method: "POST" })).status).toBe(200);
    expect(violations(source)).toEqual([]);
  });

  test("behind the end: an empty page, or 404", async () => {
    const pagination: Pagination = {
      kind: "page-number",
      pageParam: query("page"),
      firstPage: 1,
      stop: { kind: "empty-page" },
    };
    const empty = await paged(pagination);
    expect(recordsAt((await call(empty, `${BASE}/orders?page=4`)).body, "data")).toEqual([]);
    expect(empty.log[0]?.pastEnd).toBe(true);
    const missing = await paged(pagination, { pastEnd: "not-found" });
    expect((await call(missing, `${BASE}/orders?page=3`)).status).toBe(200);
    expect((await call(missing, `${BASE}/orders?page=4`)).status).toBe(404);
  });

  test("without the size that was declared, pages are small", async () => {
    const source = await paged({
      kind: "page-number",
      pageParam: query("page"),
      sizeParam: query("size"),
      firstPage: 1,
      pageSize: 50,
      stop: { kind: "short-page" },
    });
    expect(recordsAt((await call(source, `${BASE}/orders?page=1`)).body, "data")).toHaveLength(5);
  });
});

describe("offsets", () => {
  test.each(STOPS)("until %s", async (_, stop, more, expected) => {
    const source = await paged({
      kind: "offset",
      offsetParam: query("offset"),
      sizeParam: query("size"),
      pageSize: 8,
      stop,
    });
    const found = await pages(source, orders("offset=0&size=8"), (reply, seen) =>
      more(reply, seen) ? orders(`offset=${seen}&size=8`) : undefined,
    );
    expect(sizes(found)).toEqual(expected);
    expect(found.flat()).toEqual(source.records.orders);
    expect(violations(source)).toEqual([]);
  });

  test("that count from one", async () => {
    const source = await paged({
      kind: "offset",
      offsetParam: query("start"),
      firstOffset: 1,
      stop: { kind: "empty-page" },
    });
    expect(recordsAt((await call(source, `${BASE}/orders?start=6`)).body, "data")).toEqual(
      source.records.orders?.slice(5, 10),
    );
    expect((await call(source, `${BASE}/orders?start=0`)).status).toBe(400);
  });
});

describe("cursors", () => {
  const byBody: Pagination = {
    kind: "cursor",
    cursorParam: query("after"),
    next: { from: "body", path: ["meta", "next"] },
    stop: { kind: "no-cursor" },
  };
  const nextIn = ({ body }: Reply) => {
    const cursor = at(body, "meta", "next");
    return typeof cursor === "string" && cursor !== "" ? orders(`after=${encodeURIComponent(cursor)}`) : undefined;
  };

  test.each(["null", "absent", "empty"] as const)("in the body, %s at the end", async (endOfList) => {
    const source = await paged(byBody, { endOfList });
    let last: Json = null;
    const found = await pages(source, orders(""), (reply) => {
      last = at(reply.body, "meta");
      return nextIn(reply);
    });
    expect(sizes(found)).toEqual([5, 5, 3]);
    expect(found.flat()).toEqual(source.records.orders);
    expect(last).toEqual({ null: { next: null }, absent: null, empty: { next: "" } }[endOfList]);
    expect(violations(source)).toEqual([]);
  });

  test("must come back as they were given", async () => {
    const source = await paged(byBody);
    const cursor = String(at((await call(source, `${BASE}/orders`)).body, "meta", "next"));
    expect(cursor).toMatch(/\+.*\/.*=/);
    expect((await call(source, `${BASE}/orders?after=${cursor}`)).status).toBe(400);
    expect(violations(source)).toEqual([expect.stringContaining("never gave the page token")]);
  });

  test.each(STOPS.filter(([, stop]) => stop.kind !== "short-page"))(
    "in the body, until %s",
    async (_, stop, more, expected) => {
      const source = await paged({ ...byBody, pageSize: 8, stop });
      const found = await pages(source, orders(""), (reply, seen) => (more(reply, seen) ? nextIn(reply) : undefined));
      expect(sizes(found)).toEqual(expected);
      expect(found.flat()).toEqual(source.records.orders);
    },
  );

  test("in a header", async () => {
    const source = await paged({ ...byBody, next: { from: "header", name: "X-Next" } });
    const found = await pages(source, orders(""), ({ headers }) =>
      headers["x-next"] === undefined ? undefined : orders(`after=${encodeURIComponent(headers["x-next"])}`),
    );
    expect(found.flat()).toEqual(source.records.orders);
    expect(sizes(found)).toEqual([5, 5, 3]);
  });

  test("sent in a header", async () => {
    const source = await paged({ ...byBody, cursorParam: { name: "X-After", in: "header" } });
    const found = await pages(source, orders(""), ({ body }) => {
      const cursor = at(body, "meta", "next");
      return typeof cursor === "string" && cursor !== ""
        ? { ...orders(""), headers: { "x-after": cursor } }
        : undefined;
    });
    expect(found.flat()).toEqual(source.records.orders);
  });

  test("in the last record", async () => {
    const source = await paged({
      ...byBody,
      next: { from: "last-record", path: ["id"] },
      stop: { kind: "flag", path: ["more"], goOn: true },
    });
    const found = await pages(source, orders(""), ({ body }) =>
      at(body, "more") === true ? orders(`after=${String(recordsAt(body, "data").at(-1)?.id)}`) : undefined,
    );
    expect(found.flat()).toEqual(source.records.orders);
    expect(violations(source)).toEqual([]);
    expect((await call(source, `${BASE}/orders?after=7`)).status).toBe(400);
  });

  test("that don't move on, on demand", async () => {
    const source = await paged(byBody);
    source.setFaults([{ kind: "repeated-cursor", nth: 2 }]);
    const first = nextIn(await call(source, `${BASE}/orders`));
    const second = nextIn(await call(source, first?.url ?? ""));
    expect(second).toEqual(first);
  });

  test("stay right while records come in", async () => {
    const source = await paged(byBody);
    source.setFaults([{ kind: "insert-during-paging", nth: 2 }]);
    const before = source.records.orders ?? [];
    const found = await pages(source, orders(""), nextIn);
    expect(found.flat()).toEqual(before);
    expect(source.records.orders).toHaveLength(14);
  });
});

describe("next pages by address", () => {
  const byUrl: Pagination = { kind: "next-url", path: ["links", "next"], sizeParam: query("size"), pageSize: 10 };
  const nextIn = ({ body }: Reply): Ask | undefined => {
    const next = at(body, "links", "next");
    return typeof next === "string" && next !== "" ? { url: new URL(next, BASE).href } : undefined;
  };

  test.each(["absolute", "relative"] as const)("in the body, %s", async (nextUrl) => {
    const source = await paged(byUrl, { nextUrl });
    const found = await pages(source, orders("size=10"), nextIn);
    expect(sizes(found)).toEqual([5, 5, 3]);
    expect(found.flat()).toEqual(source.records.orders);
    expect(violations(source)).toEqual([]);
    expect(source.log[1]?.url).toContain("size=10");
  });

  test("notice who adds to the address what it already holds", async () => {
    const source = await paged(byUrl);
    const next = nextIn(await call(source, `${BASE}/orders?size=10`));
    await call(source, `${next?.url}&size=10`);
    expect(violations(source)).toEqual(['query parameter "size" was sent twice']);
  });

  test("never hold the key of who asks", async () => {
    const made = model([stream({ pagination: byUrl })], {
      auth: [{ kind: "api-key", in: "query", name: "key", key: "{access_token}" }],
    });
    const source = await start(made, { seed: 1 });
    const key = String(source.config.access_token);
    const reply = await call(source, `${BASE}/orders?key=${key}`);
    expect(reply.text).not.toContain(key);
    const next = nextIn(reply)?.url ?? "";
    expect((await call(source, next)).status).toBe(401);
    expect((await call(source, `${next}&key=${key}`)).status).toBe(200);
  });

  test("in a Link header, never the first of them", async () => {
    const source = await paged({ kind: "link-header", rel: "next" });
    const found = await pages(source, orders(""), ({ headers }) => {
      const next = /<([^>]*)>; rel="next"/.exec(headers.link ?? "")?.[1];
      return next === undefined ? undefined : { url: next };
    });
    expect(sizes(found)).toEqual([5, 5, 3]);
    expect(found.flat()).toEqual(source.records.orders);
    expect(violations(source)).toEqual([]);
  });
});

test("a list whose paging isn't known has one page that isn't full", async () => {
  const source = await paged({ kind: "unknown", pageSize: 10 });
  expect(recordsAt((await call(source, `${BASE}/orders`)).body, "data")).toHaveLength(3);
});

test("nor is it cut off when records come", async () => {
  const source = await paged({ kind: "unknown" });
  source.advance("orders", 8);
  expect(recordsAt((await call(source, `${BASE}/orders`)).body, "data")).toHaveLength(
    source.records.orders?.length ?? 0,
  );
});

describe("places of records", () => {
  test.each<[readonly string[], (body: Json) => number]>([
    [["result", "items"], (body) => recordsAt(body, "result", "items").length],
    [["list", "*", "order"], (body) => recordsAt(body, "list").map((one) => one.order).length],
    [["map", "*"], (body) => Object.keys(at(body, "map") ?? {}).length],
    [["*", "order"], (body) => recordsAt(body).map((one) => one.order).length],
  ])("%j", async (recordsPath, count) => {
    const source = await start(model([stream({ recordsPath })]));
    expect(count((await call(source, `${BASE}/orders`)).body)).toBe(7);
  });
});
