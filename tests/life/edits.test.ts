import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { build } from "../../src/app/build.ts";
import { finishInterrupted } from "../../src/app/folder/staged-writes.ts";
import { Failure } from "../../src/diagnostics/failure.ts";
import { connectorOnDisk, failingPorts, ports } from "./connector-on-disk.ts";

let connector: ReturnType<typeof connectorOnDisk>;

let asBuilt: Readonly<Record<string, string>>;

beforeAll(async () => {
  connector = connectorOnDisk();
  connector.publish({});
  await connector.build();
  asBuilt = connector.snapshot();
});

beforeEach(() => {
  connector.publish({});
  connector.restore(asBuilt);
});

afterAll(() => connector.remove());

const RICHER = { vesselFields: ["call_sign"], pilots: true } as const;
const BOTH = { targets: ["airbyte-yaml", "singer"] } as const;
const STREAMS = "singer/tap_harbour/streams.py";
const MANIFEST = "airbyte-yaml/manifest.yaml";

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const failure = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (failure instanceof Failure) return failure;
  throw new Error(`it did not fail: ${failure}`);
}

describe("hand edits", { timeout: 60_000 }, () => {
  it("survive a new document, each in its place, and what is new arrives", async () => {
    await connector.build(BOTH);
    connector.edit(STREAMS, '"""List berths."""', '"""Berths of the harbour, as the port office counts them."""');
    connector.edit(MANIFEST, "page_size: 50", "page_size: 20 # the office asked for it");
    connector.edit("singer/README.md", "## Use", "## On call\n\nAsk the port office.\n\n## Use");
    connector.edit("singer/pyproject.toml", '"requests~=2.32"', '"requests==2.32.4"');
    connector.write("singer/tap_harbour/own.py", "OURS = 1\n");
    connector.edit("connector.yaml", "- name: vessel_calls", "- name: port_calls # as we call them");
    connector.edit("overrides.yaml", /$/, "streams: { berths: { primaryKey: [[name]] } }\n");
    connector.publish(RICHER);
    const { kept, model, overwritten } = await connector.build(BOTH);
    expect(model.streams.map(({ name }) => name)).toEqual(["berths", "vessels", "port_calls", "pilots"]);
    expect(model.streams[0]?.primaryKey).toEqual([["name"]]);
    expect(connector.read("connector.yaml")).toContain("- name: port_calls # as we call them");
    expect(connector.read(STREAMS)).toContain("as the port office counts them");
    expect(connector.read(STREAMS)).toMatch(/class PortCallsStream[\s\S]*class PilotsStream/);
    expect(connector.read(STREAMS)).not.toContain("VesselCallsStream");
    expect(connector.read(MANIFEST)).toContain("page_size: 20 # the office asked for it");
    expect(connector.read(MANIFEST)).toContain("call_sign");
    expect(connector.read("singer/README.md")).toContain("Ask the port office.");
    expect(connector.read("singer/README.md")).toContain("pilots");
    expect(connector.read("singer/pyproject.toml")).toContain('"requests==2.32.4"');
    expect(connector.read("singer/tap_harbour/own.py")).toBe("OURS = 1\n");
    expect(kept.map(({ path, how }) => `${how} ${path}`)).toEqual([
      "merged connector.yaml",
      `merged ${MANIFEST}`,
      "kept singer/pyproject.toml",
      "merged singer/README.md",
      `merged ${STREAMS}`,
    ]);
    expect(overwritten).toEqual([]);
  });

  it("leave nothing behind where there are none: the same bytes as a new connector", async () => {
    connector.publish(RICHER);
    await connector.build();
    const updated = connector.snapshot();
    rmSync(connector.folder, { recursive: true });
    await connector.build();
    expect(updated).toEqual(connector.snapshot());
  });

  it("stay where nothing new is generated, and nothing is written twice", async () => {
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    await connector.build();
    const before = connector.snapshot();
    expect((await connector.build()).kept).toEqual([{ path: STREAMS, how: "kept" }]);
    expect(connector.snapshot()).toEqual(before);
  });

  it("in a connector.yaml reach the projects of a folder that is built as it stands, and the next document", async () => {
    connector.edit("connector.yaml", "title: Harbour", "title: Harbour of ours");
    await build([connector.folder], { allowedOrigins: [], force: false }, ports);
    expect(connector.read("singer/README.md")).toContain("Harbour of ours");
    connector.publish(RICHER);
    await connector.build();
    expect(connector.read("singer/README.md")).toContain("Harbour of ours");
    expect(connector.read("singer/README.md")).toContain("pilots");
  });

  it("yield to overrides.yaml, which is told", async () => {
    connector.edit("connector.yaml", /primaryKey: \[\[id\]\]/, "primaryKey: [[flag]]");
    connector.edit("overrides.yaml", /$/, "all: { primaryKey: [[id]] }\n");
    const { model, diagnostics } = await connector.build();
    expect(model.streams[0]?.primaryKey).toEqual([["id"]]);
    expect(diagnostics).toMatchObject([
      { code: "build/override-outranks", message: expect.stringContaining("streams.berths.primaryKey") },
    ]);
  });

  it("include files that were taken away", async () => {
    rmSync(join(connector.folder, "singer/.gitignore"));
    rmSync(join(connector.folder, "singer/tests/test_reading.py"));
    expect((await connector.build()).kept.map(({ how }) => how)).toEqual(["deleted", "deleted"]);
    expect(existsSync(join(connector.folder, "singer/.gitignore"))).toBe(false);
    await connector.build({ winners: { ours: [], theirs: ["singer/.git*"] } });
    expect(existsSync(join(connector.folder, "singer/.gitignore"))).toBe(true);
    rmSync(join(connector.folder, "singer"), { recursive: true });
    await connector.build();
    expect(existsSync(join(connector.folder, STREAMS))).toBe(true);
  });

  it("are overwritten with --force alone", async () => {
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    connector.edit("connector.yaml", "title: Harbour", "title: Ours");
    const { overwritten, model } = await connector.build({ force: true });
    expect([overwritten, model.title]).toEqual([["connector.yaml", STREAMS], "Harbour"]);
  });
});

