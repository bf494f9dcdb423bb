import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { Stream } from "../../model/stream.ts";
import type { JsonSchema } from "../../model/values.ts";
import { parseConnector } from "./connector-folder.ts";
import { connectorYaml } from "./connector-yaml.ts";

const text: JsonSchema = { type: "string" };
const place: JsonSchema = { type: "object", properties: { street: text, town: text, country: text, code: text } };
const person: JsonSchema = {
  type: "object",
  description: "Who buys.",
  properties: {
    id: text,
    name: text,
    home: place,
    work: { ...place, type: ["object", "null"], description: "Where." },
  },
  required: ["id"],
};
const tiny: JsonSchema = { type: "string", enum: ["a", "b"] };
const names = new Map([
  [person, "Person"],
  [place, "Place"],
  [tiny, "Tiny"],
]);

const stream = (name: string, schema: JsonSchema, more: Partial<Stream> = {}): Stream => ({
  name,
  schema,
  primaryKey: [["id"]],
  access: {
    kind: "http",
    method: "GET",
    path: `/${name}`,
    query: [],
    headers: [],
    inputs: [],
    recordsPath: [],
    pagination: { kind: "none" },
  },
  parents: [],
  selected: true,
  ...more,
});

const model = (...streams: readonly Stream[]): ConnectorModel => ({
  modelVersion: 1,
  name: "acme",
  title: "Acme",
  settings: [],
  source: {
    kind: "http",
    baseUrl: "https://api.acme.dev",
    auth: [{ kind: "none" }],
    headers: [],
    errors: [],
    webhooks: [],
    concurrency: { max: 1 },
  },
  streams,
});

const people = stream("people", person);
const members = stream(
  "members",
  { ...person, properties: { ...person.properties, team_id: text } },
  {
    parents: [{ stream: "people", field: ["id"], param: { name: "team", in: "query" }, recordField: "team_id" }],
  },
);
const orders = stream("orders", { type: "object", properties: { id: text, kind: tiny, buyer: person, to: place } });

const written = connectorYaml(model(people, members, orders), [], names);

describe("connector.yaml", () => {
  it("reads back as the model that was written", () => {
    expect(parseConnector(written, "connector.yaml").model).toEqual(model(people, members, orders));
  });

  it("writes each named schema once, with what differs beside a reference", () => {
    expect(written.slice(written.indexOf("\n# What"))).toMatchInlineSnapshot(`
      "
      # What the documents name, once each. Edit one for all that refer to it, or write a schema in place of a reference.
      schemas:
        Person:
          type: object
          description: Who buys.
          properties:
            id:
              type: string
            name:
              type: string
            home:
              $ref: "#/schemas/Place"
            work:
              $ref: "#/schemas/Place"
              type: [object, "null"]
              description: Where.
          required: [id]
        Place:
          type: object
          properties:
            street:
              type: string
            town:
              type: string
            country:
              type: string
            code:
              type: string
      "
    `);
    expect(written.match(/street/g)).toHaveLength(1);
    expect(written).toContain('schema:\n      $ref: "#/schemas/Person"\n      properties:\n        team_id:');
    expect(written).toContain("kind:\n          type: string\n          enum: [a, b]");
  });

  it("shares the objects that were shared", () => {
    const { model: read, schemaNames } = parseConnector(written, "connector.yaml");
    const [first, , third] = read.streams;
    expect(third?.schema.properties?.buyer).toBe(first?.schema);
    expect(first && schemaNames.get(first.schema)).toBe("Person");
  });

  it("takes a shared schema that was edited, for all who refer to it", () => {
    const edited = written.replace("    description: Who buys.\n", "    description: Whoever.\n");
    const read = parseConnector(edited, "connector.yaml").model.streams.map(({ schema }) => schema);
    expect([read[0], read[1], read[2]?.properties?.buyer].map((one) => one?.description)).toEqual(
      Array(3).fill("Whoever."),
    );
  });

  it("takes schemas in full, as they were written once", () => {
    const inline = written.replace('buyer:\n          $ref: "#/schemas/Person"', "buyer:\n          type: integer");
    expect(parseConnector(inline, "c").model.streams[2]?.schema.properties?.buyer).toEqual({ type: "integer" });
    const old = connectorYaml(model(people, members, orders), [], new Map());
    expect(old).not.toContain("$ref");
    expect(parseConnector(old, "connector.yaml").model).toEqual(model(people, members, orders));
  });

  it.each([
    [
      "a reference that leads nowhere",
      written.replace('$ref: "#/schemas/Person"', '$ref: "#/schemas/Persn"'),
      'acme.yaml: streams.people.schema: there is no schema "Persn"; did you mean Person?',
    ],
    [
      "a reference to something else",
      written.replace('$ref: "#/schemas/Person"', '$ref: "#/streams/0/schema"'),
      'acme.yaml: streams.0.schema.$ref: must match pattern "^#/schemas/[^/]+$"',
    ],
    [
      "a circle",
      written.replace("town:\n        type: string", 'town:\n        $ref: "#/schemas/Person"'),
      "acme.yaml: schemas.Person: it contains itself (Person → Place → Person); say what it holds in full in one of them",
    ],
  ])("refuses %s in one line", (_, edited, message) => {
    expect(edited).not.toBe(written);
    expect(() => parseConnector(edited, "acme.yaml")).toThrow(message);
  });
});
