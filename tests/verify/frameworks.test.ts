import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Framework } from "../../src/verify/framework.ts";
import { openFramework, type VerifiedTarget } from "../../src/verify/open-framework.ts";
import { openPeopleSource } from "./people-source.ts";

/** Connectors that no target of ours made: what a framework does with them is the framework's own. */
const folder = (target: VerifiedTarget) => fileURLToPath(new URL(`connectors/${target}`, import.meta.url));
const LIMITS = { streams: ["people"], timeout: 60, mostRequests: 50 };

describe.each(["airbyte-yaml", "singer"] as const)("a hand-written connector for %s", (target) => {
  let framework: Framework;
  let source: Awaited<ReturnType<typeof openPeopleSource>>;
  beforeAll(async () => {
    source = await openPeopleSource();
    framework = await openFramework(target, folder(target), { env: process.env, progress: () => undefined });
  }, 300_000);
  afterAll(async () => {
    await framework?.close();
    await source?.close();
  });

  it("tells its settings and its streams", async () => {
    expect(await framework.settings()).toEqual([
      { name: "api_key", required: true, secret: true },
      { name: "start_date", required: true, secret: false },
    ]);
    const [people, ...others] = await framework.discover(source.request);
    expect(others).toEqual([]);
    expect(people).toMatchObject({ name: "people", primaryKey: [["id"]], incremental: true });
  });

  it("is connected with the right key only, and says why not", async () => {
    expect((await framework.check(source.request)).connected).toBe(true);
    const config = { ...source.request.config, api_key: "wrong-key" };
    const refused = await framework.check({ ...source.request, config });
    expect(refused.connected).toBe(false);
    expect(refused.errors.join(" ")).toMatch(/401/);
  });

  it("reads all, then from its state on", async () => {
    const first = await framework.read({ ...source.request, ...LIMITS });
    expect(first).toMatchObject({ exitCode: 0, endless: false, unstructured: [] });
    expect(first.records).toEqual(source.people.map((record) => ({ stream: "people", record })));
    expect(first.durable).toEqual(first.records);
    expect(new Set(source.hosts)).toEqual(new Set(["api.people.example"]));
    const second = await framework.read({ ...source.request, ...LIMITS, state: first.state ?? null });
    expect(second.records.map(({ record }) => record.id)).toEqual([5]);
  });

  it("is killed right after so many records", async () => {
    const killed = await framework.read({ ...source.request, ...LIMITS, killAfterRecords: 3 });
    expect(killed.exitCode).toBe(-9);
    expect(killed.records).toHaveLength(3);
    expect(killed.durable).toEqual([]);
  });

  it("is ended when it reads in circles", async () => {
    const ended = await framework.read({ ...source.request, ...LIMITS, mostRequests: 2 });
    expect(ended.endless).toBe(true);
  });

  it("passes the framework's tests, its own tests and the linter", async () => {
    expect(await framework.standardTests(source.request, ["people"])).toMatchObject({ failed: 0, green: true });
    expect(await framework.ownTests()).toMatchObject({ passed: 1, failed: 0, green: true });
    expect(await framework.lint()).toEqual([]);
  }, 60_000);
});
