import { describe, expect, it } from "vitest";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { FieldPath } from "../../model/values.ts";
import { operationView } from "../streams/operation-view.ts";
import { operation, type PlainSchema, parameter, response } from "../test-support.ts";
import { detectRecords } from "./detect-records.ts";

const USER: PlainSchema = {
  properties: { id: { type: "integer" }, name: { type: "string" }, email: { type: "string" } },
};
const USERS: PlainSchema = { type: "array", items: USER };

function find(
  id: string,
  answer: PlainSchema | undefined,
  partial: Partial<OperationFact> & { examples?: readonly unknown[] } = {},
) {
  const { examples = [], ...rest } = partial;
  return detectRecords(operationView(operation(id, { responses: [response(answer, { examples })], ...rest })));
}

function best(...args: Parameters<typeof find>): FieldPath | undefined {
  return find(...args)[0]?.value;
}

describe("where the records lie", () => {
  const cases: readonly [string, FieldPath, Parameters<typeof find>][] = [
    ["a bare array", [], ["GET /users", USERS]],
    ["an envelope", ["data"], ["GET /users", { properties: { data: USERS, has_more: { type: "boolean" } } }]],
    [
      "records in envelopes with links",
      ["items", "*", "value"],
      [
        "GET /members/search",
        {
          properties: {
            items: {
              items: { properties: { value: USER, links: { items: { properties: { rel: {}, href: {} } } } } },
            },
            totalResults: { type: "integer" },
            links: { items: { properties: { rel: {}, href: {} } } },
          },
        },
      ],
    ],
    [
      "a list of which only the name is shown",
      ["images"],
      ["GET /images", { properties: { images: {}, images_not_found: { type: "array", items: { type: "string" } } } }],
    ],
    [
      "an example that shows the other list",
      ["orders"],
      [
        "POST /orders/search",
        { properties: { orders: USERS, order_entries: { type: "array", items: { properties: { order_id: {} } } } } },
        { examples: [{ order_entries: [{ order_id: "1" }], cursor: "x" }] },
      ],
    ],
    [
      "a list whose path ends with the page",
      ["data", "friends"],
      [
        "GET /players/{id}/friends/{page}",
        {
          properties: {
            ok: { type: "boolean" },
            data: {
              properties: {
                current_page: { type: "integer" },
                max_pages: { type: "integer" },
                meta: { properties: { region: { type: "string" } } },
                friends: USERS,
              },
            },
          },
        },
      ],
    ],
    [
      "one page of a wiki, with its editors",
      [],
      [
        "GET /pages/{pageId}",
        { properties: { pageId: { type: "integer" }, title: {}, text: {}, version: {}, editors: USERS } },
      ],
    ],
    [
      "a list beside fields, given in pages",
      ["members"],
      [
        "GET /rooms/history",
        { properties: { members: USERS, muted: { type: "boolean" }, pins: { type: "integer" }, ts: { items: {} } } },
        { parameters: [parameter("cursor")] },
      ],
    ],
    [
      "a list whose name ends with the resource, beside another",
      ["envelopeTemplates"],
      [
        "GET /templates",
        {
          properties: {
            envelopeTemplates: USERS,
            folders: { type: "array", items: { properties: { id: {}, uri: {} } } },
            endPosition: { type: "string" },
            resultSetSize: { type: "string" },
          },
        },
        { parameters: [parameter("start_position")] },
      ],
    ],
    ["a list named like the resource", ["Users"], ["GET /Users", { properties: { Users: USERS, Status: {} } }]],
    [
      "a nested envelope",
      ["response", "docs"],
      ["GET /search/articles", { properties: { response: { properties: { docs: USERS, meta: {} } } } }],
    ],
    [
      "hypermedia",
      ["_embedded", "items"],
      [
        "GET /families",
        { properties: { _links: { properties: { self: {} } }, _embedded: { properties: { items: USERS } } } },
      ],
    ],
    [
      "a resource inside data",
      ["data", "budgets"],
      ["GET /budgets", { properties: { data: { properties: { budgets: USERS, server_knowledge: {} } } } }],
    ],
    [
      "a list in each element, named like the resource",
      ["data", "groups", "*", "categories"],
      [
        "GET /categories",
        { properties: { data: { properties: { groups: { items: { properties: { id: {}, categories: USERS } } } } } } },
      ],
    ],
    [
      "lists in a map",
      ["calendars", "*", "busy"],
      [
        "POST /freeBusy",
        {
          properties: {
            kind: {},
            calendars: { additionalProperties: { properties: { busy: { items: USER }, errors: { items: USER } } } },
          },
        },
        { operationId: "freebusy.query", description: "Returns free/busy information" },
      ],
    ],
    [
      "a map from ids to records",
      ["prices", "*"],
      ["GET /prices", { properties: { prices: { additionalProperties: USER } } }],
    ],
    [
      "elements that wrap the record",
      ["list", "*", "customer"],
      [
        "GET /customers",
        {
          properties: {
            list: { items: { properties: { customer: USER, card: { properties: { last4: {} } } } } },
            next_offset: {},
          },
        },
      ],
    ],
    [
      "the resource's list beside another",
      ["tickets"],
      ["GET /tickets", { properties: { tickets: USERS, users: USERS, count: {} } }],
    ],
    [
      "records beside what they include",
      ["data"],
      ["GET /tweets", { properties: { data: USERS, includes: { properties: { tweets: USERS } }, meta: {} } }],
    ],
    [
      "messages that are the records",
      ["messages"],
      [
        "GET /conversations.history",
        {
          properties: {
            ok: {},
            messages: { items: { properties: { ts: {}, user: {}, text: {}, type: {} } } },
            pin_count: {},
          },
        },
        { summary: "Fetches a conversation's history of messages" },
      ],
    ],
    ["a list of texts", ["data"], ["GET /genres", { properties: { data: { items: { type: "string" } } } }]],
    [
      "what only an example shows",
      ["result"],
      ["GET /templates", undefined, { examples: [{ result: [{ id: 1 }], _metadata: { count: 1 } }] }],
    ],
    [
      "an example written as text",
      [],
      ["GET /properties", undefined, { examples: ['[{"id":"5500","city":"San Antonio"}]'] }],
    ],
    [
      "a bare object documented where examples wrap a list",
      ["chapters"],
      ["GET /chapters", USER, { summary: "Get a list of all chapters", examples: [{ chapters: [{ id: 1 }] }] }],
    ],
  ];
  it.each(cases)("%s", (_, path, args) => {
    expect(best(...args)).toEqual(path);
  });
});

