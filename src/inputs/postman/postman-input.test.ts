import { describe, expect, test } from "vitest";
import { collection, item, readAll, savedAnswer, script } from "./test-support.ts";

const PARAMETERS = (facts: Awaited<ReturnType<typeof readAll>>["facts"], id: string) =>
  facts.operations.find((one) => one.id === id)?.parameters ?? [];

describe("requests", () => {
  test("folders, addresses, variants of one request", async () => {
    const { facts, codes } = await readAll(
      collection(
        [
          {
            name: "People",
            description: "Whoever works here.",
            item: [
              item("List people", "GET {{base}}/people?page=1", { description: "Everybody." }),
              item("List people Copy", "GET {{base}}/people?role=chef&page=2"),
              item("One", "GET {{base}}/people/:personId"),
              item("One by variable", "GET {{base}}/people/{{person}}"),
              item("One that was left in", "GET {{base}}/teams/482911/people"),
            ],
          },
        ],
        { variable: [{ key: "base", value: "https://api.example.com/v2/" }] },
      ),
    );
    expect(codes).toEqual([]);
    expect(facts.servers.map(({ url }) => url)).toEqual(["https://api.example.com/v2"]);
    expect(facts.operations.map(({ id }) => id)).toEqual([
      "GET /people",
      "GET /people/{personId}",
      "GET /teams/{team_id}/people",
    ]);
    expect(facts.operations[0]).toMatchObject({
      summary: "List people",
      description: "Everybody.",
      tags: ["People"],
      inPart: true,
      at: { document: "0.json", pointer: "/item/0/item/0" },
    });
    expect(PARAMETERS(facts, "GET /people").map(({ name }) => name)).toEqual(["page", "role"]);
    expect(facts.prose).toMatchObject([{ text: "Whoever works here.", tag: "People" }]);
  });

  test("an address as an object, without its text, and a path's variables", async () => {
    const url = {
      protocol: "https",
      host: ["api", "example", "com"],
      path: ["v1", "things", ":id"],
      query: [
        { key: "limit", value: "<integer>", description: "Between 1 and 100, default is 10.", disabled: true },
        { key: "state", value: "open", description: { content: "(Required) One of `open` or `shut`" } },
      ],
      variable: [{ key: "id", value: "17", description: "The thing." }],
    };
    const { facts } = await readAll(collection([item("Thing", "GET", { url })]));
    expect(facts.servers.map((server) => server.url)).toEqual(["https://api.example.com"]);
    expect(facts.operations[0]).toMatchObject({ id: "GET /v1/things/{id}", inPart: false });
    const [id, limit, state] = facts.operations[0]?.parameters ?? [];
    expect(id).toMatchObject({ in: "path", required: true, description: "The thing.", schema: { types: ["integer"] } });
    expect(limit).toMatchObject({ required: false, schema: { types: ["integer"], maximum: 100, default: "10" } });
    expect(state).toMatchObject({ required: true, schema: { enum: ["open", "shut"], examples: ["open"] } });
  });

  test("version 2.0: the address is a text, authentication an object", async () => {
    const old = collection([item("Things", "GET https://api.example.com/things?x=1")], {
      auth: { type: "apikey", apikey: { key: "X-Key", value: "{{key}}", in: "header" } },
    });
    const { facts } = await readAll({ ...old, info: { name: "Old", schema: "…/collection/v2.0.0/collection.json" } });
    expect(facts.documents[0]?.format).toBe("Postman collection 2.0.0");
    expect(facts.securitySchemes).toMatchObject([{ type: "api-key", in: "header", name: "X-Key" }]);
    expect(facts.operations[0]?.security).toEqual([{ "X-Key": [] }]);
  });

  test("headers: constants, settings, what the client sends itself", async () => {
    const header = [
      { key: "Accept", value: "application/vnd.things.v2+json" },
      { key: "X-Api-Version", value: "2024-05-01" },
      { key: "X-Team", value: "{{team}}" },
      { key: "X-Trace", value: "on", disabled: true },
      { key: "User-Agent", value: "me" },
      { key: "", value: "" },
    ];
    const { facts } = await readAll(collection([item("Things", "GET https://api.example.com/things", { header })]));
    expect(
      PARAMETERS(facts, "GET /things").map(({ name, required, schema }) => [name, required, schema.default]),
    ).toEqual([
      ["Accept", true, "application/vnd.things.v2+json"],
      ["X-Api-Version", true, "2024-05-01"],
      ["X-Team", true, undefined],
      ["X-Trace", false, undefined],
    ]);
  });

  test("bodies", async () => {
    const body = (mode: string, value: unknown) => ({ body: { mode, [mode]: value } });
    const { facts } = await readAll(
      collection([
        item("Find", "POST https://a.example/find", body("raw", '{ "size": 10, // at most\n "id": "{{id}}", }')),
        item(
          "Form",
          "POST https://a.example/form",
          body("urlencoded", [{ key: "a", value: "1", description: "integer" }]),
        ),
        item("File", "POST https://a.example/file", body("formdata", [{ key: "f", type: "file", src: "/etc/passwd" }])),
        item("Graph", "POST https://a.example/graphql", body("graphql", { query: "{ me { id } }" })),
        item("Plain", "GET https://a.example/plain", body("raw", "{}")),
      ]),
    );
    const media = facts.operations.map((operation) => operation.body?.content[0]);
    expect(media.map((one) => one?.mediaType)).toEqual([
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "application/json",
      undefined,
    ]);
    expect(media[0]?.schema?.properties.get("size")?.types).toEqual(["integer"]);
    expect(media[0]?.schema?.properties.get("id")?.types).toEqual(["string"]);
    expect(media[1]?.schema?.properties.get("a")?.types).toEqual(["integer"]);
    expect(media[2]?.schema?.properties.get("f")?.format).toBe("binary");
  });
});

