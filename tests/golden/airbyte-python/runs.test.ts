import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../../src/model/connector-model.ts";
import { startSimulation } from "../../../src/simulate/start-simulation.ts";
import { openFramework, type VerifiedTarget } from "../../../src/verify/open-framework.ts";
import { verifyConnector } from "../../../src/verify/verify-connector.ts";
import { writeProject } from "../../faults/planted-fault.ts";
import { dull, family } from "../singer/models.ts";

const work = mkdtempSync(join(tmpdir(), "sourcewright-python-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const context = { env: process.env, progress: () => undefined };

describe("a source with streams below several parents", () => {
  it("holds every property", { timeout: 180_000 }, async () => {
    const folder = join(work, "family");
    writeProject(family, "airbyte-python", folder);
    const target = "airbyte-python" as const;
    const { verdicts } = await verifyConnector({ model: family, folder, target, startSimulation, seed: 3, ...context });
    expect(verdicts.filter(({ outcome }) => outcome === "fail")).toEqual([]);
    expect(verdicts.filter(({ outcome }) => outcome === "pass").length).toBeGreaterThan(15);
  });
});

describe("the same source read by each framework", () => {
  /** As text, in an order of its own; Airbyte leaves out what is null. */
  async function recordsOf(model: ConnectorModel, target: VerifiedTarget): Promise<string[]> {
    const folder = join(work, target);
    writeProject(model, target, folder);
    const source = await startSimulation(model, { seed: 5, streams: model.streams.map(({ name }) => name), pages: 3 });
    const framework = await openFramework(target, folder, context);
    try {
      const { records } = await framework.read({
        config: source.config,
        routes: source.routes,
        streams: model.streams.map(({ name }) => name),
        timeout: 120,
        mostRequests: 2000,
      });
      const given = records.map(({ stream, record }) => ({
        stream,
        record: Object.entries(record)
          .filter(([, value]) => value !== null)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      }));
      return given.map((one) => JSON.stringify(one)).sort();
    } finally {
      await framework.close();
      await source.close();
    }
  }

  it("gives the same records", { timeout: 300_000 }, async () => {
    const python = await recordsOf(dull, "airbyte-python");
    expect(python.length).toBeGreaterThan(20);
    expect(await recordsOf(dull, "airbyte-yaml")).toEqual(python);
    expect(await recordsOf(dull, "singer")).toEqual(python);
  });
});