describe("what is no list of records", () => {
  const part: PlainSchema = { properties: { a: { type: "string" }, b: { type: "string" } } };
  const cases: readonly [string, FieldPath, Parameters<typeof find>][] = [
    ["one object", [], ["GET /users/{id}", USER]],
    [
      "lists inside one record",
      [],
      ["GET /users/{id}", { properties: { id: {}, name: {}, roles: USERS, teams: USERS } }],
    ],
    [
      "a list in the attributes of one resource",
      ["data"],
      [
        "GET /forms",
        {
          properties: {
            data: {
              properties: {
                id: {},
                type: {},
                attributes: { properties: { elements: { items: part }, css: {}, name: {} } },
              },
            },
            responseStatus: { type: "integer" },
          },
        },
      ],
    ],
    [
      "one of the same lists for each day",
      [],
      [
        "GET /shops/{id}/hours",
        {
          properties: {
            hours: {
              properties: {
                friday: { properties: { open: { items: part } } },
                monday: { properties: { open: { items: part } } },
                sunday: { properties: { open: { items: part } } },
              },
            },
            days: { type: "string" },
          },
        },
      ],
    ],
    [
      "a list deep in one of many parts",
      [],
      [
        "GET /terminals/{id}/settings",
        {
          properties: {
            receipts: part,
            hardware: part,
            notes: { items: part },
            nexo: { properties: { urls: { properties: { local: { items: part } } } } },
          },
        },
      ],
    ],
    [
      "a list inside a singleton",
      [],
      ["GET /settings", { properties: { theme: {}, locale: {}, zone: {}, colours: { items: USER } } }],
    ],
    ["an envelope around one object", ["data"], ["GET /users/{id}", { properties: { data: USER } }]],
    [
      "an envelope with the outcome beside",
      ["channel"],
      [
        "GET /conversations.info",
        { properties: { ok: {}, channel: USER } },
        { summary: "Retrieve information about a conversation" },
      ],
    ],
    [
      "lists inside an enveloped object",
      ["data"],
      [
        "GET /workspaces/{slug}",
        {
          properties: {
            data: {
              properties: {
                id: {},
                attributes: { properties: { slug: {} } },
                relationships: { properties: { repositories: { properties: { data: USERS } } } },
              },
            },
          },
        },
      ],
    ],
    [
      "several maps side by side",
      [],
      [
        "GET /colors",
        {
          properties: {
            kind: {},
            updated: {},
            calendar: { additionalProperties: USER },
            event: { additionalProperties: USER },
          },
        },
      ],
    ],
    ["errors beside the records", ["data"], ["GET /users", { properties: { data: USERS, errors: USERS } }]],
    [
      "links beside the records",
      ["items"],
      ["GET /users", { properties: { items: USERS, links: { items: { properties: { rel: {}, href: {} } } } } }],
    ],
    [
      "texts beside a record's fields",
      [],
      [
        "GET /quota",
        { properties: { used: {}, free: {}, limit_kb: {}, warnings_sent: { items: { type: "string" } } } },
      ],
    ],
    [
      "a list deep in a record",
      [],
      [
        "GET /reports/usage",
        {
          properties: {
            from_day: {},
            total_cost: {},
            currency: {},
            detail: { properties: { days: { properties: { parts: USERS } } } },
          },
        },
      ],
    ],
  ];
  it.each(cases)("%s", (_, path, args) => {
    expect(best(...args)).toEqual(path);
  });

  it("an answer to a failure", () => {
    const failures = { responses: [response(USERS, { status: "400" }), response({ properties: { data: USERS } })] };
    expect(detectRecords(operationView(operation("GET /users", failures)))[0]?.value).toEqual(["data"]);
  });

  it("a default answer that tells of failure", () => {
    const failure = {
      responses: [response({ $ref: "Error" }, { status: "default", description: "Unexpected error" })],
    };
    expect(detectRecords(operationView(operation("GET /users", failure)))).toEqual([]);
  });
});

