import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../src/model/connector-model.ts";
import { startSimulation } from "../../src/simulate/start-simulation.ts";
import type { Verdict } from "../../src/verify/verdict.ts";
import { verifyConnector } from "../../src/verify/verify-connector.ts";
import { writeProject } from "../faults/planted-fault.ts";
import { MARKED, OUTBOX } from "./file-models.ts";

const MINUTES = 60_000;

async function verified(model: ConnectorModel): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), "sourcewright-tap-"));
  try {
    writeProject(model, "singer", folder);
    const { verdicts } = await verifyConnector({
      model,
      folder,
      target: "singer",
      startSimulation,
      seed: 5,
      env: process.env,
      progress: () => undefined,
    });
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const passed = (verdicts: readonly Verdict[]) =>
  verdicts.filter(({ outcome }) => outcome === "pass").map(({ property }) => property);
const failed = (verdicts: readonly Verdict[]) => verdicts.filter(({ outcome }) => outcome === "fail");

const EVERYWHERE = [
  "accepted",
  "lint",
  "own-tests",
  "settings",
  "every-record-once",
  "schema",
  "primary-key",
  "incremental",
  "resume",
  "malformed-page",
  "forbidden-stream",
  "empty-stream",
  "extra-field",
  "secrets",
  "logs",
];

describe("a tap of files", () => {
  it("reads each file once: delimited and JSON lines, encodings, lists", { timeout: 5 * MINUTES }, async () => {
    const verdicts = await verified(OUTBOX);
    expect(failed(verdicts)).toEqual([]);
    expect(passed(verdicts)).toEqual(expect.arrayContaining(EVERYWHERE));
  });

  it("waits for markers; fixed width, JSON, a file that changes, names of any kind", {
    timeout: 5 * MINUTES,
  }, async () => {
    const verdicts = await verified(MARKED);
    expect(failed(verdicts)).toEqual([]);
    expect(passed(verdicts)).toEqual(expect.arrayContaining(EVERYWHERE));
  });
});
