import { describe, expect, it } from "vitest";
import type { Evidence } from "../../evidence/finding.ts";
import { type EvidenceFile, parseEvidence, printEvidence } from "./evidence-file.ts";

const named: Evidence = {
  signal: "keys/name",
  weight: 0.9,
  says: 'the field "id" is called id',
  at: { document: "a#b 50%41.json", pointer: "/paths/~1a b#c/get" },
  quote: "“it\n identifies”",
};
const { at: _, ...placeless } = named;
const { quote: __, ...wordless } = named;

const file: EvidenceFile = {
  findings: [
    {
      about: "primary-key",
      stream: "orders",
      value: [["id"]],
      confidence: 0.9,
      evidence: [named, placeless, { ...wordless, at: { document: "prose.md", pointer: "line 12" } }],
      against: [{ ...named, weight: 0.2 }],
      rivals: [{ value: [["key"]], confidence: 0.1, evidence: [named], against: [] }],
    },
    { about: "auth", value: [], confidence: 0, evidence: [], against: [], rivals: [] },
  ],
  questions: [{ id: "auth", about: "auth", question: "Who?", candidates: [], settledBy: "a request" }],
  misfits: [{ code: "x", severity: "warning", message: "it doesn't fit" }] as unknown as EvidenceFile["misfits"] & {},
};

describe("evidence.json", () => {
  it("reads back as it was", () => {
    expect(parseEvidence(printEvidence(file))).toEqual(file);
    const nothing = { findings: [], questions: [] };
    expect(parseEvidence(printEvidence(nothing))).toEqual(nothing);
  });

  it("says once what is said of several places", () => {
    const text = printEvidence(file);
    expect(text.match(/is called id/g)).toHaveLength(3);
    expect(text.split("\n").filter((line) => line.includes('"value"'))).toHaveLength(3);
  });

  it("changes no line of one finding when another comes", () => {
    const [first] = file.findings;
    const lines = (held: EvidenceFile) =>
      printEvidence(held)
        .split("\n")
        .map((line) => line.replace(/,$/, ""));
    const after = lines({ ...file, findings: file.findings.slice(1).concat(first ?? []) });
    expect(lines({ ...file, findings: file.findings.slice(1) }).filter((line) => !after.includes(line))).toEqual([]);
  });

  it("reads files of before", () => {
    expect(parseEvidence(JSON.stringify(file, null, 1))).toEqual(file);
  });
});
