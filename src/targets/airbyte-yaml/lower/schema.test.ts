import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../model/values.ts";
import { createSchemas } from "./schema.ts";

const text: JsonSchema = { type: "string" };
const place: JsonSchema = { type: "object", properties: { street: text, town: text, country: text } };
const person: JsonSchema = {
  type: "object",
  description: "Who buys.",
  properties: {
    id: text,
    home: place,
    work: { ...place, description: "Where." },
    tags: { items: place, type: "array" },
  },
};
const names = new Map([
  [person, "Person"],
  [place, "Place:1-level"],
]);
const stream = (schema: JsonSchema, recordField?: string) => ({
  schema,
  parents: recordField === undefined ? [] : [{ recordField }],
});

const PLACE = { $ref: "#/definitions/schemas/Place:1-level" };
const HEAD = { $schema: "http://json-schema.org/draft-07/schema#", type: "object", additionalProperties: true };

describe("schemas of a manifest", () => {
  it("are written once where they have a name, with what differs beside a reference", () => {
    const { record, shared } = createSchemas(names);
    expect(record(stream(person))).toEqual({ $ref: "#/definitions/schemas/Person", ...HEAD });
    const { Person } = shared();
    expect(Object.keys(shared())).toEqual(["Person", "Place:1-level"]);
    expect(Person).toMatchObject({
      type: ["null", "object"],
      properties: { home: PLACE, work: { ...PLACE, description: "Where." }, tags: { items: PLACE } },
    });
  });

  it("take fields that the connector adds beside those of a shared one", () => {
    const child = { ...person, properties: { ...person.properties, team_id: text } };
    expect(createSchemas(names).record(stream(child, "team_id"))).toEqual({
      $ref: "#/definitions/schemas/Person",
      ...HEAD,
      properties: { $ref: "#/definitions/schemas/Person/properties", team_id: { type: ["null", "string"] } },
    });
  });

  it("are written in full where a name can't stand in a reference", () => {
    const { record, shared } = createSchemas(new Map([[place, "a/b"]]));
    expect(record(stream({ type: "object", properties: { home: place } }))).toMatchObject({
      properties: { home: { properties: { town: { type: ["null", "string"] } } } },
    });
    expect(shared()).toEqual({});
  });

  it("are written in full where nothing has a name", () => {
    expect(createSchemas(new Map()).record(stream(place))).toMatchObject({ ...HEAD, properties: { town: {} } });
  });
});
