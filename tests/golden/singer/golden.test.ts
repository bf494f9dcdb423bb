import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../../src/model/connector-model.ts";
import { singer } from "../../../src/targets/singer/target.ts";
import { dull, family, nasty } from "./models.ts";

/** `UPDATE_GOLDEN=1 npx vitest run tests/golden/singer` writes them anew; read the difference before it is committed. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

/** What is written for this source; support files are the same for all, and read where they lie. */
function emitted(model: ConnectorModel): ReadonlyMap<string, string> {
  const { plan } = singer.lower(model, { connectorVersion: "0.1.0" });
  return new Map(singer.emit(plan).flatMap((file) => ("content" in file ? [[file.path, file.content] as const] : [])));
}

function held(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}

describe.each([
  ["dull", dull],
  ["nasty", nasty],
  ["branching", family],
] as const)("a %s source", (name, model) => {
  const folder = join(import.meta.dirname, name);

  it("gives the files that were read and found good", () => {
    const files = emitted(model);
    if (UPDATE) {
      rmSync(folder, { recursive: true, force: true });
      for (const [path, content] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    }
    const golden = held(folder);
    expect([...golden.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [path, content] of files) expect(content, path).toBe(golden.get(path));
  });

  it("gives the same bytes again", () => {
    expect([...emitted(model)]).toEqual([...emitted(structuredClone(model))]);
  });
});

describe("one more stream", () => {
  it("changes only lines about it", () => {
    const before = emitted({ ...dull, streams: dull.streams.filter(({ name }) => name !== "invoices") });
    const now = emitted(dull);
    for (const [path, content] of before) {
      const lines = (now.get(path) ?? "").split("\n");
      // Imports share a line, and the last entry of a JSON list gets a comma.
      const own = (line: string) => !/^(from |import |\s*[\]}],?$)/.test(line);
      expect(content.split("\n").filter((line) => own(line) && !lines.includes(line)), path).toEqual([]);
    }
  });
});