describe("answers", () => {
  test("by status, samples of all variants together", async () => {
    const { facts } = await readAll(
      collection([
        item("Things", "GET https://a.example/things", {
          response: [
            savedAnswer({ data: [{ id: 1, name: "x", made: "2024-01-01T00:00:00Z" }], next: null }),
            savedAnswer({ data: [], next: "abc" }),
            savedAnswer({ error: "no" }, { code: 404, name: "None" }),
          ],
        }),
      ]),
    );
    const [good, bad] = facts.operations[0]?.responses ?? [];
    expect([good?.status, bad?.status, bad?.description]).toEqual(["200", "404", "None"]);
    const schema = good?.content[0]?.schema;
    expect(schema?.properties.get("next")).toMatchObject({ types: ["string"], nullable: true });
    expect(schema?.properties.get("data")?.items?.properties.get("made")?.format).toBe("date-time");
    expect(schema?.properties.get("data")?.at.pointer).toBe("/item/0/response/0/body/data");
    expect(good?.content[0]?.examples).toHaveLength(2);
  });

  test("none saved: what scripts look at, else nothing is known", async () => {
    const test = script(
      "const found = pm.response.json(); // found.secret.not",
      'pm.environment.set("thing", found.things[0].id);',
      "pm.expect(found.things.length).to.be.above(0); console.log(found.page.next)",
    );
    const { facts } = await readAll(
      collection([
        item("Things", "GET https://a.example/things", { event: test }),
        item("Parts", "GET https://a.example/things/{{thing}}/parts"),
        item("Failing", "GET https://a.example/fails", { response: [savedAnswer({ no: 1 }, { code: 500 })] }),
      ]),
    );
    const [things, parts, failing] = facts.operations;
    const schema = things?.responses[0]?.content[0]?.schema;
    expect([...(schema?.properties.keys() ?? [])]).toEqual(["things", "page"]);
    expect([...(schema?.properties.get("things")?.items?.properties.keys() ?? [])]).toEqual(["id"]);
    expect(parts?.responses).toMatchObject([{ status: "200", content: [] }]);
    expect(parts?.parameters[0]?.filledFrom).toMatchObject({ operation: "GET /things", path: ["things", "0", "id"] });
    expect(failing?.responses.map(({ status }) => status)).toEqual(["200", "500"]);
  });

  test("none saved: what the description shows", async () => {
    const description = 'Lists them.\n\n**Response**\n```json\n{ "things": [{ "id": 1, // its id\n }, ...] }\n```';
    const { facts } = await readAll(collection([item("Things", "GET https://a.example/things", { description })]));
    const [answer] = facts.operations[0]?.responses ?? [];
    const things = answer?.content[0]?.schema?.properties.get("things");
    expect(things?.items?.properties.get("id")?.types).toEqual(["integer"]);
    expect(things?.at.pointer).toBe("/item/0/request/description/things");
  });

  test("a page of HTML is none of JSON", async () => {
    const response = [savedAnswer("<html></html>", { header: [], _postman_previewlanguage: "html" })];
    const { facts } = await readAll(collection([item("Page", "GET https://a.example/page", { response })]));
    expect(facts.operations[0]?.responses[0]?.content).toMatchObject([{ mediaType: "text/html", schema: undefined }]);
  });
});

