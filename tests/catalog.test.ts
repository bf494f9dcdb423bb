import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withCatalog } from "../src/app/catalog/catalog-place.ts";
import { type DoneJob, exitCodeOf, runDue } from "../src/app/catalog/run-due.ts";
import { runJob } from "../src/app/catalog/run-job.ts";
import type { StartJob } from "../src/app/catalog/start-job.ts";
import type { CatalogStore } from "../src/app/catalog-types.ts";
import { readRecord } from "../src/app/folder/build-record.ts";
import { hashGenerated, projectDigest } from "../src/app/folder/project-digest.ts";
import type { Ports } from "../src/app/ports.ts";
import { systemPorts } from "../src/app/system-ports.ts";
import { run } from "../src/surfaces/cli/main.ts";
import { createStyle } from "../src/surfaces/cli/terminal.ts";
import { startWeb } from "../src/surfaces/start-web.ts";

const document = (more = "") => `openapi: 3.0.3
info: { title: Tea Shop, version: 1 }
servers: [{ url: https://api.tea-shop.com/v1 }]
security: [{ token: [] }]
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
paths:
  /teas:
    get:
      summary: Lists every tea
      description: All teas are in one answer; there are no pages.
      responses:
        "200":
          description: the teas
          content:
            application/json:
              schema: { type: array, items: { type: object, required: [id], properties: { id: { type: string }${more} } } }
`;

const NAME = ", name: { type: string }";

let folder = "";
const at = (...path: readonly string[]) => join(folder, ...path);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sourcewright-catalog-"));
  process.env.SOURCEWRIGHT_CATALOG = at("catalog.db");
});

afterAll(() => {
  delete process.env.SOURCEWRIGHT_CATALOG;
  rmSync(folder, { recursive: true, force: true });
});

async function call(...args: readonly string[]) {
  let [out, err] = ["", ""];
  const exitCode = await run(args, {
    style: createStyle(false),
    out: async (text) => {
      out += text.endsWith("\n") ? text : `${text}\n`;
    },
    note: (line) => {
      err += `${line}\n`;
    },
    progress: () => undefined,
  });
  return { exitCode, out, err };
}

/** A connector in a folder of the test's own, with the document it is made from: built once, and copied. */
async function built(...path: readonly string[]): Promise<string> {
  const [connector, first] = [at(...path), at("first")];
  if (!existsSync(first)) {
    writeFileSync(`${first}.yaml`, document(NAME));
    expect(await call("build", `${first}.yaml`, "--to", "singer", "--out", first)).toMatchObject({
      exitCode: 0,
      err: "",
    });
  }
  cpSync(first, connector, { recursive: true });
  cpSync(`${first}.yaml`, `${connector}.yaml`);
  const list = join(connector, "documents", "documents.json");
  writeFileSync(list, readFileSync(list, "utf8").replaceAll(`${first}.yaml`, `${connector}.yaml`));
  return connector;
}

const ports = (): Ports => systemPorts(() => undefined);

/** As if the project had been verified as it is. */
async function feedReport(connector: string, outcome: "pass" | "fail" = "pass"): Promise<void> {
  const hashes = await hashGenerated(connector, "singer", await readRecord(connector, ports()), ports());
  const report = {
    kind: "simulation",
    target: "singer",
    framework: { name: "singer-sdk", version: "0.54.9" },
    seed: 1,
    streams: ["teas"],
    verdicts: [{ property: "every-record-once", outcome, detail: "seen with token=abcdef1234567890abcdef" }],
    project: projectDigest(hashes),
  };
  mkdirSync(join(connector, "verification"), { recursive: true });
  writeFileSync(join(connector, "verification", "singer.json"), JSON.stringify(report));
}

async function listed(): Promise<Record<string, string>> {
  const { out } = await call("catalog", "list", "--json");
  const { connectors } = JSON.parse(out);
  return Object.fromEntries(
    connectors.map(({ name, health }: { name: string; health: { level: string; reasons: { code: string }[] } }) => [
      name,
      [health.level, ...health.reasons.map(({ code }) => code)].join(" "),
    ]),
  );
}

