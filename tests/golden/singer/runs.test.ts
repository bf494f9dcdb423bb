import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emittedFiles } from "../../../src/app/building/emitted-files.ts";
import { startSimulation } from "../../../src/simulate/start-simulation.ts";
import { singer } from "../../../src/targets/singer/target.ts";
import { ensureEnvironment } from "../../../src/verify/environments/ensure-environment.ts";
import { verifyConnector } from "../../../src/verify/verify-connector.ts";
import { family } from "./models.ts";

const work = mkdtempSync(join(tmpdir(), "sourcewright-family-"));
const folder = join(work, "singer");
let python: string;
beforeAll(async () => {
  const { plan } = singer.lower(family, { connectorVersion: "0.1.0" });
  for (const { path, content } of emittedFiles("singer", singer.emit(plan))) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
  ({ python } = await ensureEnvironment("singer", { env: process.env, progress: () => undefined }));
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("a tap with streams below several parents", () => {
  it("passes its own tests", { timeout: 120_000 }, () => {
    const options = { cwd: folder, encoding: "utf8", env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } } as const;
    const told = execFileSync(python, ["-m", "pytest", "-q", "-p", "no:cacheprovider"], options);
    expect(told).toMatch(/\d+ passed/);
    expect(told).not.toMatch(/failed|error/);
  });

  it("reads every combination of them, and after a change or an interruption the rest", { timeout: 180_000 }, async () => {
    const { verdicts } = await verifyConnector({
      model: family,
      folder,
      target: "singer",
      startSimulation,
      seed: 3,
      env: process.env,
      progress: () => undefined,
      properties: ["every-record-once", "requests-as-declared", "primary-key", "incremental", "resume"],
    });
    expect(verdicts.filter(({ outcome }) => outcome === "fail")).toEqual([]);
    const read = verdicts.filter(({ property, outcome }) => property === "every-record-once" && outcome === "pass");
    expect(read.length).toBeGreaterThan(0);
  });
});
