import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { airbyteYaml } from "../../../src/targets/airbyte-yaml/target.ts";
import { emitted, itIsGolden } from "../golden-project.ts";
import { dull, nasty } from "./models.ts";

describe.each([
  ["dull", dull, () => true],
  ["nasty", nasty, (path: string) => !path.startsWith("unit_tests/") && !path.startsWith("integration_tests/")],
] as const)("a %s source", (name, model, isShown) => {
  itIsGolden(airbyteYaml, model, join(import.meta.dirname, name), isShown);
});

describe("one more stream", () => {
  it("changes only lines about it in the manifest", () => {
    const before = emitted(airbyteYaml, { ...dull, streams: dull.streams.filter(({ name }) => name !== "invoices") });
    const lines = (files: ReadonlyMap<string, string>) => (files.get("manifest.yaml") ?? "").split("\n");
    const now = lines(emitted(airbyteYaml, dull));
    const gone = lines(before).filter((line) => !now.includes(line));
    expect(gone).toEqual([]);
    // What was there stands in the same order, with nothing but the new stream's lines between.
    let at = 0;
    for (const line of lines(before)) at = now.indexOf(line, at) + 1;
    expect(at).toBeGreaterThan(0);
  });
});
