import { describe, expect, test } from "vitest";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { httpFacts, listedStream, media, operation, type PlainSchema, parameter, response } from "../test-support.ts";
import { detectPrimaryKeys } from "./detect-primary-keys.ts";

interface Case {
  readonly name: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, PlainSchema>>;
  readonly others?: readonly string[];
  readonly stream?: Partial<Omit<ListedStream, "record">>;
  /** `undefined`: no candidate that is sure enough. */
  readonly expected: readonly string[] | undefined;
}

const text: PlainSchema = { type: "string" };
const number: PlainSchema = { type: "integer" };

const cases: readonly Case[] = [
  { name: "id", path: "/users", fields: { id: number, name: text }, expected: ["id"] },
  { name: "the record is one word", path: "/tags/list", fields: { tag: text, sent: number }, expected: ["tag"] },
  {
    name: "one object's text, which changes",
    path: "/announcement",
    stream: { many: false },
    fields: { announcement: text, expires: text },
    expected: undefined,
  },
  {
    name: "a record that is a state",
    path: "/stock_status",
    fields: { stock_status: number, sent: number },
    expected: undefined,
  },
  { name: "a record that is a text", path: "/comments", fields: { comment: text, sent: number }, expected: undefined },
  {
    name: "a code that is the source text",
    path: "/templates",
    fields: { code: { type: "string", description: "The full HTML code of the template" }, labels: text },
    expected: undefined,
  },
  {
    name: "the unique key of somebody whom a clause ties to the record",
    path: "/order",
    others: ["GET /order/{orderId}"],
    fields: {
      orderId: {
        type: "string",
        description: "The unique identifier of the order. The older legacyOrderId is always returned as well.",
      },
      sellerId: { type: "string", description: "The unique user ID of the seller who placed the order." },
    },
    expected: ["orderId"],
  },
  {
    name: "a name that is said to be a unique key, then whose",
    path: "/clusters",
    fields: {
      name: { type: "string", description: "This identifier is a unique key that identifies a cluster." },
      status: text,
      node_id: text,
      group_id: text,
    },
    expected: ["name"],
  },
  {
    name: "a name told to be the path of the resource",
    path: "/{parent}/members",
    fields: {
      name: {
        type: "string",
        description:
          "Resource name of the member. Format: `rooms/{room}/members/{member}`; `{room}` is the ID of the room.",
      },
      role: text,
      user_id: text,
      group_id: text,
    },
    expected: ["name"],
  },
  {
    name: "an id whose values may be no numbers",
    path: "/statuses",
    fields: { id: { type: "string", description: "ID of the status, not guaranteed to be a number." }, uri: text },
    expected: ["id"],
  },
  { name: "uuid", path: "/users", fields: { uuid: text, name: text }, expected: ["uuid"] },
  {
    name: "the record's own name before id",
    path: "/customers",
    fields: { customerId: text, accountId: text },
    expected: ["customerId"],
  },
  {
    name: "in the vendor's case",
    path: "/BankTransactions",
    fields: { BankTransactionID: text, BatchID: text },
    expected: ["BankTransactionID"],
  },
  {
    name: "what another endpoint picks by",
    path: "/products",
    others: ["GET /products/{code}"],
    fields: { code: text, family: text },
    expected: ["code"],
  },
  {
    name: "what the list itself is asked for by is the same in all records",
    path: "/standings/{season}",
    stream: { name: "standings" },
    fields: { season: number, wins: number },
    expected: undefined,
  },
  {
    name: "what is measured, and when",
    path: "/usage",
    fields: { metric: text, date: { type: "string", format: "date" }, amount: number },
    expected: ["metric", "date"],
  },
  {
    name: "rates of a currency, day by day",
    path: "/rates",
    fields: { currency: text, date: { type: "string", format: "date" }, rate: number },
    expected: ["currency", "date"],
  },
  {
    name: "a payment's currency tells no two apart on one day",
    path: "/topups",
    fields: { currency: text, date: { type: "string", format: "date" }, amount: number, status: text },
    expected: undefined,
  },
  {
    name: "a kind and where it comes from",
    path: "/transfers",
    fields: { type: text, from: text, to: text, gas: number },
    expected: undefined,
  },
  {
    name: "an event of somebody is no measurement",
    path: "/history",
    fields: { type: text, date: { type: "string", format: "date" }, account_id: number },
    expected: undefined,
  },
  {
    name: "the parameter's own part of the name",
    path: "/calls",
    others: ["GET /calls/{call_sid}/recordings"],
    fields: { sid: text, account_sid: text },
    expected: ["sid"],
  },
  {
    name: "id before a number that is told apart only within the parent",
    path: "/repos/{repo}/issues",
    others: ["GET /repos/{repo}/issues/{number}"],
    fields: { id: number, number },
    expected: ["id"],
  },
  {
    name: "a search reads the same records as the list",
    path: "/coupons/search",
    others: ["GET /coupons/{couponId}"],
    fields: { coupon_id: number, rule_id: number },
    expected: ["coupon_id"],
  },
  {
    name: "within a parent, both",
    path: "/suppressions",
    others: ["DELETE /groups/{group_id}/suppressions/{email}"],
    fields: { email: text, group_id: number, created_at: number },
    expected: ["group_id", "email"],
  },
  {
    name: "a link between two others",
    path: "/memberships",
    fields: { user_id: text, team_id: text, role: text },
    expected: ["user_id", "team_id"],
  },
  {
    name: "the only field that could",
    path: "/tax-rates",
    fields: { name: text, rate: { type: "number" }, active: { type: "boolean" } },
    expected: ["name"],
  },
  {
    name: "a span is known by its ends",
    path: "/busy",
    fields: { start: { type: "string", format: "date-time" }, end: { type: "string", format: "date-time" } },
    expected: ["start", "end"],
  },
  {
    name: "the one object of a parent by the parent's key",
    path: "/accounts/{account_sid}/balance",
    stream: { many: false },
    fields: { account_sid: text, balance: text },
    expected: ["account_sid"],
  },
  {
    name: "one record that comes as a list of one",
    path: "/BrandingThemes/{BrandingThemeID}",
    fields: { BrandingThemeID: text, Name: text },
    expected: ["BrandingThemeID"],
  },
  {
    name: "an id within what the record wraps",
    path: "/things",
    fields: { metadata: { properties: { id: text } }, spec: { type: "object" } },
    expected: ["metadata.id"],
  },
  {
    name: "what the document itself marks",
    path: "/parts",
    fields: { part: { type: "string", "x-primary-key": true }, name: text },
    expected: ["part"],
  },

  {
    name: "another record's key",
    path: "/invoices",
    fields: { customer_id: text, total: number, status: text },
    expected: undefined,
  },
  {
    name: "the unique key of somebody else alone",
    path: "/order",
    fields: { sellerId: { type: "string", description: "The unique user ID of the seller who sold the order." } },
    expected: undefined,
  },
  {
    name: "an id before a name that may be the last part of a path",
    path: "/ports",
    fields: { id: text, name: { type: "string", description: "Resource name." }, region: text },
    expected: ["id"],
  },
  {
    name: "an id in a legacy format",
    path: "/parts",
    fields: { old_key: { type: "string", description: "The unique ID in legacy format." }, size: number },
    expected: undefined,
  },
  {
    name: "the parent's key",
    path: "/accounts/{account_id}/notes",
    fields: { account_id: text, text },
    expected: undefined,
  },
  { name: "an id that is a list", path: "/sets", fields: { id: { type: "array", items: text } }, expected: undefined },
  {
    name: "an id that is an object",
    path: "/results",
    fields: { id: { properties: { kind: text } } },
    expected: undefined,
  },
  { name: "an id that is a flag", path: "/checks", fields: { id: { type: "boolean" } }, expected: undefined },
  {
    name: "a point in time",
    path: "/dates",
    fields: { number: { type: "string", format: "date-time" } },
    expected: undefined,
  },
  {
    name: "a code with few values",
    path: "/states",
    fields: { code: { type: "string", enum: ["on", "off"] }, since: text },
    expected: undefined,
  },
  {
    name: "a code that is told not to be unique",
    path: "/tags",
    fields: { code: { type: "string", description: "Not necessarily unique." }, text },
    expected: undefined,
  },
  {
    name: "an owner's name among many fields",
    path: "/projects",
    fields: { username: text, branches: text, settings: text },
    expected: undefined,
  },
  {
    name: "two others in a record of many fields",
    path: "/reports",
    fields: Object.fromEntries(["a_id", "b_id", ..."cdefgh"].map((name) => [name, text])),
    expected: undefined,
  },
  { name: "no fields", path: "/things", fields: {}, expected: undefined },
  { name: "only numbers of things", path: "/stats", fields: { clicks: number, views: number }, expected: undefined },
  {
    name: "several wrapped objects with ids",
    path: "/events",
    fields: { user: { properties: { id: text } }, task: { properties: { id: text } } },
    expected: undefined,
  },
  {
    name: "a written secret",
    path: "/secrets",
    fields: { id: { type: "string", writeOnly: true } },
    expected: undefined,
  },
  {
    name: "a key that locks is none that identifies",
    path: "/webhook_settings",
    fields: { public_key: text, enabled: { type: "boolean" } },
    expected: undefined,
  },
  {
    name: "the id of another system",
    path: "/parcels",
    fields: { id: { type: "string", description: "Id of the parcel in the external system (shop)" }, weight: number },
    expected: undefined,
  },
];