beforeEach(() => {
  for (const file of ["catalog.db", "catalog.db-wal", "catalog.db-shm"]) rmSync(at(file), { force: true });
});

describe("the life of a connector", () => {
  it("is seen in its health: never verified, verified, changed, edited, built again, gone, moved", async () => {
    const connector = at("life", "tea-shop");
    writeFileSync(at("tea-shop.yaml"), document(NAME));
    await call("build", at("tea-shop.yaml"), "--to", "singer", "--out", connector);
    expect(existsSync(at("catalog.db"))).toBe(false);
    expect((await call("catalog", "add", at("life"))).out).toMatch(/^added {2}tea-shop/);
    expect(await listed()).toEqual({ "tea-shop": "unknown never-verified" });

    await feedReport(connector);
    await call("catalog", "refresh");
    expect(await listed()).toEqual({ "tea-shop": "healthy" });

    writeFileSync(at("next.yaml"), document());
    expect((await call("check", connector, "--against", at("next.yaml"))).exitCode).toBe(3);
    expect(await listed()).toEqual({ "tea-shop": "failing breaking-change" });
    const { out } = await call("catalog", "show", "tea-shop");
    expect(out).toContain("its documents have changed: 1 breaking change");
    expect(out).toMatch(/breaking +teas +the field name is gone/);

    await call("build", at("next.yaml"), "--to", "singer", "--out", connector);
    expect(await listed()).toEqual({ "tea-shop": "attention not-verified-since-built" });
    await feedReport(connector, "fail");
    await call("catalog", "refresh");
    expect(await listed()).toEqual({ "tea-shop": "failing property-fails" });

    await feedReport(connector);
    const readme = join(connector, "singer", "README.md");
    writeFileSync(readme, `${readFileSync(readme, "utf8")}\nours\n`);
    await call("catalog", "refresh");
    expect(await listed()).toEqual({ "tea-shop": "attention not-verified-since-built files-edited" });

    renameSync(connector, at("elsewhere"));
    await call("catalog", "refresh");
    expect(await listed()).toEqual({ "tea-shop": "failing folder-gone" });
    expect((await call("catalog", "add", at("elsewhere"))).out).toMatch(/^moved {2}tea-shop/);
    const history = JSON.parse((await call("catalog", "history", "tea-shop", "--json")).out);
    expect(history.events.map(({ kind }: { kind: string }) => kind)).toEqual(["built", "checked"]);
  }, 60_000);

  it("is told without credentials", async () => {
    const connector = await built("secrets", "tea-shop");
    await feedReport(connector);
    await call("catalog", "add", connector);
    await call("check", connector, "--against", `${at("none.yaml")}?api_key=q1w2e3r4t5y6u7i8o9p0`);
    const { out } = await call("catalog", "show", "tea-shop", "--json");
    expect(JSON.parse(out).events).toMatchObject([{ kind: "failed", job: "check" }]);
    expect(out).toContain("token=***");
    expect(readFileSync(at("catalog.db"), "latin1")).not.toMatch(/abcdef1234567890abcdef|q1w2e3r4t5y6u7i8o9p0/);
  });

  it("is found in a tree with others, and leaves it only with the tree", async () => {
    const [one, two] = [await built("tree", "one"), await built("tree", "deep", "two")];
    expect((await call("catalog", "add", at("tree"))).out.split("\n").length).toBe(3);
    expect((await call("catalog", "show", "tea-shop")).err).toContain(
      `2 connectors are called "tea-shop"; give the folder`,
    );
    const { out, err } = await call("catalog", "remove", two);
    expect(out).toContain("removed tea-shop");
    expect(err).toContain("a refresh finds it again");
    expect((await call("catalog", "refresh")).out).toMatch(/added +tea-shop .*two/);
    expect((await call("catalog", "remove", at("tree"))).out).toMatch(new RegExp(`removed .*${two}\nremoved .*${one}`));
    expect((await call("catalog", "refresh")).out.trim()).toBe("");
    expect((await call("catalog", "list")).out).toContain("no connectors; `sourcewright catalog add");
  });

  it("never fails for the catalog's sake", async () => {
    const connector = await built("softly", "tea-shop");
    writeFileSync(at("catalog.db"), "no database".repeat(1000));
    expect(await call("check", connector)).toMatchObject({ exitCode: 0, err: "" });
  });
});

