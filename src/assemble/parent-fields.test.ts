import { describe, expect, it } from "vitest";
import type { Stream } from "../model/stream.ts";
import { aStream, aTable } from "../model/test-support.ts";
import type { JsonSchema } from "../model/values.ts";
import { withParentFields, withParents } from "./parent-fields.ts";

const properties = (...names: readonly string[]): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
});

const stream = (name: string, more: Partial<Stream>): Stream => ({
  name,
  schema: properties("id"),
  primaryKey: [["id"]],
  access: aTable(name),
  parents: [],
  selected: true,
  ...more,
});

const members = (more: Partial<Stream>): Stream =>
  stream("members", {
    primaryKey: [["group_id"], ["id"]],
    parents: [
      { stream: "groups", field: ["id"], param: { name: "group_id", in: "path" }, recordField: "group_id" },
      { stream: "groups", field: ["kind"], param: { name: "kind", in: "query" } },
    ],
    ...more,
  });

function made(child: Stream, parent: JsonSchema = properties("id", "kind")): Stream | undefined {
  return withParentFields([stream("groups", { schema: parent }), child]).at(-1);
}

describe("withParentFields", () => {
  it("types a field like the parent's own, without null", () => {
    const parent: JsonSchema = { type: "object", properties: { id: { type: ["integer", "null"], format: "int64" } } };
    const child = made(members({}), parent);
    expect(child?.schema.properties?.group_id).toEqual({
      type: "integer",
      format: "int64",
      description: "`id` of the record of `groups` that this one was read for.",
    });
    expect(Object.keys(child?.schema.properties ?? {})).toEqual(["id", "group_id"]);
    expect(child?.primaryKey).toEqual([["group_id"], ["id"]]);
  });

  it("takes text where the parent's schema doesn't say", () => {
    expect(made(members({}), { type: "object" })?.schema.properties?.group_id?.type).toBe("string");
  });

  it("puts the field into each of several shapes", () => {
    const child = made(members({ schema: { anyOf: [properties("id", "a"), properties("id", "b")] } }));
    const names = (child?.schema.anyOf ?? []).map((shape) => Object.keys(shape.properties ?? {}));
    expect(names).toEqual([
      ["id", "a", "group_id"],
      ["id", "b", "group_id"],
    ]);
  });

  it("adds nothing to a schema that lists no fields", () => {
    const child = made(members({ schema: { type: "object" } }));
    expect(child?.schema).toEqual({ type: "object" });
    expect(child?.parents.every((link) => link.recordField === undefined)).toBe(true);
  });

  it("leaves out of the key what no link fills", () => {
    expect(made(members({ schema: { type: "object" } }))?.primaryKey).toEqual([["id"]]);
    expect(withParents(members({}), []).primaryKey).toEqual([["id"]]);
    expect(withParents(members({}), members({}).parents.slice(0, 1)).primaryKey).toEqual([["group_id"], ["id"]]);
  });

  it("leaves other streams as they are", () => {
    const alone = stream("groups", {});
    expect(withParentFields([alone])[0]).toBe(alone);
  });
});

describe("records of which no field is known", () => {
  it("have those that their children are asked for by", () => {
    const child = aStream(
      {},
      { name: "members", parents: [{ stream: "groups", field: ["id"], param: { name: "g", in: "query" } }] },
    );
    const groups = aStream({}, { name: "groups", schema: { type: "object" }, primaryKey: [] });
    expect(withParentFields([groups, child])[0]?.schema).toEqual({ type: "object", properties: { id: {} } });
    expect(withParentFields([groups])[0]?.schema).toEqual({ type: "object" });
  });
});
