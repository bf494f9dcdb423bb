import { describe, expect, it } from "vitest";
import { emittedFiles } from "../src/app/emitted-files.ts";
import { assembleHttp } from "../src/assemble/http/assemble-http.ts";
import { detect } from "../src/detectors/detect.ts";
import { createCollector } from "../src/diagnostics/collector.ts";
import { readDocuments } from "../src/inputs/registry.ts";
import type { ConnectorModel } from "../src/model/connector-model.ts";
import { targets } from "../src/targets/registry.ts";
import type { TargetId } from "../src/targets/target.ts";

const list = (name: string) => ({
  get: {
    summary: `List ${name}`,
    parameters: [
      { name: "limit", in: "query", schema: { type: "integer", maximum: 100 } },
      { name: "cursor", in: "query", description: "Cursor of the next page.", schema: { type: "string" } },
    ],
    responses: {
      "200": {
        description: "A page",
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: {
                next_cursor: { type: "string", nullable: true },
                data: {
                  type: "array",
                  items: {
                    type: "object",
                    properties: { id: { type: "string" }, [`${name}_note`]: { type: "string" } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

const document = (names: readonly string[]) => ({
  openapi: "3.0.3",
  info: { title: "Acme", version: "1" },
  servers: [{ url: "https://api.acme.dev/v1" }],
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  paths: Object.fromEntries(names.map((name) => [`/${name}`, list(name)])),
});

async function model(names: readonly string[]): Promise<ConnectorModel> {
  const collector = createCollector();
  const bytes = new TextEncoder().encode(JSON.stringify(document(names)));
  const files = { read: async () => bytes, list: async () => undefined };
  const facts = await readDocuments(["acme.json"], { files, fetch: undefined, allowedOrigins: [], collector });
  return assembleHttp(facts, detect(facts), {}, collector).model;
}

async function files(id: TargetId, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { plan } = targets[id].lower(await model(names), { connectorVersion: "0.1.0" });
  return new Map(emittedFiles(id, targets[id].emit(plan)).map(({ path, content }) => [path, content]));
}

const NAMES = ["customers", "orders", "refunds"];

describe.each(Object.keys(targets) as TargetId[])("%s", (id) => {
  it("gives the same bytes for the same document", async () => {
    expect(await files(id, NAMES)).toEqual(await files(id, NAMES));
  });

  it("changes only lines about a stream when that is added", async () => {
    const before = await files(id, NAMES);
    const after = await files(id, [...NAMES, "widgets"]);
    const gone = [...before].flatMap(([path, text]) =>
      removedLines(text, after.get(path) ?? "").map((line) => `${path}: ${line}`),
    );
    expect(gone).toEqual([]);
    const added = [...after].filter(([path]) => !before.has(path)).map(([path]) => path);
    expect(added.every((path) => /widget/i.test(path))).toBe(true);
  });
});

/** Lines of the old text that the new one no longer has; numbers of streams told in prose are let pass. */
function removedLines(before: string, after: string): string[] {
  const left = new Map<string, number>();
  for (const line of after.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  return before.split("\n").filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