describe("the live source", () => {
  it("contradicts a fact until the connector is built again", async () => {
    const connector = await built("live", "tea-shop");
    await feedReport(connector);
    const probed = [{ about: "pagination", stream: "teas", outcome: "contradicted", detail: "there is a second page" }];
    writeFileSync(join(connector, "verification", "probe.json"), JSON.stringify({ requests: 2, probed }));
    await call("catalog", "add", connector);
    expect(await listed()).toEqual({ "tea-shop": "failing live-contradicts" });
    expect((await call("catalog", "show", "tea-shop")).out).toMatch(
      /contradicted +teas, pagination +there is a second/,
    );
  });
});

describe("documents that nobody compared", () => {
  it("need a check after as many days as are told", async () => {
    await call("catalog", "add", await built("old", "tea-shop"));
    process.env.SOURCEWRIGHT_STALE_AFTER_DAYS = "0";
    expect(await listed()).toEqual({ "tea-shop": "attention documents-old never-verified" });
    process.env.SOURCEWRIGHT_STALE_AFTER_DAYS = "a week";
    expect((await call("catalog", "list")).err).toMatch(/is no number of days: "a week"/);
    delete process.env.SOURCEWRIGHT_STALE_AFTER_DAYS;
  });
});

describe("a connector that can't be read", () => {
  it("is in the catalog with what is wrong", async () => {
    mkdirSync(at("broken"), { recursive: true });
    writeFileSync(at("broken", "connector.yaml"), "streams: [");
    await call("catalog", "add", at("broken"));
    expect(await listed()).toEqual({ broken: "failing unreadable" });
  });
});

