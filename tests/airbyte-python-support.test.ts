import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureEnvironment } from "../src/verify/environments/ensure-environment.ts";
import { assembledSupport } from "./assembled-support.ts";

const folder = assembledSupport("airbyte-python", "source", ["http-support"]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let airbyte: string;
let singer: string;
beforeAll(async () => {
  const options = { env: process.env, progress: () => undefined };
  ({ python: airbyte } = await ensureEnvironment("airbyte", options));
  ({ python: singer } = await ensureEnvironment("singer", options));
}, 300_000);

const run = (python: string, ...parameters: string[]) =>
  execFileSync(python, parameters, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", RUFF_NO_CACHE: "true" },
  });

describe("the support code of Airbyte's sources, which is Python", () => {
  it("passes its own tests", { timeout: 120_000 }, () => {
    expect(run(airbyte, "-m", "pytest", "-p", "no:cacheprovider")).toMatch(/100%/);
  });

  it("is formatted and free of lint findings", () => {
    expect(run(airbyte, "-m", "ruff", "check", ".")).toMatch(/passed/);
    expect(run(airbyte, "-m", "ruff", "format", "--check", ".")).toMatch(/formatted/);
  });

  it("is typed, as the CDK is", { timeout: 120_000 }, () => {
    // Only the other environment holds the type checker.
    const options = ["--python-executable", airbyte, "--no-incremental", "--cache-dir=/dev/null"];
    expect(run(singer, "-m", "mypy", ...options, "source", "tests", "testing/source_run.py")).toMatch(/no issues/);
  });
});