function keysOf({ path, fields, others = [], stream = {} }: Case): readonly string[] | undefined {
  const own = operation(`GET ${path}`);
  const operations: OperationFact[] = [own, ...others.map((id) => operation(id))];
  const listed = listedStream(path.split("/").at(-1) ?? "", own, {
    ...stream,
    record: { type: "object", properties: fields },
  });
  const [found] = detectPrimaryKeys([listed], httpFacts(operations));
  return found && found.confidence >= 0.5 ? found.value.map((field) => field.join(".")) : undefined;
}

describe("detectPrimaryKeys", () => {
  test.each(cases)("$name", (one) => {
    expect(keysOf(one)).toEqual(one.expected);
  });

  test("a field that is described in the words of the parameter that picks one", () => {
    const own = operation("GET /orders");
    const words = "An order identifier of the shop, in 3-7-7 format.";
    const one = operation("GET /orders/{orderId}", {
      parameters: [parameter("orderId", { in: "path", description: words })],
    });
    const record: PlainSchema = {
      properties: { ShopOrderId: { type: "string", description: words }, SellerOrderId: text, name: text },
    };
    const [found] = detectPrimaryKeys([listedStream("orders", own, { record })], httpFacts([own, one]));
    expect(found?.value).toEqual([["ShopOrderId"]]);
  });

  test("what narrows a list picks no record, nor does what lies below it", () => {
    const own = operation("GET /races");
    const ofYear = operation("GET /races/{year}", {
      parameters: [parameter("year", { in: "path" })],
      responses: [response({ type: "array", items: { type: "object" } })],
    });
    const below = operation("GET /races/{year}/winners", { parameters: [parameter("year", { in: "path" })] });
    const record: PlainSchema = { properties: { year: number, code: text } };
    const keyAmong = (...others: readonly OperationFact[]) =>
      detectPrimaryKeys([listedStream("races", own, { record })], httpFacts([own, ...others]))[0]?.value;
    expect(keyAmong(below)).toEqual([["year"]]);
    expect(keyAmong(ofYear, below)).toEqual([["code"]]);
  });

  test("where no schema tells, an example does", () => {
    const own = operation("GET /networks");
    const listed = listedStream("networks", own, {
      recordsPath: ["data"],
      media: media(undefined, [{ data: [{ id: "n1", name: "One" }] }]),
    });
    expect(detectPrimaryKeys([listed], httpFacts([own]))[0]?.value).toEqual([["id"]]);
  });

  test("a field that all shapes of a record have", () => {
    const own = operation("GET /sources");
    const record: PlainSchema = {
      anyOf: [{ properties: { id: text, iban: text } }, { properties: { id: text, last4: text } }],
    };
    expect(detectPrimaryKeys([listedStream("sources", own, { record })], httpFacts([own]))[0]?.value).toEqual([["id"]]);
  });

  test("rivals are told with what speaks against them", () => {
    const own = operation("GET /accounts/{account_id}/users");
    const record: PlainSchema = { properties: { id: text, email: text } };
    const [found] = detectPrimaryKeys([listedStream("users", own, { record })], httpFacts([own]));
    expect(found?.rivals.map(({ value }) => value)).toEqual([[["email"]]]);
  });
});