describe("wrong calls", () => {
  it.each([
    [["add", "@nothing-here"], 1, /there is no such folder/],
    [["add", "@"], 1, /there is no connector in .* or below: a connector's folder holds a connector.yaml/],
    [["show", "tea-shp"], 2, /no connector "tea-shp"/],
    [["history", "x", "--limit", "none"], 2, /--limit takes a whole number/],
    [["list", "--health", "helthy"], 2, /no health "helthy"; did you mean healthy\?/],
    [["schedule", "tea-shop", "chekc"], 2, /no job "chekc"; did you mean check\?/],
    [["remove", "nothing"], 2, /no connector "nothing"/],
    [["run", "--jobs", "0"], 2, /--jobs takes a whole number/],
    [["run", "--on-change", "[1]"], 2, /--on-change takes a program, or/],
    [["job", "7"], 2, /no schedule 7/],
    [["lst"], 2, /unknown command 'lst'/],
    [["list", "--catalog", ""], 2, /It is empty/],
  ] as const)("%s", async (args, exitCode, message) => {
    mkdirSync(at("empty"), { recursive: true });
    const called = await call("catalog", ...args.map((one) => one.replace(/^@$/, at("empty")).replace(/^@/, at("/"))));
    expect(called.err).toMatch(message);
    expect([called.exitCode, called.out]).toEqual([exitCode, ""]);
  });

  it.each([
    [["--host", "0.0.0.0"], 2, /with --host 0.0.0.0 others can reach these pages: give a token/],
    [["--port", "http"], 2, /--port takes a number/],
    [["--token-file", "@none"], 1, /none can't be read: there is no token/],
    [["--token-file", "@short"], 2, /shorter than 16 characters/],
    [["--token-file", "@blank"], 2, /holds no token/],
  ] as const)("of serve: %s", async (args, exitCode, message) => {
    writeFileSync(at("short"), "secret\n");
    writeFileSync(at("blank"), " \n");
    const called = await call("serve", ...args.map((one) => one.replace(/^@/, at("/"))));
    expect(called.err).toMatch(message);
    expect([called.exitCode, called.out]).toEqual([exitCode, ""]);
  });

  it("of schedules", async () => {
    await call("catalog", "add", await built("wrong", "tea-shop"));
    const schedule = (...args: readonly string[]) => call("catalog", "schedule", "tea-shop", ...args);
    expect((await schedule("check", "at six")).err).toMatch(/"at six" is no schedule: five fields/);
    expect((await schedule("check", "0 6 * * *", "--time-zone", "Berlin")).err).toMatch(/no time zone "Berlin"/);
    expect((await schedule("check")).err).toMatch(/say when/);
    expect((await schedule("check", "--off")).err).toMatch(/no schedule for check/);
    expect((await schedule("check", "0 6 * * *", "--off")).err).toMatch(/leave the times out/);
  });
});

const LATER = new Date("2100-01-01T00:00:00Z");

/** Runs what is due in a far future, with jobs in this process. */
async function runAll(start?: StartJob, signal = new AbortController().signal): Promise<readonly DoneJob[]> {
  const later = { ...ports(), now: () => LATER };
  const inProcess =
    (store: CatalogStore): StartJob =>
    async (schedule) => {
      try {
        return { exitCode: await runJob(schedule, store, ports()), timedOut: false, said: "" };
      } catch (cause) {
        return { exitCode: 1, timedOut: false, said: String(cause) };
      }
    };
  return withCatalog(at("catalog.db"), (store) =>
    runDue(
      store,
      {
        catalog: at("catalog.db"),
        atOnce: 2,
        timeoutMilliseconds: 60_000,
        signal,
        start: start ?? inProcess(store),
        onDone: async () => undefined,
        onProblem: (problem) => expect.unreachable(problem),
      },
      later,
    ),
  );
}

describe("serve", () => {
  it("shows the catalog until it is ended, and says where a port is taken", async () => {
    await call("catalog", "add", await built("served", "tea-shop"));
    await withCatalog(at("catalog.db"), async (store) => {
      const stop = new AbortController();
      const ready = Promise.withResolvers<string>();
      const options = { host: "127.0.0.1", port: 0, signal: stop.signal, onReady: ready.resolve };
      const served = startWeb(store, options, ports());
      const address = await ready.promise;
      const { connectors } = (await (await fetch(`${address}api/connectors`)).json()) as {
        connectors: { key: string }[];
      };
      const text = await (await fetch(`${address}connectors/${connectors[0]?.key}/streams/teas`)).text();
      expect(text).toContain("<h1>teas</h1>");
      expect(text).toContain("% sure");
      expect(text).toMatch(/first.yaml:\d+<\/code>/);
      const taken = { ...options, port: Number(new URL(address).port) };
      await expect(startWeb(store, taken, ports())).rejects.toThrow(/can't be had: something else listens there/);
      stop.abort();
      await served;
    });
  });
});

describe("schedules", () => {
  it("do what is due, one after another for each connector, whatever fails", async () => {
    const [there, gone] = [await built("due", "there"), await built("due", "gone")];
    await call("catalog", "add", at("due"));
    await call("catalog", "schedule", gone, "check", "0 6 * * *");
    await call("catalog", "schedule", there, "check", "0 6 * * *", "--time-zone", "Europe/Berlin");
    expect((await call("catalog", "run")).out).toBe("nothing is due\n");
    rmSync(gone, { recursive: true });
    const done = await runAll();
    const told = Object.fromEntries(
      done.map(({ connector, event, isNews }) => [connector.folder, [event.kind, event.by, isNews]]),
    );
    expect(told).toEqual({ [gone]: ["failed", "schedule", true], [there]: ["checked", "schedule", false] });
    expect(exitCodeOf(done.map(({ event }) => event))).toBe(1);
    const { out } = await call("catalog", "schedule", there);
    expect(out).toMatch(/^tea-shop {2}check {2}0 6 \* \* \* {2}Europe\/Berlin {2}in 73 y/);
  });

  it("find documents whose place was given from a folder above the connector", async () => {
    const connector = await built("above", "tea-shop");
    const list = join(connector, "documents", "documents.json");
    writeFileSync(list, readFileSync(list, "utf8").replaceAll(`${connector}.yaml`, "above/tea-shop.yaml"));
    await call("catalog", "add", connector);
    await call("catalog", "schedule", "tea-shop", "check", "0 6 * * *");
    expect(await runAll()).toMatchObject([
      { event: { kind: "checked", against: ["above/tea-shop.yaml"], breaking: 0 } },
    ]);
  });

  it("tell of a change once, and end with 3 for it", async () => {
    const connector = await built("news", "tea-shop");
    await call("catalog", "add", connector);
    await call("catalog", "schedule", "tea-shop", "check", "0 6 * * *");
    writeFileSync(`${connector}.yaml`, document());
    const first = await runAll();
    expect(first).toMatchObject([{ isNews: true, event: { breaking: 1 }, health: { after: "failing" } }]);
    expect(exitCodeOf(first.map(({ event }) => event))).toBe(3);
    await call("catalog", "schedule", "tea-shop", "check", "0 6 * * *");
    expect(await runAll()).toMatchObject([{ isNews: false, event: { breaking: 1 } }]);
  });

  it("update only what adds, and leave the rest to somebody", async () => {
    const connector = await built("updates", "tea-shop");
    await call("catalog", "add", connector);
    await call("catalog", "schedule", "tea-shop", "update", "0 6 * * *");
    writeFileSync(`${connector}.yaml`, document());
    const done = await runAll();
    expect(done).toMatchObject([
      { event: { kind: "updated", result: "refused", breaking: 1 }, health: { after: "failing" } },
    ]);
    expect(exitCodeOf(done.map(({ event }) => event))).toBe(3);
    expect((await call("catalog", "history")).out).toMatch(/updated .*left out, since it is worse/);
  });

  it("say it when a job's process could say nothing any more", async () => {
    await call("catalog", "add", await built("lost", "tea-shop"));
    await call("catalog", "schedule", "tea-shop", "verify", "0 6 * * *");
    const done = await runAll(async () => ({ timedOut: true, said: "still at it" }));
    expect(done).toMatchObject([
      { event: { kind: "failed", job: "verify", message: "it took longer than 1 minute and was ended: still at it" } },
    ]);
  });

  it("leave what was interrupted to the next run", async () => {
    await call("catalog", "add", await built("interrupted", "tea-shop"));
    await call("catalog", "schedule", "tea-shop", "verify", "0 6 * * *");
    const before = (await call("catalog", "schedule", "--json")).out;
    const stop = new AbortController();
    const interrupted: StartJob = async () => {
      stop.abort();
      return { timedOut: false, said: "" };
    };
    expect(await runAll(interrupted, stop.signal)).toEqual([]);
    expect((await call("catalog", "schedule", "--json")).out).toBe(before);
    expect((await call("catalog", "history")).out).toBe("nothing was recorded yet\n");
  });

  it("run in processes of their own, and news reaches the command that was given", async () => {
    const connector = await built("process", "tea-shop");
    await call("catalog", "add", connector);
    await call("catalog", "schedule", "tea-shop", "check", "0 6 * * *");
    writeFileSync(`${connector}.yaml`, document());
    await withCatalog(at("catalog.db"), async (store) => {
      const [schedule] = await store.schedules();
      if (schedule) await store.setSchedule({ ...schedule, nextRun: "2020-01-01T00:00:00.000Z" });
    });
    const keep = `process.stdin.pipe(require("node:fs").createWriteStream(${JSON.stringify(at("told.json"))}))`;
    const { exitCode, err, out } = await call(
      "catalog",
      "run",
      "--on-change",
      JSON.stringify([process.execPath, "-e", keep]),
    );
    expect([exitCode, err]).toEqual([3, ""]);
    expect(out).toBe("tea-shop  checked: 1 breaking now failing\n");
    expect(JSON.parse(readFileSync(at("told.json"), "utf8"))).toMatchObject({
      connector: { name: "tea-shop" },
      event: { breaking: 1, by: "schedule" },
      detail: { changes: [{ class: "breaking", stream: "teas" }] },
    });
  });
});

it("tables fit 100 columns", async () => {
  await call("catalog", "add", await built("w".repeat(40), "tea-shop"));
  await call(
    "catalog",
    "schedule",
    "tea-shop",
    "check",
    "0 6 * * 1-5",
    "--time-zone",
    "America/Argentina/Buenos_Aires",
  );
  for (const args of [["list"], ["show", "tea-shop"], ["history"], ["schedule"]]) {
    const { out } = await call("catalog", ...args);
    expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  }
});
