import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSimulation } from "../../src/simulate/start-simulation.ts";
import type { Verdict } from "../../src/verify/verdict.ts";
import { verifyConnector } from "../../src/verify/verify-connector.ts";
import { writeProject } from "../faults/planted-fault.ts";
import { fileModel, serverModel } from "./table-models.ts";

const MINUTES = 60_000;

async function verified(made: typeof fileModel): Promise<readonly Verdict[]> {
  const model = await made();
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
  "forbidden-stream",
  "empty-stream",
  "extra-field",
  "secrets",
  "logs",
];

describe("a tap of tables", () => {
  it("reads a file: names, types and keys of any kind", { timeout: 5 * MINUTES }, async () => {
    const verdicts = await verified(fileModel);
    expect(failed(verdicts)).toEqual([]);
    expect(passed(verdicts)).toEqual(expect.arrayContaining(EVERYWHERE));
  });

  it("reads a real PostgreSQL: every type, a broken connection, a wrong password", {
    timeout: 8 * MINUTES,
  }, async () => {
    const verdicts = await verified(serverModel);
    expect(failed(verdicts)).toEqual([]);
    expect(passed(verdicts)).toEqual(expect.arrayContaining([...EVERYWHERE, "connection-reset", "wrong-credential"]));
  });
});
