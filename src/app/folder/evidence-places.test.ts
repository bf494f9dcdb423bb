import { describe, expect, test } from "vitest";
import type { Finding } from "../../evidence/finding.ts";
import type { Ports } from "../ports.ts";
import { type FilePlace, placeFindings } from "./evidence-places.ts";
import { sha256 } from "./file-text.ts";

const TEXT = 'openapi: "3.0.0"\npaths:\n  /orders:\n    get: {}\n';
const FINDING: Finding = {
  about: "pagination",
  stream: "orders",
  value: { kind: "none" },
  confidence: 0.9,
  evidence: [{ signal: "a", weight: 0.9, says: "so", at: { document: "api.yaml", pointer: "/paths/~1orders/get" } }],
  against: [],
  rivals: [{ value: null, confidence: 0.1, evidence: [], against: [{ signal: "b", weight: 0.1, says: "not so" }] }],
};

function listed(more: { readonly origin?: string; readonly sha256?: string } = {}): string {
  const document = { name: "api.yaml", origin: "docs/api.yaml", sha256: sha256(TEXT), ...more };
  return JSON.stringify({ documents: [document] });
}

async function placeOf(contents: Readonly<Record<string, string>>): Promise<FilePlace | undefined> {
  const read = async (path: string) => {
    const text = contents[path];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const ports = { files: { read } } as unknown as Ports;
  const [finding] = await placeFindings([FINDING], "acme", ports);
  return finding?.evidence[0]?.open;
}

describe("a place in a document", () => {
  test("is the file's line where the file is still what was analysed", async () => {
    const place = await placeOf({ "acme/documents/documents.json": listed(), "docs/api.yaml": TEXT });
    expect(place).toEqual({ file: "docs/api.yaml", line: 4 });
  });

  test("has no line in a file of one line", async () => {
    const text = '{"paths":{"/orders":{"get":{}}}}';
    const documents = listed({ sha256: sha256(text) });
    expect(await placeOf({ "acme/documents/documents.json": documents, "docs/api.yaml": text })).toEqual({
      file: "docs/api.yaml",
    });
  });

  test.each([
    ["the file has changed", { "acme/documents/documents.json": listed(), "docs/api.yaml": `${TEXT}# more\n` }],
    ["the file is gone", { "acme/documents/documents.json": listed() }],
    ["it came from the web", { "acme/documents/documents.json": listed({ origin: "https://acme.example/api.yaml" }) }],
    ["nothing says where it came from", { "docs/api.yaml": TEXT }],
    ["the list is broken", { "acme/documents/documents.json": "{", "docs/api.yaml": TEXT }],
    ["the list holds something else", { "acme/documents/documents.json": '{"documents":[1]}', "docs/api.yaml": TEXT }],
  ])("is unknown where %s", async (_, contents) => {
    expect(await placeOf(contents as Readonly<Record<string, string>>)).toBeUndefined();
  });
});

test("what a finding holds besides stays as it is", async () => {
  const ports = { files: { read: async () => undefined } } as unknown as Ports;
  expect(await placeFindings([FINDING], "acme", ports)).toEqual([FINDING]);
});
