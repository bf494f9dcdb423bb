import { describe, expect, it } from "vitest";
import { atTop, type Stream } from "../model/stream.ts";
import { aTable } from "../model/test-support.ts";
import type { JsonSchema } from "../model/values.ts";
import { withLiftedFields } from "./lifted-fields.ts";

const attributes = (fields: JsonSchema["properties"]): JsonSchema => ({
  type: "object",
  properties: { id: { type: "string" }, attributes: { type: "object", properties: fields ?? {} } },
});

const when: JsonSchema = { type: ["string", "null"], format: "date-time", description: "When it was changed." };

const stream = (more: Partial<Stream>): Stream => ({
  name: "events",
  schema: attributes({ updated: when }),
  primaryKey: [["id"]],
  access: aTable("events"),
  incremental: { cursorField: ["attributes", "updated"], format: { kind: "date-time" } },
  parents: [],
  selected: true,
  ...more,
});

describe("withLiftedFields", () => {
  it("gives a deep cursor a field at the top, typed as it is", () => {
    const made = withLiftedFields(stream({}));
    expect(made.lifted).toEqual([{ field: ["attributes", "updated"], recordField: "updated" }]);
    expect(made.schema.properties?.updated).toEqual({
      type: ["string", "null"],
      format: "date-time",
      description: "`attributes.updated`, repeated where keys and cursors are looked for.",
    });
    expect(made.incremental?.cursorField).toEqual(["attributes", "updated"]);
    expect(atTop(made).incremental?.cursorField).toEqual(["updated"]);
  });

  it("lifts each part of a deep key once, and leaves the others", () => {
    const primaryKey = [["id"], ["attributes", "code"]];
    const made = withLiftedFields(stream({ primaryKey, incremental: undefined, schema: attributes({ code: {} }) }));
    expect(made.lifted).toEqual([{ field: ["attributes", "code"], recordField: "code" }]);
    expect(atTop(made).primaryKey).toEqual([["id"], ["code"]]);
  });

  it("takes the whole way for a name where the last step is another field's", () => {
    const made = withLiftedFields(stream({ primaryKey: [["attributes", "id"]], schema: attributes({ id: {} }) }));
    expect(made.lifted?.map(({ recordField }) => recordField)).toEqual(["attributes_id", "updated"]);
  });

  it("leaves alone what lies in a list, what is at the top, and records whose fields aren't known", () => {
    for (const one of [
      stream({ incremental: undefined }),
      stream({ incremental: undefined, primaryKey: [["tags", "*", "id"]] }),
      stream({ schema: { type: "object" } }),
    ])
      expect(withLiftedFields(one)).toBe(one);
  });
});
