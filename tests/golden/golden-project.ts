import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import type { ConnectorModel } from "../../src/model/connector-model.ts";
import type { Target } from "../../src/targets/target.ts";

/** `UPDATE_GOLDEN=1 npx vitest run tests/golden` writes them anew; read the difference before it is committed. */
const UPDATE = process.env.UPDATE_GOLDEN === "1";

type Files = ReadonlyMap<string, string>;

/** What is written for this source; support files are the same for all, and read where they lie. */
export function emitted<Plan>(target: Target<Plan>, model: ConnectorModel): Files {
  const { plan } = target.lower(model, { connectorVersion: "0.1.0" });
  return new Map(target.emit(plan).flatMap((file) => ("content" in file ? [[file.path, file.content] as const] : [])));
}

/** A target's files for a model are those in the folder, byte for byte, each time. */
export function itIsGolden<Plan>(
  target: Target<Plan>,
  model: ConnectorModel,
  folder: string,
  isShown: (path: string) => boolean = () => true,
): void {
  it("gives the files that were read and found good", () => {
    const files = new Map([...emitted(target, model)].filter(([path]) => isShown(path)));
    if (UPDATE) replace(folder, files);
    const golden = held(folder);
    expect([...golden.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [path, content] of files) expect(content, path).toBe(golden.get(path));
  });

  it("gives the same bytes again", () => {
    expect([...emitted(target, model)]).toEqual([...emitted(target, structuredClone(model))]);
  });
}

function held(folder: string): Files {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}

function replace(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
