import { describe, expect, test } from "vitest";
import { BASE } from "../model/test-support.ts";
import { call, model, recordsAt, simulations, stream, violations } from "./test-support.ts";

const start = simulations();

const byPage = stream({
  pagination: {
    kind: "page-number",
    pageParam: { name: "page", in: "query" },
    sizeParam: { name: "per_page", in: "query" },
    firstPage: 1,
    pageSize: 20,
    stop: { kind: "short-page" },
  },
});

describe("faults", () => {
  test("come to the request that they are meant for", async () => {
    const source = await start(
      model([byPage], { rateLimit: { quotas: [], statuses: [429], retryAfter: "Retry-After" } }),
    );
    source.setFaults([
      { kind: "rate-limited", retryAfter: 30, nth: 2 },
      { kind: "server-error", status: 503, nth: 3, times: 2 },
    ]);
    const replies = [];
    for (const page of [1, 2, 2, 2, 2]) replies.push(await call(source, `${BASE}/orders?page=${page}&per_page=20`));
    expect(replies.map((reply) => reply.status)).toEqual([200, 429, 503, 503, 200]);
    expect(replies[1]?.headers["retry-after"]).toBe("30");
    expect(source.log.map((request) => request.fault)).toEqual([
      undefined,
      "rate-limited",
      "server-error",
      "server-error",
      undefined,
    ]);
    expect(violations(source)).toEqual(["asked again before the wait was over"]);
  });

  test("break the connection in the middle of a body", async () => {
    const source = await start(model([byPage]));
    source.setFaults([{ kind: "reset-mid-body" }]);
    await expect(call(source, `${BASE}/orders`)).rejects.toThrow();
    expect((await call(source, `${BASE}/orders`)).status).toBe(200);
  });

  test("rate limits speak in the declared headers and bodies", async () => {
    const limited = model([byPage], {
      rateLimit: {
        quotas: [{ requests: 100, seconds: 60 }],
        statuses: [420],
        remaining: "X-Left",
        reset: { header: "X-Reset", unit: "seconds-left" },
      },
      errors: [
        { statuses: [420], action: "rate-limited", body: { path: ["errors", "*", "code"], contains: "calm_down" } },
      ],
    });
    const source = await start(limited);
    source.setFaults([{ kind: "rate-limited", retryAfter: 7, nth: 2 }]);
    const right = await call(source, `${BASE}/orders`);
    expect(right.headers).toMatchObject({ "x-left": "99", "x-reset": "60" });
    const reply = await call(source, `${BASE}/orders`);
    expect(reply.status).toBe(420);
    expect(reply.headers).toMatchObject({ "x-left": "0", "x-reset": "7" });
    expect(reply.headers["retry-after"]).toBeUndefined();
    expect(reply.body).toMatchObject({ errors: [{ code: "calm_down" }] });
  });

  test("quotas are kept where that is wanted", async () => {
    const limited = model([byPage], {
      rateLimit: { quotas: [{ requests: 2, seconds: 60 }], statuses: [429], retryAfter: "Retry-After" },
    });
    const source = await start(limited, { quotas: "enforced" });
    const statuses = [];
    for (const page of [1, 2, 3]) statuses.push((await call(source, `${BASE}/orders?page=${page}`)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("change what an answer holds", async () => {
    const source = await start(model([byPage]));
    const url = `${BASE}/orders?per_page=20`;
    source.setFaults([
      { kind: "malformed-page" },
      { kind: "empty", nth: 2 },
      { kind: "extra-field", nth: 3 },
      { kind: "repeated-cursor", nth: 4 },
    ]);
    const broken = await call(source, url);
    expect([broken.status, broken.body]).toEqual([200, null]);
    expect(recordsAt((await call(source, url)).body, "data")).toEqual([]);
    source.clearLog();
    expect(recordsAt((await call(source, url)).body, "data")[0]).toHaveProperty("added_by_the_source");
    const again = await call(source, `${url}&page=2`);
    expect(recordsAt(again.body, "data")).toEqual(source.records.orders?.slice(0, 20));
    expect(violations(source)).toEqual([]);
  });

  test("forbid one stream alone", async () => {
    const other = stream({ path: "/others" }, { name: "others" });
    const source = await start(
      model([stream(), other], { errors: [{ statuses: [402, 403], action: "skip", message: "not in your plan" }] }),
    );
    source.setFaults([{ kind: "forbidden", stream: "others", times: 100 }]);
    expect((await call(source, `${BASE}/orders`)).status).toBe(200);
    expect((await call(source, `${BASE}/others`)).status).toBe(403);
    expect((await call(source, `${BASE}/others`)).status).toBe(403);
  });

  test("notice more requests at once than the source bears", async () => {
    const source = await start(model([byPage], { concurrency: { max: 2 } }), { latency: 50 });
    await Promise.all([1, 2].map((page) => call(source, `${BASE}/orders?page=${page}&per_page=20`)));
    expect(violations(source)).toEqual([]);
    source.clearLog();
    await Promise.all([1, 2, 3].map((page) => call(source, `${BASE}/orders?page=${page}&per_page=20`)));
    expect(violations(source)).toEqual(["more than 2 requests under way at once"]);
  });
});
