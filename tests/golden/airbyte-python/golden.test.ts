import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { airbytePython } from "../../../src/targets/airbyte-python/target.ts";
import { emitted, itIsGolden } from "../golden-project.ts";
import { dull, family, nasty } from "../singer/models.ts";

describe.each([
  ["dull", dull, () => true],
  ["nasty", nasty, (path: string) => !path.startsWith("integration_tests/")],
  // What several parents change.
  ["branching", family, (path: string) => /\/(streams|client|auth)\.py$|README/.test(path)],
] as const)("a %s source", (name, model, isShown) => {
  itIsGolden(airbytePython, model, join(import.meta.dirname, name), isShown);
});

describe("one more stream", () => {
  it("changes only lines about it", () => {
    const before = emitted(airbytePython, { ...dull, streams: dull.streams.filter(({ name }) => name !== "invoices") });
    const now = emitted(airbytePython, dull);
    for (const [path, content] of before) {
      const lines = (now.get(path) ?? "").split("\n");
      // Imports share a line, and the last entry of a JSON list gets a comma.
      const own = (line: string) => !/^(from |import |\s*[\]}],?$)/.test(line);
      expect(content.split("\n").filter((line) => own(line) && !lines.includes(line)), path).toEqual([]);
    }
  });
});
