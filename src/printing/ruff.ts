import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { Diagnostic, Workspace } from "@astral-sh/ruff-wasm-nodejs";

/** ruff's rules for generated Python, the same that are written into a generated project's `pyproject.toml`. */
const SETTINGS = {
  "line-length": 88,
  "indent-width": 4,
  "target-version": "py311",
  lint: { select: ["E4", "E7", "E9", "F", "I", "UP", "B", "W"] },
  format: { "indent-style": "space", "quote-style": "double" },
};

let workspace: Workspace | undefined;

/** Formats a generated Python file and sorts its imports. A syntax error or a lint finding is our bug: throws with the place. */
export function formatPython(path: string, source: string): string {
  workspace ??= startRuff();
  try {
    const formatted = workspace.format(withSortedImports(workspace, source));
    const left = findings(workspace, formatted)[0];
    if (left) throw new Error(`${left.code ?? "syntax"} ${left.message} at line ${left.start_location.row}`);
    return formatted;
  } catch (cause) {
    throw new Error(
      `generated file ${path} is no clean Python: ${String(cause instanceof Error ? cause.message : cause)}`,
      { cause },
    );
  }
}

/** Why a text is no Python, with its line; undefined where it is. Findings of style are no reason. */
export function pythonProblem(source: string): string | undefined {
  workspace ??= startRuff();
  const broken = findings(workspace, source).find(({ code }) => code === null || code === "invalid-syntax");
  return broken && `line ${broken.start_location.row}: ${broken.message}`;
}

/**
 * Loaded when it is needed, since it is ten megabytes. Its code runs as V8 first compiles it: it formats a few files and
 * is done, while optimising it keeps all processors busy for seconds. No other WebAssembly runs here.
 */
function startRuff(): Workspace {
  setFlagsFromString("--no-wasm-dynamic-tiering");
  setFlagsFromString("--no-wasm-tier-up");
  const require = createRequire(import.meta.url);
  const ruff: typeof import("@astral-sh/ruff-wasm-nodejs") = require("@astral-sh/ruff-wasm-nodejs");
  return new ruff.Workspace(SETTINGS, ruff.PositionEncoding.Utf16);
}

/** Imports stand above the first class: the rest of a long file need not be looked at for them. */
function withSortedImports(ruff: Workspace, whole: string): string {
  const end = whole.search(/^class /m);
  const [source, rest] = end === -1 ? [whole, ""] : [whole.slice(0, end), whole.slice(end)];
  const lines = source.split("\n");
  const starts: number[] = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  const offset = (place: { row: number; column: number }) => (starts[place.row - 1] ?? 0) + place.column - 1;
  const edits = findings(ruff, source)
    .filter((finding) => finding.code === "I001")
    .flatMap((finding) => finding.fix?.edits ?? [])
    .sort((a, b) => offset(b.location) - offset(a.location));
  const sorted = edits.reduce(
    (text, edit) => text.slice(0, offset(edit.location)) + (edit.content ?? "") + text.slice(offset(edit.end_location)),
    source,
  );
  return sorted + rest;
}

function findings(ruff: Workspace, source: string): readonly Diagnostic[] {
  return ruff.check(source) as readonly Diagnostic[];
}
