import { describe, expect, it } from "vitest";
import { acme, answer, changes, type Document, inShort, listOf, query, type Versions } from "./test-support.ts";

const order = (document: Document) => document.components.schemas.Order;
const list = (document: Document) => document.paths["/orders"].get;
const page = (document: Document) => list(document).responses["200"].content["application/json"].schema;
const parameter = (document: Document, name: string) =>
  list(document).parameters.find((one: Document) => one.name === name);
const without = (document: Document, name: string) => {
  list(document).parameters = list(document).parameters.filter((one: Document) => one.name !== name);
};
const moveTo = (document: Document, path: string, to: string) => {
  document.paths[to] = document.paths[path];
  delete document.paths[path];
};
const renameKey = (map: Document, from: string, to: string) => {
  map[to] = map[from];
  delete map[from];
};

type Case = readonly [title: string, versions: Versions, expected: readonly string[]];

const CASES: readonly Case[] = [
  ["a list that is gone", { since: (d) => delete d.paths["/orders"] }, ["breaking endpoint /orders"]],
  ["a list that moved", { since: (d) => moveTo(d, "/orders", "/all-orders") }, ["breaking endpoint /orders"]],
  [
    "a list that is read with another method",
    { since: (d) => renameKey(d.paths["/orders"], "get", "post") },
    ["breaking endpoint /orders"],
  ],
  [
    "a list below another parent",
    {
      before: (d) => {
        d.paths["/firms"] = { get: { operationId: "listFirms", responses: answer(listOf("Person")) } };
      },
      since: (d) => moveTo(d, "/people/{person_id}/comments", "/firms/{firm_id}/comments"),
    },
    ["breaking parents /people/{person_id}/comments"],
  ],
  ["a list that is deprecated", { since: (d) => (list(d).deprecated = true) }, ["risky endpoint /orders"]],
  [
    "a new list",
    { since: (d) => (d.paths["/refunds"] = { get: { responses: answer(listOf("Order")) } }) },
    ["additive endpoint /refunds"],
  ],
  [
    "records under another name",
    { since: (d) => renameKey(page(d).properties, "data", "items") },
    ["breaking records /orders"],
  ],
  [
    "a list that became one object",
    { since: (d) => (d.paths["/people"].get.responses = answer({ $ref: "#/components/schemas/Person" })) },
    ["breaking records /people"],
  ],
  [
    "records that are no longer described",
    { since: (d) => (d.paths["/people"].get.responses = answer({ type: "array", items: { type: "object" } })) },
    ["risky records /people"],
  ],
  [
    "an answer that is no longer described",
    { since: (d) => (list(d).responses = { "200": { description: "All" } }) },
    ["risky records /orders"],
  ],
  ["a key that is gone", { since: (d) => delete order(d).properties.id }, ["breaking primary-key /orders"]],
  [
    "a key of another type",
    { since: (d) => (order(d).properties.id.type = "integer") },
    ["breaking primary-key /orders"],
  ],
  ["a key that may be missing", { since: (d) => (order(d).required = ["total"]) }, ["risky primary-key /orders"]],
  [
    "a cursor field that is gone",
    { since: (d) => delete order(d).properties.updated_at },
    ["breaking incremental /orders"],
  ],
  ["a field that is gone", { since: (d) => delete order(d).properties.note }, ["breaking field /orders"]],
  [
    "a field deeper in the record that is gone",
    { since: (d) => delete order(d).properties.buyer.properties.name },
    ["breaking field /orders"],
  ],
  [
    "a field in another spelling",
    { since: (d) => renameKey(order(d).properties, "note", "Note") },
    ["breaking field /orders"],
  ],
  [
    "a field of another type",
    { since: (d) => (order(d).properties.total.type = "string") },
    ["breaking field /orders"],
  ],
  [
    "whole numbers that get decimals",
    { since: (d) => (order(d).properties.total.type = "number") },
    ["breaking field /orders"],
  ],
  [
    "a field that became a list",
    { since: (d) => (order(d).properties.note = { type: "array", items: { type: "string" } }) },
    ["breaking field /orders"],
  ],
  [
    "elements of another type",
    { since: (d) => (order(d).properties.buyer.properties.tags.items.type = "integer") },
    ["breaking field /orders"],
  ],
  [
    "a field that may also be an object",
    {
      since: (d) =>
        (order(d).properties.note = { oneOf: [{ type: "string" }, { type: "object", properties: { a: {} } }] }),
    },
    ["risky field /orders", "additive field /orders"],
  ],
  ["a field that may be null", { since: (d) => (order(d).properties.note.nullable = true) }, ["risky field /orders"]],
  ["a field that may be missing", { since: (d) => (order(d).required = ["id"]) }, ["risky field /orders"]],
  ["another value", { since: (d) => order(d).properties.status.enum.push("held") }, ["risky field /orders"]],
  [
    "a time that lost its hours",
    { since: (d) => (order(d).properties.updated_at.format = "date") },
    ["risky incremental /orders"],
  ],
  [
    "a field that is deprecated",
    { since: (d) => (order(d).properties.note.deprecated = true) },
    ["risky field /orders"],
  ],
  ["a new field", { since: (d) => (order(d).properties.weight = { type: "number" }) }, ["additive field /orders"]],
  ["a paging parameter that is gone", { since: (d) => without(d, "cursor") }, ["breaking pagination /orders"]],
  [
    "a paging parameter with another name",
    { since: (d) => (parameter(d, "cursor").name = "go_on") },
    ["breaking pagination /orders"],
  ],
  ["smaller pages", { since: (d) => (parameter(d, "limit").schema.maximum = 50) }, ["breaking pagination /orders"]],
  [
    "a next cursor with another name",
    { since: (d) => renameKey(page(d).properties, "next_cursor", "following") },
    ["breaking pagination /orders"],
  ],
  ["another order", { since: (d) => (parameter(d, "sort").schema.default = "-created") }, ["risky pagination /orders"]],
  [
    "a list that comes in pages of a size",
    {
      since: (d) => {
        d.paths["/people"].get.parameters = [
          query("page", { type: "integer", default: 1 }, "Number of the page."),
          query("per_page", { type: "integer", default: 10 }, "Records on a page."),
        ];
      },
    },
    ["additive pagination /people", "additive pagination /people", "breaking pagination /people"],
  ],
  [
    "a filter for what is new that is gone",
    { since: (d) => without(d, "updated_since") },
    ["breaking incremental /orders"],
  ],
  [
    "a filter for what is new with another name",
    { since: (d) => (parameter(d, "updated_since").name = "from") },
    ["breaking incremental /orders"],
  ],
  [
    "a filter that takes numbers in place of dates",
    { since: (d) => (parameter(d, "updated_since").schema = { type: "integer" }) },
    ["breaking incremental /orders"],
  ],
  [
    "a parameter that must be sent",
    { since: (d) => list(d).parameters.push({ ...query("shop", { type: "string" }), required: true }) },
    ["breaking parameter /orders"],
  ],
  [
    "a parameter that must be sent from now on",
    { since: (d) => (parameter(d, "colour").required = true) },
    ["breaking parameter /orders"],
  ],
  [
    "one more parameter",
    { since: (d) => list(d).parameters.push(query("shape", { type: "string" })) },
    ["additive parameter /orders"],
  ],
  [
    "a key in another header",
    { since: (d) => (d.components.securitySchemes.account.name = "X-Token") },
    ["breaking auth the source"],
  ],
  [
    "another way to prove who asks",
    { since: (d) => (d.components.securitySchemes.account = { type: "http", scheme: "basic" }) },
    ["breaking auth the source"],
  ],
  [
    "a second key beside the first",
    {
      since: (d) => {
        d.components.securitySchemes.app = { type: "apiKey", in: "header", name: "X-App" };
        d.security = [{ account: [], app: [] }];
      },
    },
    ["breaking auth the source"],
  ],
  [
    "tokens that are fetched elsewhere",
    {
      before: (d) => (d.components.securitySchemes.account = oauth("https://login.acme.dev/token")),
      since: (d) => (d.components.securitySchemes.account = oauth("https://login.acme.dev/v2/token")),
    },
    ["breaking auth the source"],
  ],
  [
    "another address",
    { since: (d) => (d.servers[0].url = "https://api.acme.dev/v2") },
    ["breaking base-url the source"],
  ],
  [
    "fewer requests",
    { since: (d) => (d.info.description = "Rate limit: 300 requests per minute.") },
    ["risky rate-limit the source"],
  ],
];

