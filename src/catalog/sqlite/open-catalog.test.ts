import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewEntry } from "../entry.ts";
import { aCheck, anEntry, anEvent } from "../test-support.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { openCatalog } from "./open-catalog.ts";

let folder = "";
let made = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sourcewright-catalog-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = () => join(folder, `${++made}`, "catalog.db");

function acme(more: Partial<NewEntry> = {}): NewEntry {
  const { id: _, addedAt: __, ...entry } = anEntry();
  return { ...entry, ...more };
}

describe("migrations", () => {
  it("are run in order, once each", () => {
    const database = new DatabaseSync(":memory:");
    const steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y"];
    migrate(database, "here", steps.slice(0, 1));
    migrate(database, "here", steps);
    migrate(database, "here", steps);
    expect(database.prepare("SELECT x, y FROM a").all()).toEqual([]);
  });

  it("leave everything as it was where one fails", () => {
    const database = new DatabaseSync(":memory:");
    const steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); SELECT 1 FROM nowhere"];
    migrate(database, "here", steps.slice(0, 1));
    expect(() => migrate(database, "here", steps)).toThrow(/nowhere/);
    expect(database.prepare("SELECT name FROM sqlite_master").all()).toEqual([{ name: "a" }]);
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1 });
  });

  it("refuse what a newer sourcewright wrote", async () => {
    const path = fresh();
    await openCatalog(path).close();
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();
    expect(() => openCatalog(path)).toThrow(/written by a newer sourcewright/);
  });

  it("refuse a file that is no catalog", () => {
    const path = join(folder, "a-text.db");
    writeFileSync(path, "orders and lines, but no database at all".repeat(100));
    expect(() => openCatalog(path)).toThrow(/can't be used as the catalog: file is not a database/);
  });

  it("let nobody else read the file", async () => {
    const path = fresh();
    await openCatalog(path).close();
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});

describe("connectors", () => {
  it("keep their id when they are read again, also from elsewhere", async () => {
    const store = openCatalog(fresh());
    const { id } = await store.put(acme(), [], "2026-01-01");
    await store.put(acme({ title: "Acme 2" }), [], "2026-01-02");
    await store.put({ ...acme({ folder: "/elsewhere" }), id }, [], "2026-01-03");
    expect(await store.entries()).toEqual([expect.objectContaining({ id, folder: "/elsewhere", title: "Acme" })]);
    await store.close();
  });

  it("go with all that was known of them", async () => {
    const store = openCatalog(fresh());
    const { id } = await store.put(acme(), [], "2026-01-01");
    await store.append(id, anEvent(aCheck()), {});
    await store.setSchedule({ connector: id, job: "check", cron: "@daily", timeZone: "UTC", nextRun: "2026-01-02" });
    await store.remove(id);
    expect([await store.entries(), await store.events({ limit: 9 }), await store.schedules()]).toEqual([[], [], []]);
    await store.close();
  });
});

describe("events", () => {
  it("give the newest of each kind and of each job that failed, and make room for new ones", async () => {
    const store = openCatalog(fresh());
    const { id } = await store.put(acme(), [], "2026-01-01");
    await store.append(id, anEvent({ kind: "failed", job: "verify", message: "no Python" }), {});
    await store.append(id, anEvent({ kind: "failed", job: "check", message: "404" }), {});
    for (let at = 0; at < 400; at++) await store.append(id, anEvent(aCheck({ additive: at })), {});
    const latest = (await store.latestEvents()).get(id) ?? [];
    expect(latest).toMatchObject([
      { kind: "failed", job: "verify" },
      { kind: "failed", job: "check" },
      { kind: "checked", additive: 399 },
    ]);
    const checks = await store.events({ connector: id, kinds: ["checked"], limit: 1000 });
    expect(checks.length).toBe(350);
    expect(await store.events({ before: checks[1]?.id ?? 0, limit: 1 })).toMatchObject([{ additive: 397 }]);
    await store.close();
  });
});

describe("schedules", () => {
  it("are taken by one process only, and again when that one is lost", async () => {
    const path = fresh();
    const [one, other] = [openCatalog(path), openCatalog(path)];
    const { id } = await one.put(acme(), [], "2026-01-01");
    const due = await one.setSchedule({
      connector: id,
      job: "check",
      cron: "@daily",
      timeZone: "UTC",
      nextRun: "2026-01-02",
    });
    expect(await one.claim(due, "2026-01-03", "2026-01-02T01")).toBe(true);
    expect(await other.claim(due, "2026-01-03", "2026-01-02T01")).toBe(false);
    const [lost] = await other.schedules();
    expect(lost).toMatchObject({ runningSince: "2026-01-02T01", nextRun: "2026-01-03" });
    expect(lost && (await other.claim(lost, "2026-01-04", "2026-01-03"))).toBe(true);
    await other.release({ ...due, nextRun: "2026-01-04" });
    expect(await one.schedules()).toEqual([{ ...due, nextRun: "2026-01-04" }]);
    await other.finished(due.id, "2026-01-03T02");
    expect(await one.schedules()).toEqual([{ ...due, nextRun: "2026-01-04", lastRun: "2026-01-03T02" }]);
    await Promise.all([one.close(), other.close()]);
  });
});

it("two processes make one catalog and lose nothing of each other", async () => {
  const path = fresh();
  const script = `
    const { openCatalog } = await import(${JSON.stringify(new URL("open-catalog.ts", import.meta.url).href)});
    const store = openCatalog(process.argv[2]);
    const entry = JSON.parse(process.argv[3]);
    const { id } = await store.put(entry, [], "2026-01-01");
    for (let at = 0; at < 60; at++) await store.append(id, ${JSON.stringify(anEvent(aCheck()))}, {});
    await store.close();`;
  const file = join(folder, "writer.mjs");
  writeFileSync(file, script);
  const write = (entry: NewEntry) =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [file, path, JSON.stringify(entry)], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      let said = "";
      child.stderr.on("data", (text) => {
        said += String(text);
      });
      child.on("close", (code) => resolve(code === 0 ? "" : said));
    });
  expect(await Promise.all([write(acme()), write(acme({ folder: "/other", name: "other" }))])).toEqual(["", ""]);
  const store = openCatalog(path);
  expect((await store.entries()).length).toBe(2);
  expect((await store.events({ limit: 1000 })).length).toBe(120);
  await store.close();
});
