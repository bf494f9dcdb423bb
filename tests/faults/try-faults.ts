import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSimulation } from "../../src/simulate/start-simulation.ts";
import type { TargetId } from "../../src/targets/target.ts";
import type { Property, Verdict } from "../../src/verify/verdict.ts";
import { verifyConnector } from "../../src/verify/verify-connector.ts";
import { faultModel } from "./model.ts";
import { type PlantedFault, plant, writeProject } from "./planted-fault.ts";

const MINUTES = 60_000;

/**
 * The connector as it was generated is green, and with each fault the verdict that the fault names is red.
 * A fault is tried on the scenario of its own property alone: scenarios don't share a source, so what is red
 * there is red in a whole verification too. `sound`: the properties that the connector without a fault is tried on.
 */
export function tryFaults(
  target: TargetId,
  faults: readonly PlantedFault[],
  sound?: readonly Property[],
  model = faultModel,
): void {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sourcewright-faults-"));
    writeProject(model, target, join(folder, "sound"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verify = async (project: string, properties?: readonly Property[]): Promise<readonly Verdict[]> => {
    const report = await verifyConnector({
      model,
      folder: join(folder, project),
      target,
      startSimulation,
      seed: 11,
      env: process.env,
      progress: () => undefined,
      ...(properties ? { properties } : {}),
    });
    return report.verdicts;
  };

  it(
    "is green as it was generated",
    async () => {
      expect((await verify("sound", sound)).filter(({ outcome }) => outcome === "fail")).toEqual([]);
    },
    5 * MINUTES,
  );

  it.each(faults)(
    "$name is red in $seenIn",
    async (fault) => {
      plant(fault, join(folder, "sound"), join(folder, "faulty"));
      const verdicts = await verify("faulty", [fault.seenIn]);
      rmSync(join(folder, "faulty"), { recursive: true });
      expect(verdicts.filter(({ outcome }) => outcome === "fail").map(({ property }) => property)).toContain(
        fault.seenIn,
      );
    },
    MINUTES,
  );
}