const PACES: readonly (readonly [string, string, readonly string[]])[] = [
  ["fewer for each endpoint", "Each endpoint is limited to # requests per second.", ["risky rate-limit the source"]],
  ["fewer a day", "Your plan has # calls per day.", ["risky rate-limit the source"]],
  ["another number", "Our team answers # questions a day.", []],
];

function oauth(tokenUrl: string): Document {
  return { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } };
}

const SHORT = (schema: Document) => ({
  type: "object",
  allOf: [{ properties: schema.properties }, { required: schema.required }],
});

/** What means nothing to the connector, and is not reported. */
const NOTHING: readonly (readonly [title: string, versions: Versions])[] = [
  ["the same document", { since: () => undefined }],
  ["other words", { since: (d) => (d.info.description = `Please note: ${d.info.description}`) }],
  ["another version", { since: (d) => (d.info.version = "2") }],
  [
    "another operation id and tag",
    { since: (d) => Object.assign(list(d), { operationId: "fetchAll", tags: ["all"] }) },
  ],
  ["another placeholder", { since: (d) => moveTo(d, "/people/{person_id}/comments", "/people/{PersonId}/comments") }],
  ["a slash at the end", { since: (d) => moveTo(d, "/people", "/people/") }],
  [
    "properties in another order",
    { since: (d) => (order(d).properties = Object.fromEntries(Object.entries(order(d).properties).reverse())) },
  ],
  ["a schema written at its place", { since: (d) => (page(d).properties.data.items = order(d)) }],
  ["a schema in parts", { since: (d) => (d.components.schemas.Order = SHORT(order(d))) }],
  ["a choice of one", { since: (d) => (order(d).properties.note = { oneOf: [{ type: "string" }] }) }],
  [
    "a schema with another name",
    {
      since: (d) => {
        renameKey(d.components.schemas, "Order", "Purchase");
        page(d).properties.data.items.$ref = "#/components/schemas/Purchase";
      },
    },
  ],
  ["a field that always comes", { since: (d) => order(d).required.push("note") }],
  [
    "values that are objects",
    {
      before: (d) => (order(d).properties.note = { enum: [{ a: 1, b: 2 }] }),
      since: (d) => (order(d).properties.note = { enum: [{ b: 2, a: 1 }] }),
    },
  ],
  ["a value less", { since: (d) => order(d).properties.status.enum.pop() }],
  ["values that are no longer listed", { since: (d) => delete order(d).properties.status.enum }],
  [
    "a field of a narrower type",
    {
      before: (d) => (order(d).properties.total.type = "number"),
      since: (d) => (order(d).properties.total.type = "integer"),
    },
  ],
  ["a type that is no longer told", { since: (d) => delete order(d).properties.note.type }],
  ["a format that says more", { since: (d) => (order(d).properties.note.format = "uri") }],
  [
    "a field that is only ever sent",
    { since: (d) => (order(d).properties.secret = { type: "string", writeOnly: true }) },
  ],
  ["larger pages", { since: (d) => (parameter(d, "limit").schema.maximum = 500) }],
  ["pages of another default size", { since: (d) => (parameter(d, "limit").schema.default = 50) }],
  ["an optional parameter less that isn't sent", { since: (d) => without(d, "colour") }],
  [
    "a parameter that must be sent and has a default",
    {
      before: (d) => list(d).parameters.push(query("shop", { type: "string", default: "main" })),
      since: (d) => (parameter(d, "shop").required = true),
    },
  ],
  ["a paging parameter that must be sent", { since: (d) => (parameter(d, "limit").required = true) }],
  [
    "the credentials listed among the parameters",
    {
      since: (d) =>
        list(d).parameters.push({ ...query("x-api-key", { type: "string" }), in: "header", required: true }),
    },
  ],
  [
    "credentials that became plain parameters",
    {
      before: (d) => {
        d.components.securitySchemes.app = { type: "apiKey", in: "header", name: "X-App" };
        d.security = [{ account: [], app: [] }];
      },
      since: (d) => {
        delete d.components.securitySchemes.app;
        d.security = [{ account: [] }];
        for (const { get } of Object.values<Document>(d.paths))
          get.parameters = [
            ...(get.parameters ?? []),
            { ...query("X-App", { type: "string" }), in: "header", required: true },
          ];
      },
    },
  ],
  ["a header's name in another case", { since: (d) => (d.components.securitySchemes.account.name = "x-api-key") }],
  [
    "a bearer token that was called a key",
    {
      before: (d) =>
        (d.components.securitySchemes.account = {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: "Bearer token",
        }),
      since: (d) => (d.components.securitySchemes.account = { type: "http", scheme: "bearer" }),
    },
  ],
  [
    "credentials that are no longer described",
    {
      since: (d) => {
        delete d.components.securitySchemes;
        delete d.security;
      },
    },
  ],
  ["a slash behind the address", { since: (d) => (d.servers[0].url += "/") }],
  ["an address without its scheme", { since: (d) => (d.servers[0].url = "//api.acme.dev/v1") }],
  [
    "a template whose default is the address",
    {
      since: (d) => (d.servers[0] = { url: "https://{region}.acme.dev/v1", variables: { region: { default: "api" } } }),
    },
  ],
  ["another server before the old one", { since: (d) => d.servers.unshift({ url: "https://eu.acme.dev/v1" }) }],
  ["no server at all", { since: (d) => delete d.servers }],
  [
    "a part of the address that moved into the paths",
    {
      since: (d) => {
        d.servers[0].url = "https://api.acme.dev";
        for (const path of Object.keys(d.paths)) moveTo(d, path, `/v1${path}`);
      },
    },
  ],
  ["more requests", { since: (d) => (d.info.description = "Rate limit: 900 requests per minute.") }],
  ["no more word of requests", { since: (d) => (d.info.description = "The API of Acme.") }],
  [
    "an endpoint that writes",
    {
      since: (d) =>
        (d.paths["/forms"] = { post: { summary: "Send a form", responses: { 204: { description: "Taken" } } } }),
    },
  ],
];

