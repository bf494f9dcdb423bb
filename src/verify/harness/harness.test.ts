import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { ensureEnvironment } from "../environments/ensure-environment.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
let python: string;
beforeAll(async () => {
  ({ python } = await ensureEnvironment("singer", { env: process.env, progress: () => undefined }));
}, 300_000);

const run = (...parameters: string[]) =>
  execFileSync(python, parameters, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", RUFF_NO_CACHE: "true" },
  });

describe("the harness, which is Python", () => {
  it("passes its own tests", () => {
    expect(run("-m", "pytest")).toMatch(/passed/);
  }, 120_000);

  it("is formatted and free of lint findings", () => {
    expect(run("-m", "ruff", "check", ".")).toMatch(/passed/);
    expect(run("-m", "ruff", "format", "--check", ".")).toMatch(/formatted/);
  });
});
