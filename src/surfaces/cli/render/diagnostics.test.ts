import { expect, test } from "vitest";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { createStyle } from "../terminal.ts";
import { renderDiagnostics } from "./diagnostics.ts";

const plain = createStyle(false);

function diagnostic(more: Partial<Diagnostic>): Diagnostic {
  return { code: "input/type-word", severity: "info", message: "the type is no word of JSON Schema", ...more };
}

test("what was found several times says how often", () => {
  const one = diagnostic({ times: 12, fix: "write it so", at: { document: "api.yaml", pointer: "/paths" } });
  expect(renderDiagnostics([one], plain)).toBe(
    "info: the type is no word of JSON Schema (12 times) [api.yaml#/paths] — write it so",
  );
});

test("what was found once says nothing of times", () => {
  expect(renderDiagnostics([diagnostic({})], plain)).toBe("info: the type is no word of JSON Schema");
});

test("errors come before warnings and notes; of one kind the first three are shown", () => {
  const notes = ["a", "b", "c", "d", "e"].map((message) => diagnostic({ message }));
  const lines = renderDiagnostics(
    [...notes, diagnostic({ code: "input/unknown-type", severity: "error", message: "no type" })],
    plain,
  ).split("\n");
  expect(lines).toEqual(["error: no type", "info: a", "info: b", "info: c", expect.stringContaining("2 more")]);
});
