import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { warehouse } from "../../../src/targets/warehouse/target.ts";
import { emitted, itIsGolden } from "../golden-project.ts";
import { dull, family, nasty } from "../singer/models.ts";
import { shop } from "../singer/tables.ts";

describe.each([
  ["dull", dull],
  ["nasty", nasty],
  ["branching", family],
  ["tables", await shop()],
] as const)("a %s source", (name, model) => {
  itIsGolden(warehouse, model, join(import.meta.dirname, name));
});

describe("one more stream", () => {
  it("changes only lines about it", () => {
    const before = emitted(warehouse, { ...dull, streams: dull.streams.filter(({ name }) => name !== "invoices") });
    const now = emitted(warehouse, dull);
    for (const [path, content] of before) {
      const lines = (now.get(path) ?? "").split("\n");
      // Imports share a line, and the last entry of a JSON list gets a comma.
      const own = (line: string) => !/^(from |import |\s*[\]}],?$)/.test(line);
      expect(content.split("\n").filter((line) => own(line) && !lines.includes(line)), path).toEqual([]);
    }
  });
});
