import { expect, test } from "vitest";
import type { HttpFacts, MediaFact, OperationFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { readOne } from "../test-support.ts";

const order = (ref: string) => ({
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "integer", format: "int64" },
    customer: { $ref: `${ref}Customer` },
    note: { type: "string" },
  },
});
const customer = { type: "object", properties: { name: { type: "string", example: "Ann" } } };
const info = { title: "Shop", version: "1.2", description: "Sells." };
const tags = [{ name: "orders", description: "All about orders." }];

const old = {
  swagger: "2.0",
  info,
  tags,
  host: "api.example.com",
  basePath: "/v1",
  schemes: ["http", "https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  securityDefinitions: {
    key: { type: "apiKey", in: "header", name: "X-Key", description: "Ask us." },
    login: { type: "basic" },
    oauth: {
      type: "oauth2",
      flow: "accessCode",
      authorizationUrl: "https://a.example/auth",
      tokenUrl: "https://a.example/token",
      scopes: { read: "Read all" },
    },
  },
  security: [{ key: [] }, { oauth: ["read"] }],
  paths: {
    "/orders": {
      get: {
        operationId: "listOrders",
        tags: ["orders"],
        parameters: [
          { name: "limit", in: "query", type: "integer", maximum: 100, default: 20, description: "Page size" },
          { name: "ids", in: "query", type: "array", items: { type: "string" }, collectionFormat: "multi" },
        ],
        responses: {
          200: {
            description: "All orders",
            headers: { "X-Total": { type: "integer", description: "How many" } },
            schema: { type: "array", items: { $ref: "#/definitions/Order" } },
            examples: { "application/json": [{ id: 1 }] },
          },
          default: { $ref: "#/responses/Error" },
        },
      },
      post: {
        security: [],
        parameters: [
          {
            name: "order",
            in: "body",
            required: true,
            description: "The order",
            schema: { $ref: "#/definitions/Order" },
          },
        ],
        responses: { 201: { description: "Made" } },
      },
    },
    "/upload": {
      post: {
        consumes: ["multipart/form-data"],
        parameters: [
          { name: "title", in: "formData", type: "string", required: true, description: "Its title" },
          { name: "content", in: "formData", type: "file" },
        ],
        responses: { 204: { description: "Done" } },
      },
    },
  },
  definitions: { Order: order("#/definitions/"), Customer: customer },
  responses: { Error: { description: "Failed", schema: { type: "object", "x-nullable": true } } },
};

const json = (schema: unknown, example?: unknown) => ({
  "application/json": { schema, ...(example ? { example } : {}) },
});

const now = {
  openapi: "3.0.3",
  info,
  tags,
  servers: [{ url: "https://api.example.com/v1" }, { url: "http://api.example.com/v1" }],
  security: [{ key: [] }, { oauth: ["read"] }],
  paths: {
    "/orders": {
      get: {
        operationId: "listOrders",
        tags: ["orders"],
        parameters: [
          {
            name: "limit",
            in: "query",
            description: "Page size",
            schema: { type: "integer", maximum: 100, default: 20 },
          },
          {
            name: "ids",
            in: "query",
            style: "form",
            explode: true,
            schema: { type: "array", items: { type: "string" } },
          },
        ],
        responses: {
          200: {
            description: "All orders",
            headers: { "X-Total": { description: "How many", schema: { type: "integer" } } },
            content: json({ type: "array", items: { $ref: "#/components/schemas/Order" } }, [{ id: 1 }]),
          },
          default: { $ref: "#/components/responses/Error" },
        },
      },
      post: {
        security: [],
        requestBody: {
          required: true,
          description: "The order",
          content: json({ $ref: "#/components/schemas/Order" }),
        },
        responses: { 201: { description: "Made" } },
      },
    },
    "/upload": {
      post: {
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: {
                type: "object",
                required: ["title"],
                properties: {
                  title: { type: "string", description: "Its title" },
                  content: { type: "string", format: "binary" },
                },
              },
            },
          },
        },
        responses: { 204: { description: "Done" } },
      },
    },
  },
  components: {
    schemas: { Order: order("#/components/schemas/"), Customer: customer },
    responses: { Error: { description: "Failed", content: json({ type: "object", nullable: true }) } },
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key", description: "Ask us." },
      login: { type: "http", scheme: "Basic" },
      oauth: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://a.example/auth",
            tokenUrl: "https://a.example/token",
            scopes: { read: "Read all" },
          },
        },
      },
    },
  },
};

/** 3.0's document with 3.1's way of writing what may be null. */
const newest = JSON.parse(
  JSON.stringify(now).replace('"type":"object","nullable":true', '"type":["object","null"]').replace("3.0.3", "3.1.0"),
);

test.each([
  ["3.0", now],
  ["3.1", newest],
])("the same API in 2.0 and in %s gives equal facts but for places", async (_, document) => {
  const a = await readOne(old);
  const b = await readOne(document);
  expect(plain(a.facts)).toEqual(plain(b.facts));
  expect([...a.codes, ...b.codes]).toEqual([]);
});

function plain({ documents: _, ...facts }: HttpFacts): unknown {
  return { ...withoutPlaces(facts), operations: facts.operations.map(plainOperation) };
}

function plainOperation(operation: OperationFact): unknown {
  const { id, operationId, summary, description, tags, deprecated, security, servers, extensions, body } = operation;
  return {
    ...{ id, operationId, summary, description, tags, deprecated, security, servers, extensions },
    parameters: operation.parameters.map(({ schema, at: _, ...parameter }) => ({
      ...parameter,
      schema: plainSchema(schema),
    })),
    body: body && { required: body.required, description: body.description, content: body.content.map(plainMedia) },
    responses: operation.responses.map(({ status, description, headers, content }) => ({
      ...{ status, description },
      headers: headers.map(({ name, description, schema }) => ({
        name,
        description,
        schema: schema && plainSchema(schema),
      })),
      content: content.map(plainMedia),
    })),
  };
}

function plainMedia({ mediaType, schema, examples }: MediaFact): unknown {
  return { mediaType, schema: schema && plainSchema(schema), examples: examples.map(({ value }) => value) };
}

function plainSchema(view: SchemaView): unknown {
  const { name, types, nullable, description, format, default: standard, maximum, examples } = view;
  return {
    ...{ name, types, nullable, description, format, standard, maximum, examples },
    required: [...view.required],
    properties: Array.from(view.properties, ([key, property]) => [key, plainSchema(property)]),
    items: view.items && plainSchema(view.items),
  };
}

function withoutPlaces(value: object): object {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === "at" || key === "operations" ? undefined : inner)));
}
