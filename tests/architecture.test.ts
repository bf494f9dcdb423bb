import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What each folder may import of ours, besides itself; `*` is each of its folders apart from the others. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "src/model": [],
  "src/evidence": ["src/model"],
  "src/diagnostics": [],
  "src/printing": [],
  "src/inputs": ["src/evidence", "src/model", "src/diagnostics"],
  "src/detectors": ["src/evidence", "src/model", "src/diagnostics"],
  "src/drift": ["src/evidence", "src/model"],
  "src/merge": ["src/model", "src/diagnostics"],
  "src/probe": ["src/model", "src/diagnostics"],
  "src/assemble": ["src/evidence", "src/model", "src/diagnostics"],
  "src/targets": ["src/model", "src/printing", "src/diagnostics"],
  "src/simulate": ["src/model"],
  "src/verify": ["src/model", "src/simulate", "src/diagnostics"],
  "src/catalog": ["src/model", "src/diagnostics"],
  "src/app": [
    "src/model",
    "src/evidence",
    "src/diagnostics",
    "src/printing",
    "src/inputs",
    "src/detectors",
    "src/assemble",
    "src/drift",
    "src/merge",
    "src/probe",
    "src/targets",
    "src/simulate",
    "src/verify",
    "src/catalog",
  ],
  "src/surfaces": ["src/app", "src/model", "src/evidence", "src/diagnostics"],
};

/** Folders whose own folders never see each other; the registry beside them sees all. */
const APART = ["src/inputs", "src/targets", "src/surfaces"];

const HARD_LINES = 400;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files = readSources(join(root, "src"));
const product = files.filter(({ path }) => !isTest(path));

function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const text = readFileSync(path, "utf8");
      return { path: relative(root, path), text, imports: importsOf(path, text) };
    });
}

/** Relative imports of every kind, `import type` and dynamic ones included, as paths from the root. */
function importsOf(path: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, target]) => target ?? "");
  return found.map((target) => relative(root, join(dirname(path), target)));
}

function isTest(path: string): boolean {
  return path.endsWith(".test.ts") || path.endsWith("test-support.ts");
}

function layerOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

/** `src/targets/singer` for a file below it; undefined for a file directly in `src/targets`. */
function partOf(path: string): string | undefined {
  const steps = path.split("/");
  return APART.includes(layerOf(path)) && steps.length > 3 ? steps.slice(0, 3).join("/") : undefined;
}

describe("import directions", () => {
  it("knows every folder of src", () => {
    expect([...new Set(files.map(({ path }) => layerOf(path)))].sort()).toEqual(Object.keys(ARROWS).sort());
  });

  it("are kept, types counted", () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports
        .filter((target) => layerOf(target) !== layerOf(path) && !ARROWS[layerOf(path)]?.includes(layerOf(target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("keep inputs, targets and surfaces apart from each other", () => {
    const wrong = product.flatMap(({ path, imports }) => {
      const part = partOf(path);
      if (part === undefined) return [];
      return imports
        .filter((target) => {
          const other = partOf(target);
          return (
            layerOf(target) === layerOf(path) &&
            (other === undefined ? target.endsWith("/registry.ts") : other !== part)
          );
        })
        .map((target) => `${path} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("form no circle", () => {
    expect(circles(new Map(product.map(({ path, imports }) => [path, imports])))).toEqual([]);
  });
});

describe("only HTTP folders know of HTTP", () => {
  it("keeps the word endpoint out of the model's common types", () => {
    const common = ["values", "stream", "setting", "incremental", "connector-model"].map(
      (name) => `src/model/${name}.ts`,
    );
    const told = product.filter(({ path, text }) => common.includes(path) && /endpoint/i.test(text));
    expect(told.map(({ path }) => path)).toEqual([]);
  });
});

describe("size", () => {
  it(`keeps files under ${HARD_LINES} lines, tables and cases apart`, () => {
    const long = product.filter(
      ({ path, text }) => !/-(table|keys|vocabulary|signals)\.ts$/.test(path) && text.split("\n").length > HARD_LINES,
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe("the tree", () => {
  it("holds the paths that ARCHITECTURE.md names", () => {
    const named = [
      ...readFileSync(join(root, "ARCHITECTURE.md"), "utf8").matchAll(
        /`((?:src|tests|bench|docs|scripts|schemas|bin)\/[\w./-]*)`/g,
      ),
    ];
    const missing = named.map(([, path]) => path ?? "").filter((path) => !exists(join(root, path)));
    expect(named.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});

function exists(path: string): boolean {
  try {
    return readdirSync(dirname(path)).includes(path.replace(/\/$/, "").split("/").at(-1) ?? "");
  } catch {
    return false;
  }
}

/** Each circle once, as the files on it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      found.push([...trail.slice(at), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}
