import { describe, expect, it } from "vitest";
import { type Analysis, analyse } from "../src/app/analyse.ts";
import { makeTargets } from "../src/app/building/make-targets.ts";
import { connectorFiles } from "../src/app/folder/connector-files.ts";
import { systemPorts } from "../src/app/system-ports.ts";
import { type TargetId, targetIds } from "../src/targets/target.ts";

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
                    properties: {
                      id: { type: "string" },
                      [`${name}_note`]: { type: "string" },
                      owner: { $ref: "#/components/schemas/Person" },
                      spare: { allOf: [{ $ref: "#/components/schemas/Part" }], description: `Of ${name}.` },
                      part: { $ref: `#/components/schemas/${name === "widgets" ? "WidgetPart" : "Part"}` },
                    },
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

const fields = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

const person = fields("name", "street", "town", "country");

/** Some contain one another, and one is used by a single list. */
const schemas = {
  Person: { ...person, properties: { ...person.properties, employer: { $ref: "#/components/schemas/Company" } } },
  Company: { ...person, properties: { ...person.properties, head: { $ref: "#/components/schemas/Person" } } },
  Part: fields("number", "colour", "weight", "maker"),
  WidgetPart: { ...person, properties: { ...person.properties, of: { $ref: "#/components/schemas/Part" } } },
};

const document = (names: readonly string[]) => ({
  openapi: "3.0.3",
  info: { title: "Acme", version: "1" },
  servers: [{ url: "https://api.acme.dev/v1" }],
  security: [{ token: [] }],
  components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  paths: Object.fromEntries(names.map((name) => [`/${name}`, list(name)])),
});

async function analysed(names: readonly string[]): Promise<Analysis> {
  const bytes = new TextEncoder().encode(JSON.stringify(document(names)));
  const files = { ...ports.files, read: async (path: string) => (path === "acme.json" ? bytes : undefined) };
  return analyse(["acme.json"], { allowedOrigins: [], overrides: {} }, { ...ports, files });
}

const ports = systemPorts(() => undefined);

async function files(id: Part, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const analysis = await analysed(names);
  const made =
    id === "connector.yaml"
      ? (await connectorFiles(analysis, ["acme.json"], ports)).filter(({ path }) => path === id)
      : makeTargets(analysis.model, [id], ports, { schemaNames: analysis.schemaNames?.() }).flatMap(
          (target) => target.files,
        );
  return new Map(made.map(({ path, content }) => [path, content.toString()]));
}

type Part = TargetId | "connector.yaml";

const NAMES = ["customers", "orders", "refunds"];

describe.each<Part>(["connector.yaml", ...targetIds])("%s", (id) => {
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

it("refers to a component that has words of its own beside it, wherever it is used", async () => {
  const text = (await files("connector.yaml", NAMES)).get("connector.yaml") ?? "";
  expect(text).toContain('spare:\n          $ref: "#/schemas/Part"\n          description: Of orders.');
  expect(text.match(/^ {2}Part:$/gm)).toHaveLength(1);
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
