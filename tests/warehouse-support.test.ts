import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureEnvironment } from "../src/verify/environments/ensure-environment.ts";
import { assembledSupport } from "./assembled-support.ts";

const folder = assembledSupport("warehouse", "loading", ["http-support", "table-support", "reader-support"]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let python: string;
beforeAll(async () => {
  ({ python } = await ensureEnvironment("dlt", { env: process.env, progress: () => undefined }));
}, 300_000);

const run = (...parameters: string[]) =>
  execFileSync(python, parameters, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", RUFF_NO_CACHE: "true", DO_NOT_TRACK: "1" },
  });

describe("the pipelines' support code, which is Python", () => {
  it("passes its own tests", { timeout: 120_000 }, () => {
    expect(run("-m", "pytest", "-p", "no:cacheprovider")).toMatch(/100%/);
  });

  it("is formatted and free of lint findings", () => {
    expect(run("-m", "ruff", "check", ".")).toMatch(/passed/);
    expect(run("-m", "ruff", "format", "--check", ".")).toMatch(/formatted/);
  });

  it("is typed", { timeout: 120_000 }, () => {
    const parts = ["loading", "tests", "testing/pipeline_run.py", "testing/played_tables.py"];
    expect(run("-m", "mypy", "--no-incremental", "--cache-dir=/dev/null", ...parts)).toMatch(/no issues/);
  });
});
