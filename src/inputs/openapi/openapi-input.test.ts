import { expect, test } from "vitest";
import { createCollector } from "../../diagnostics/collector.ts";
import type { ReadContext } from "../read-context.ts";
import { readDocuments } from "../registry.ts";

function contextOf(files: Record<string, unknown>): ReadContext {
  return {
    files: {
      read: async (path) =>
        Object.hasOwn(files, path) ? new TextEncoder().encode(JSON.stringify(files[path])) : undefined,
      list: async () => undefined,
    },
    fetch: undefined,
    allowedOrigins: [],
    collector: createCollector(),
  };
}

test("an operation with its parameters, response and schema", async () => {
  const document = {
    openapi: "3.0.0",
    info: { title: "Shop", version: 2 },
    servers: [{ url: "https://api.example.com/v1" }],
    paths: {
      "/orders": {
        parameters: [{ name: "limit", in: "query", schema: { type: "Integer", maximum: "100" } }],
        get: {
          responses: {
            200: {
              description: "ok",
              content: { "application/json; charset=utf-8": { schema: { $ref: "#/components/schemas/Orders" } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Orders: { properties: { data: { items: { $ref: "#/components/schemas/Order" } } } },
        Order: {
          allOf: [{ properties: { id: { type: "string" } }, required: ["id"] }],
          properties: { next: { allOf: [{ $ref: "#/components/schemas/Order" }], nullable: true } },
        },
      },
    },
  };
  const facts = await readDocuments(["shop.json"], contextOf({ "shop.json": document }));
  if (facts.kind !== "http") throw new Error("no API");
  expect(facts).toMatchObject({ title: "Shop", version: "2", servers: [{ url: "https://api.example.com/v1" }] });
  const [operation] = facts.operations;
  expect(operation?.id).toBe("GET /orders");
  expect(operation?.parameters[0]?.schema).toMatchObject({ types: ["integer"], maximum: 100 });
  const media = operation?.responses[0]?.content[0];
  expect(media?.mediaType).toBe("application/json");
  const order = media?.schema?.properties.get("data")?.items;
  expect(order?.name).toBe("Order");
  expect([...(order?.properties.keys() ?? [])]).toEqual(["id", "next"]);
  expect([...(order?.required ?? [])]).toEqual(["id"]);
  expect(order?.properties.get("next")).toMatchObject({ nullable: true, types: ["object"] });
});