describe("the record", () => {
  const plain: PlainSchema = { properties: { name: { type: "string" }, size: { type: "integer" } } };
  const fields = (record: PlainSchema, shown: unknown) => [
    ...(find("GET /things", { items: record }, { examples: [[shown]] })[0]?.record?.properties.keys() ?? []),
  ];
  it("has the key that only its example shows", () => {
    expect(fields(plain, { id: 7, name: "a", colour: "red" })).toEqual(["id", "name", "size"]);
  });
  it("keeps the key that it has, and takes no object for one", () => {
    expect(fields({ properties: { uuid: {}, name: {} } }, { id: 7 })).toEqual(["uuid", "name"]);
    expect(fields(plain, { id: [1], name: "a" })).toEqual(["name", "size"]);
  });
});

describe("candidates", () => {
  it("are all kept, the best first, and the sure ones are sure", () => {
    const found = find("GET /tickets", { properties: { tickets: USERS, users: USERS, count: {} } });
    expect(found.map(({ value }) => value)).toContainEqual(["users"]);
    expect(found[0]?.confidence).toBeGreaterThan(0.9);
    expect(found[1]?.confidence).toBeLessThan(0.9);
  });

  it("prove nothing more when one fact is told twice", () => {
    const answer = response({ properties: { data: USERS } });
    const once = detectRecords(operationView(operation("GET /users", { responses: [answer] })));
    const twice = detectRecords(operationView(operation("GET /users", { responses: [answer, answer] })));
    expect(twice[0]?.confidence).toBe(once[0]?.confidence);
  });

  it("end where a schema contains itself", () => {
    const view = operationView(
      operation("GET /nodes", {
        responses: [response({ properties: { data: { items: USER } } }, { examples: [{ data: [] }] })],
      }),
    );
    expect(detectRecords(view)[0]?.value).toEqual(["data"]);
  });
});