describe("what a connector cares about", () => {
  it.each(CASES)("%s", async (_, versions, expected) => {
    expect((await changes(versions)).map(inShort).sort()).toEqual([...expected].sort());
  });
});

describe("a number of requests in prose", () => {
  it.each(PACES)("%s", async (_, sentence, expected) => {
    const say = (count: string) => (d: Document) => (d.info.description = sentence.replace("#", count));
    expect((await changes({ before: say("40"), since: say("20") })).map(inShort)).toEqual(expected);
  });
});

describe("what means nothing", () => {
  it.each(NOTHING)("%s", async (_, versions) => {
    expect(await changes(versions)).toEqual([]);
  });
});

describe("a change", () => {
  it("names old and new with their places", async () => {
    const [change] = await changes({ since: (d) => (order(d).properties.total.type = "string") });
    expect(change).toEqual({
      class: "breaking",
      about: "field",
      stream: "/orders",
      name: "orders",
      detail: "the field total is string, before integer",
      field: "total",
      evidence: {
        old: "total: integer",
        new: "total: string",
        oldAt: { document: "old.json", pointer: "/components/schemas/Order/properties/total" },
        newAt: { document: "new.json", pointer: "/components/schemas/Order/properties/total" },
      },
    });
  });

  it("names the successor of a list that moved, and doesn't call it new", async () => {
    const found = await changes({ since: (d) => moveTo(d, "/orders", "/all-orders") });
    expect(found.map(({ successor }) => successor)).toEqual(["/all-orders"]);
  });

  it("names what probably leads to the next page now", async () => {
    const [change] = await changes({ since: (d) => renameKey(page(d).properties, "next_cursor", "nextCursor") });
    expect(change?.evidence).toMatchObject({ old: "next_cursor", new: "nextCursor" });
  });

  it("tells which children go with their parent", async () => {
    const [change] = await changes({ since: (d) => delete d.paths["/people"] });
    expect(change?.detail).toContain("comments");
  });

  it("is told once for a record that holds its own kind", async () => {
    const before = (d: Document) => (order(d).properties.parent = { $ref: "#/components/schemas/Order" });
    const found = await changes({ before, since: (d) => delete order(d).properties.note });
    expect(found.map(({ field }) => field)).toEqual(["note", "parent.note"]);
  });
});

