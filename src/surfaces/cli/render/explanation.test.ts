import { describe, expect, test } from "vitest";
import type { Explanation } from "../../../app/explain.ts";
import type { PlacedEvidence, PlacedFinding } from "../../../app/folder/evidence-places.ts";
import { createStyle } from "../terminal.ts";
import { renderExplanation } from "./explanation.ts";

function evidence(more: Partial<PlacedEvidence> = {}): PlacedEvidence {
  return { signal: "key/id", weight: 0.95, says: 'the field "id" is called id', ...more };
}

function finding(more: Partial<PlacedFinding> = {}): PlacedFinding {
  return {
    about: "primary-key",
    stream: "orders",
    value: [["id"]],
    confidence: 0.984,
    evidence: [evidence()],
    against: [],
    rivals: [],
    ...more,
  };
}

function rendered(more: Partial<Explanation> = {}): string {
  const explanation: Explanation = {
    path: "streams.orders.primaryKey",
    value: [["id"]],
    decided: [],
    findings: [finding()],
    questions: [],
    ...more,
  };
  return renderExplanation(explanation, createStyle(false));
}

describe("an explanation", () => {
  test("says the value once, how sure it is, and why", () => {
    expect(rendered()).toBe(
      [
        'streams.orders.primaryKey: [["id"]]',
        "",
        "primary-key, 98 % sure",
        '  +  95 % the field "id" is called id (key/id)',
      ].join("\n"),
    );
  });

  test("gives the file and line that can be opened, with the pointer", () => {
    const at = { document: "api.yaml", pointer: "/paths/~1orders" };
    const opened = finding({ evidence: [evidence({ at, open: { file: "docs/api.yaml", line: 12 } })] });
    expect(rendered({ findings: [opened] })).toContain("\n          docs/api.yaml:12 #/paths/~1orders");
  });

  test("gives the pointer alone where the document is gone, and no line where there is but one", () => {
    const at = { document: "api.yaml", pointer: "/info" };
    expect(rendered({ findings: [finding({ evidence: [evidence({ at })] })] })).toContain(" api.yaml#/info");
    const single = finding({ evidence: [evidence({ at, open: { file: "docs/api.yaml" } })] });
    expect(rendered({ findings: [single] })).toContain(" docs/api.yaml #/info");
  });

  test("quotes the document, on one line and without its control characters", () => {
    const quoted = finding({ evidence: [evidence({ quote: "unique\n\u001b[31m id\u202e" })] });
    expect(rendered({ findings: [quoted] })).toContain("“unique [31m id”");
  });

  test("shows what speaks against it, and the rivals with their own reasons", () => {
    const rival = {
      value: [["number"]],
      confidence: 0.4,
      evidence: [evidence({ says: "it is a number" })],
      against: [evidence({ says: "it may be missing", weight: 0.2 })],
    };
    const text = rendered({
      findings: [finding({ against: [evidence({ says: "told of another" })], rivals: [rival] })],
    });
    expect(text).toContain("\n  −  95 % told of another");
    expect(text).toContain('\n  or else, 40 % sure: [["number"]]\n    +  95 % it is a number');
    expect(text).toContain("\n    −  20 % it may be missing");
  });

  test("says what the user decided, and what the documents say in its place", () => {
    const text = rendered({ value: [["total"]], decided: ["primary-key"] });
    expect(text).toContain("decided in overrides.yaml. What the documents say:");
    expect(text).toContain('primary-key, 98 % sure: [["id"]]');
  });

  test("says so where nothing was found, decided or not", () => {
    expect(rendered({ findings: [] })).toContain("Nothing in the documents speaks of it.");
    expect(rendered({ findings: [], decided: ["primary-key"] })).not.toContain("Nothing");
  });

  test("shows longer values as YAML, cut where they are endless", () => {
    const value = { kind: "cursor", fields: Array.from({ length: 60 }, (_, at) => `field_${at}`) };
    const text = rendered({ value, findings: [] });
    expect(text).toContain("\n  kind: cursor\n  fields:\n    - field_0\n");
    expect(text).toContain("\n  … and 22 more lines");
  });
});