describe("a conflict", { timeout: 60_000 }, () => {
  it("is told with the lines of both sides, and nothing is written", async () => {
    await connector.build(BOTH);
    connector.edit(MANIFEST, "page_size: 50", "page_size: 20");
    connector.edit(STREAMS, "page_size=50,", "page_size=20,");
    connector.publish({ ...RICHER, mostVessels: 70 });
    const before = connector.snapshot();
    const failure = await failureOf(connector.build(BOTH));
    expect(failure.message).toMatch(/2 conflicts between your edits .*--ours '.*--theirs '/);
    expect(failure.details.join("\n")).toMatch(
      /manifest\.yaml:86 .*pagination_strategy\.page_size was edited by you and is another one now\n– yours: page_size: 20 \(line 86\)\n– now: page_size: 70/,
    );
    expect(failure.details.join("\n")).toMatch(
      /streams\.py:\d+ was edited.*\n– yours: page_size=20, .*\n– now: page_size=70,/,
    );
    expect(connector.snapshot()).toEqual(before);
  });

  it("is settled for one side, and everything else is merged all the same", async () => {
    connector.edit(STREAMS, "page_size=50,", "page_size=20,");
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    connector.publish({ ...RICHER, mostVessels: 70 });
    await connector.build({ winners: { ours: [STREAMS], theirs: [] } });
    expect(connector.read(STREAMS)).toMatch(/Ours[\s\S]*page_size=20[\s\S]*PilotsStream/);
    connector.publish({ mostVessels: 80 });
    await connector.build({ winners: { ours: [], theirs: ["singer/*.py"] } });
    expect(connector.read(STREAMS)).toMatch(/Ours[\s\S]*page_size=80/);
    expect(connector.read(STREAMS)).not.toContain("PilotsStream");
  });

  it("is told of edited files that are generated no more, and of deleted ones that are others now", async () => {
    connector.publish(RICHER);
    await connector.build();
    connector.edit("singer/tap_harbour/schemas/shared/pilot.json", "{", '{\n  "x-ours": 1,');
    rmSync(join(connector.folder, "singer/tap_harbour/schemas/shared/vessel.json"));
    connector.publish({ vesselFields: ["tonnage"] });
    const failure = await failureOf(connector.build());
    expect(failure.details).toEqual([
      expect.stringMatching(/vessel\.json was deleted by you and is another one now/),
      expect.stringMatching(/pilot\.json was edited by you and is generated no more/),
    ]);
    await connector.build({ winners: { ours: ["*/pilot.json"], theirs: ["*/vessel.json"] } });
    expect(connector.read("singer/tap_harbour/schemas/shared/pilot.json")).toContain("x-ours");
    expect(connector.read("singer/tap_harbour/schemas/shared/vessel.json")).toContain("tonnage");
  });

  it("is told where what was generated last isn't known", async () => {
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    rmSync(join(connector.folder, ".sourcewright/base"), { recursive: true });
    connector.publish(RICHER);
    expect((await failureOf(connector.build())).details).toEqual([
      expect.stringContaining("what was generated last isn't known"),
    ]);
  });

  it("is told where a file is no Python as it was edited", async () => {
    connector.edit(STREAMS, '"""The streams of Harbour."""', '"""The streams of Harbour."""\n\nif True:');
    connector.publish(RICHER);
    expect((await failureOf(connector.build())).details).toEqual([
      expect.stringMatching(/streams\.py can't be merged, .*: line \d+: Expected an indented block/),
    ]);
  });
});

describe("a build that is cut off", { timeout: 60_000 }, () => {
  it("leaves the old connector or the new one, wherever that happens", async () => {
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    const old = connector.snapshot();
    connector.publish(RICHER);
    const all = failingPorts(Number.POSITIVE_INFINITY);
    await connector.build({}, all.ports);
    const now = connector.snapshot();
    const left = [];
    for (const share of [0, 0.4, 0.6, 0.999]) {
      connector.restore(old);
      await expect(connector.build({}, failingPorts(Math.floor(share * all.count())).ports)).rejects.toThrow("power");
      await finishInterrupted(connector.folder, ports);
      const { [STREAMS]: streams, ...more } = connector.snapshot();
      const isNew = streams === now[STREAMS];
      left.push(isNew ? "new" : "old");
      expect({ ...more, [STREAMS]: streams }).toMatchObject(isNew ? now : old);
    }
    await connector.build();
    expect(connector.snapshot()).toEqual(now);
    expect(left).toEqual(["old", "old", "new", "new"]);
  });
});
