import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../../src/model/connector-model.ts";
import { airbyteYaml } from "../../../src/targets/airbyte-yaml/target.ts";
import { dull, nasty } from "./models.ts";

/** `UPDATE_GOLDEN=1 npx vitest run tests/golden` writes them anew; read the difference before it is committed. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

function emitted(model: ConnectorModel): ReadonlyMap<string, string> {
  const { plan } = airbyteYaml.lower(model, { connectorVersion: "0.1.0" });
  return new Map(airbyteYaml.emit(plan).flatMap((file) => ("content" in file ? [[file.path, file.content] as const] : [])));
}

function held(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}

describe.each([
  ["dull", dull, () => true],
  ["nasty", nasty, (path: string) => !path.startsWith("unit_tests/") && !path.startsWith("integration_tests/")],
] as const)("a %s source", (name, model, isShown) => {
  const folder = join(import.meta.dirname, name);

  it("gives the files that were read and found good", () => {
    const files = new Map([...emitted(model)].filter(([path]) => isShown(path)));
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
  it("changes only lines about it in the manifest", () => {
    const before = emitted({ ...dull, streams: dull.streams.filter(({ name }) => name !== "invoices") });
    const lines = (files: ReadonlyMap<string, string>) => (files.get("manifest.yaml") ?? "").split("\n");
    const now = lines(emitted(dull));
    const gone = lines(before).filter((line) => !now.includes(line));
    expect(gone).toEqual([]);
    // What was there stands in the same order, with nothing but the new stream's lines between.
    let at = 0;
    for (const line of lines(before)) at = now.indexOf(line, at) + 1;
    expect(at).toBeGreaterThan(0);
  });
});
