import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../model/values.ts";
import { type PlainSchema, schemaView } from "../test-support.ts";
import { createRecordSchemas } from "./record-schema.ts";

const text: PlainSchema = { type: "string" };
const components: Readonly<Record<string, PlainSchema>> = {
  Person: { properties: { id: text, name: text, employer: { $ref: "Company" }, home: { $ref: "Place" } } },
  Company: { properties: { id: text, head: { $ref: "Person" }, seat: { $ref: "Place" } } },
  Place: { properties: { street: text, town: text } },
  "Page<Person> of\nmany": { properties: { at: { $ref: "Place" } } },
};

const record = (...names: readonly string[]): PlainSchema => ({
  properties: Object.fromEntries(names.map((name) => [name, { $ref: name }])),
});

function named(
  plain: PlainSchema,
  isOfSeveral = false,
): { schema: JsonSchema; name: (at: readonly string[]) => string | undefined } {
  const schemas = createRecordSchemas(isOfSeveral);
  const schema = schemas.of(schemaView(plain, components));
  const at = (path: readonly string[]) =>
    path.reduce<JsonSchema | undefined>((held, step) => held?.properties?.[step], schema);
  return { schema, name: (path) => schemas.names().get(at(path) ?? {}) };
}

describe("the name of a schema", () => {
  it("is the component's, wherever all of it is written", () => {
    const { name } = named(record("Place", "Person"));
    expect(name(["Place"])).toBe("Place");
    expect(name(["Person", "home"])).toBe("Place");
    expect(name(["Person"])).toBe("Person");
    expect(named({ $ref: "Person" }).name([])).toBe("Person");
  });

  it("says what is left out where a component comes back to what stands around it", () => {
    const { name } = named({ $ref: "Person" });
    expect(name(["employer"])).toBe("Company:2-levels-within-Person");
    expect(name(["employer", "seat"])).toBe("Place");
    expect(name(["employer", "head"])).toBeUndefined();
  });

  it("hangs on the component alone, whatever else is written before", () => {
    const both = named(record("Company", "Person"));
    expect(both.name(["Person"])).toBe("Person");
    expect(both.name(["Person", "employer"])).toBe(named({ $ref: "Person" }).name(["employer"]));
  });

  it("holds nothing that means something in a pointer or in YAML", () => {
    expect(named(record("Page<Person> of\nmany")).name(["Page<Person> of\nmany"])).toBe("Page_Person_of_many");
  });

  it("begins with the document's where there are several", () => {
    expect(named(record("Place"), true).name(["Place"])).toBe("test:Place");
  });

  it("is no field's own", () => {
    expect(named({ properties: { own: { properties: { a: text } } } }).name(["own"])).toBeUndefined();
  });
});