describe("a connector that was edited", () => {
  const edited =
    (edit: (properties: Document) => Document): Versions["connector"] =>
    (model) => ({
      ...model,
      streams: model.streams.map((stream) => ({
        ...stream,
        schema: { ...stream.schema, properties: edit(stream.schema.properties) },
      })),
    });

  it("doesn't care for fields that were taken out", async () => {
    const connector = edited(({ note: _, ...rest }: Document) => rest);
    expect(await changes({ connector, since: (d) => delete order(d).properties.note })).toEqual([]);
  });

  it("doesn't care for a type that it holds already", async () => {
    const connector = edited((properties) => ({ ...properties, total: { type: "string" } }));
    expect(await changes({ connector, since: (d) => (order(d).properties.total.type = "string") })).toEqual([]);
  });

  it("says nothing of what differs from the old document only", async () => {
    const connector = edited((properties) => ({ ...properties, extra: { type: "string" }, total: { type: "string" } }));
    expect(await changes({ connector, since: () => undefined })).toEqual([]);
  });

  it("doesn't care for streams that aren't built", async () => {
    const connector: Versions["connector"] = (model) => ({
      ...model,
      streams: model.streams.map((stream) => ({ ...stream, selected: stream.name !== "orders" })),
    });
    expect(await changes({ connector, since: (d) => delete d.paths["/orders"] })).toEqual([]);
  });

  it("asks for pages that are still allowed", async () => {
    const connector: Versions["connector"] = (model) => ({
      ...model,
      streams: model.streams.map((stream) =>
        stream.access.kind === "http" && "pageSize" in stream.access.pagination
          ? { ...stream, access: { ...stream.access, pagination: { ...stream.access.pagination, pageSize: 40 } } }
          : stream,
      ),
    });
    expect(await changes({ connector, since: (d) => (parameter(d, "limit").schema.maximum = 50) })).toEqual([]);
  });
});

it("the document that is changed holds the streams that are spoken of", () => {
  expect(Object.keys(acme().paths)).toHaveLength(3);
});
