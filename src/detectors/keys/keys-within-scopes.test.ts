import { describe, expect, it } from "vitest";
import type { ParameterFact } from "../../evidence/http-facts.ts";
import { httpFacts, listedStream, operation, type PlainSchema, parameter } from "../test-support.ts";
import { detectPrimaryKeys } from "./detect-primary-keys.ts";
import { keysWithinScopes } from "./keys-within-scopes.ts";

const text: PlainSchema = { type: "string" };
const storeId = parameter("storeId", { required: true });

interface Case {
  readonly name: string;
  readonly parameters: readonly ParameterFact[];
  readonly fields: readonly string[];
  /** Parameters that a parent fills. */
  readonly filled?: readonly string[];
  readonly expected: readonly (readonly string[])[];
  /** What the document says of each field. */
  readonly description?: string;
}

const cases: readonly Case[] = [
  {
    name: "a scope that the records repeat",
    parameters: [storeId],
    fields: ["id", "store_id"],
    expected: [["store_id"], ["id"]],
  },
  { name: "one that they don't repeat", parameters: [storeId], fields: ["id"], expected: [["id"]] },
  {
    name: "a filter that may be left out",
    parameters: [parameter("storeId")],
    fields: ["id", "store_id"],
    expected: [["id"]],
  },
  {
    name: "a choice that is no identifier",
    parameters: [parameter("status", { required: true })],
    fields: ["id", "status"],
    expected: [["id"]],
  },
  {
    name: "what a parent fills",
    parameters: [storeId],
    fields: ["id", "store_id"],
    filled: ["storeId"],
    expected: [["id"]],
  },
  {
    name: "the key itself",
    parameters: [parameter("order_id", { required: true })],
    fields: ["order_id"],
    expected: [["order_id"]],
  },
  {
    name: "a scope of what is called unique by itself",
    parameters: [storeId],
    fields: ["order_id", "store_id"],
    description: "A unique ID of the order",
    expected: [["order_id"]],
  },
];

describe("keysWithinScopes", () => {
  it.each(cases)("$name", ({ parameters, fields, filled = [], expected, description }) => {
    const properties = Object.fromEntries(fields.map((field) => [field, { ...text, description }]));
    const streams = [
      listedStream("orders", operation("GET /orders", { parameters }), { record: { type: "object", properties } }),
    ];
    const keys = detectPrimaryKeys(streams, httpFacts(streams.map((stream) => stream.operation)));
    const value = filled.map((name) => ({ stream: "stores", field: ["id"], param: { name, in: "query" as const } }));
    const parents = [
      { about: "parents", stream: "orders", value, confidence: 0.9, evidence: [], against: [], rivals: [] } as const,
    ];
    expect(keysWithinScopes(streams, keys, parents)[0]?.value).toEqual(expected);
  });
});
