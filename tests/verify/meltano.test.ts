import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../src/model/connector-model.ts";
import { startSimulation } from "../../src/simulate/start-simulation.ts";
import { model, setting, startDate } from "../../src/targets/singer/test-support.ts";
import type { ReadResult } from "../../src/verify/framework.ts";
import { openFramework, type VerifiedTarget } from "../../src/verify/open-framework.ts";
import { writeProject } from "../faults/planted-fault.ts";
import { dull, nasty } from "../golden/singer/models.ts";

const folder = mkdtempSync(join(tmpdir(), "sourcewright-meltano-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const context = { env: process.env, progress: () => undefined };
const HOSTILE = `$HOME \${HOME} \\$HOME $(id) 'q' "`;

/** As `dull`, with a default that looks like variables and is sent with each request. */
const source: ConnectorModel = model({
  ...dull,
  settings: [
    setting("access_token", { secret: true, purpose: "credential" }),
    setting("greeting", { title: HOSTILE, default: HOSTILE, required: false }),
    startDate,
  ],
  source: { headers: [{ name: "X-Greeting", value: "{greeting}" }] },
});

async function read(target: VerifiedTarget, streams: readonly string[]): Promise<ReadResult> {
  const project = join(folder, target);
  writeProject(source, target, project);
  const simulated = await startSimulation(source, { seed: 5, streams });
  const framework = await openFramework(target, project, context);
  try {
    const { greeting: _, ...config } = simulated.config;
    const result = await framework.read({
      config,
      routes: simulated.routes,
      streams,
      timeout: 120,
      mostRequests: 500,
    });
    expect(simulated.log.flatMap(({ violations }) => violations)).toEqual([]);
    return result;
  } finally {
    await framework.close();
    await simulated.close();
  }
}

const inOrder = ({ records }: ReadResult) => records.map((record) => JSON.stringify(record)).sort();

describe("a Meltano project", () => {
  it("loads the records that the tap alone gives, with the state that it gives", { timeout: 240_000 }, async () => {
    const names = source.streams.map(({ name }) => name);
    const [alone, loaded] = [await read("singer", names), await read("meltano", names)];
    expect(loaded).toMatchObject({ exitCode: 0, unstructured: [] });
    expect(inOrder(loaded)).toEqual(inOrder(alone));
    expect(alone.records.length).toBeGreaterThan(100);
    expect(loaded.state).toEqual(alone.state);
  });

  it("is taken by Meltano though every text in it is hostile", { timeout: 120_000 }, async () => {
    writeProject(nasty, "meltano", join(folder, "nasty"));
    const before = readdirSync(join(folder, "nasty"), { recursive: true });
    const framework = await openFramework("meltano", join(folder, "nasty"), context);
    try {
      expect(await framework.standardTests({ config: {}, routes: {} }, [])).toMatchObject({ green: true, output: "" });
      expect((await framework.settings()).map(({ name }) => name)).toEqual(nasty.settings.map(({ name }) => name));
    } finally {
      await framework.close();
    }
    expect(readdirSync(join(folder, "nasty"), { recursive: true })).toEqual(before);
  });
});