describe("servers", () => {
  test("an environment fills the address; what it doesn't say stays open", async () => {
    const things = collection([item("Things", "GET {{url}}/things"), item("More", "GET {{url}}/more")]);
    const environment = {
      name: "Live",
      values: [{ key: "url", value: "https://{{tenant}}.example.com/api", enabled: true }],
    };
    const { facts, codes } = await readAll(things, { ...environment, _postman_variable_scope: "environment" });
    expect(facts.servers).toMatchObject([{ url: "https://{tenant}.example.com/api", variables: { tenant: {} } }]);
    expect(facts.documents.map(({ format }) => format)).toEqual(["Postman collection 2.1.0", "Postman environment"]);
    expect(codes).toEqual([]);
    const alone = await readAll(things);
    expect(alone.facts.servers.map(({ url }) => url)).toEqual([""]);
    expect(alone.codes).toEqual(["input/open-base-variable"]);
  });

  test("the address that the description tells", async () => {
    const about = collection([item("Things", "GET {{url}}/things")]);
    const info = { ...(about.info as object), description: "The base URL is `https://api.example.com/v3/`." };
    const { facts } = await readAll({ ...about, info });
    expect(facts.servers.map(({ url }) => url)).toEqual(["https://api.example.com/v3"]);
  });

  test("requests to elsewhere have their own", async () => {
    const { facts } = await readAll(
      collection([
        item("A", "GET https://api.example.com/a"),
        item("B", "GET https://api.example.com/b"),
        item("C", "GET https://files.example.com/a"),
      ]),
    );
    expect(facts.operations.map(({ id, servers }) => [id, servers?.[0]?.url])).toEqual([
      ["GET /a", undefined],
      ["GET /b", undefined],
      ["GET https://files.example.com/a", "https://files.example.com"],
    ]);
  });

  test("variables that lead to themselves end", async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      key: `v${at}`,
      value: `{{v${at + 1}}}{{v${at + 1}}}{{v${at + 1}}}`,
    }));
    const { facts } = await readAll(
      collection([item("A", "GET {{a}}/things"), item("B", "GET {{v0}}/things")], {
        variable: [{ key: "a", value: "{{b}}" }, { key: "b", value: "{{a}}" }, ...many],
      }),
    );
    expect(facts.operations.length).toBeGreaterThan(0);
  });
});

test("POSTs to one address that do different things have no name", async () => {
  const call = (name: string) =>
    item(name, "POST https://a.example/rpc", { body: { mode: "raw", raw: `{"method": "x"}` } });
  const { facts } = await readAll(
    collection([
      call("Get users"),
      call("Delete user"),
      item("List a", "POST https://a.example/l"),
      item("List", "POST https://a.example/l"),
    ]),
  );
  expect(facts.operations.map(({ summary }) => summary)).toEqual([undefined, "List"]);
});

test("values of an environment: what is its owner's is nobody else's", async () => {
  const header = [
    { key: "X-Account", value: "{{accountId}}" },
    { key: "X-Version", value: "{{version}}" },
  ];
  const { facts } = await readAll(
    collection([item("Things", "GET https://a.example/{{version}}/{{accountId}}/things", { header })]),
    {
      name: "Mine",
      values: [
        { key: "accountId", value: "4711", enabled: true },
        { key: "version", value: "v3", enabled: true },
      ],
    },
  );
  expect(facts.operations[0]?.parameters.map(({ name, schema }) => [name, schema.default, schema.examples])).toEqual([
    ["version", "v3", ["v3"]],
    ["accountId", undefined, []],
    ["X-Account", undefined, []],
    ["X-Version", "v3", ["v3"]],
  ]);
});

test("several collections are one API; a wrapped one is read as well", async () => {
  const { facts } = await readAll(
    { collection: collection([item("A", "GET https://a.example/a")]) },
    collection([item("B", "GET https://a.example/b")]),
  );
  expect(facts.operations.map(({ id }) => id)).toEqual(["GET /a", "GET /b"]);
});
