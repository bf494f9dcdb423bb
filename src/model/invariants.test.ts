import { describe, expect, test } from "vitest";
import type { Auth } from "./auth.ts";
import type { ConnectorModel } from "./connector-model.ts";
import type { FileAccess } from "./file.ts";
import type { HttpAccess, HttpSource } from "./http.ts";
import { modelProblems } from "./invariants.ts";
import type { Pagination } from "./pagination.ts";
import { type Setting, START_SETTING } from "./setting.ts";
import type { Stream } from "./stream.ts";
import { aProcedure, aTable } from "./test-support.ts";

const token: Setting = {
  name: "access_token",
  title: "Token",
  type: "string",
  secret: true,
  required: true,
  purpose: "credential",
};
const start: Setting = {
  name: START_SETTING,
  title: "Start",
  type: "date-time",
  secret: false,
  required: true,
  purpose: "start",
};

const ordersFiles: FileAccess = {
  kind: "file",
  glob: "orders/*.csv",
  format: { kind: "delimited", delimiter: ",", quote: '"', header: true, skipLines: 0 },
  compression: "none",
  encoding: "utf-8",
  fields: [{ name: "id", type: "text", nullable: false }],
  content: "additions",
};

const http: HttpSource = {
  kind: "http",
  baseUrl: "https://api.acme.example",
  auth: [{ kind: "bearer", token: "{access_token}" }],
  headers: [],
  errors: [],
  webhooks: [],
  concurrency: { max: 1 },
};

const access: HttpAccess = {
  kind: "http",
  method: "GET",
  path: "/orders",
  query: [],
  headers: [],
  inputs: [],
  recordsPath: ["data"],
  pagination: { kind: "none" },
};

const orders: Stream = {
  name: "orders",
  schema: { type: "object", properties: { id: { type: "integer" }, updated_at: { type: "string" } } },
  primaryKey: [["id"]],
  access,
  parents: [],
  selected: true,
};

function model(streams: readonly Stream[], more: Partial<ConnectorModel> = {}): ConnectorModel {
  return { modelVersion: 1, name: "acme", title: "Acme", settings: [token, start], source: http, streams, ...more };
}

const found = (made: ConnectorModel) => modelProblems(made).map(({ path, problem }) => `${path}: ${problem}`);
const withAccess = (more: Partial<HttpAccess>) => model([{ ...orders, access: { ...access, ...more } }]);
const withAuth = (auth: Auth) => model([orders], { source: { ...http, auth: [auth] } });
const paged = (pagination: Pagination) => withAccess({ pagination });
const byPage: Pagination = {
  kind: "page-number",
  pageParam: { name: "page", in: "query" },
  firstPage: 1,
  stop: { kind: "empty-page" },
};
const notes: Stream = {
  ...orders,
  name: "notes",
  access: { ...access, path: "/orders/{order_id}/notes" },
  parents: [{ stream: "orders", field: ["id"], param: { name: "order_id", in: "path" } }],
};

describe("a model that holds together", () => {
  test.each<[string, ConnectorModel]>([
    ["one list", model([orders])],
    ["no auth known yet", model([orders], { source: { ...http, auth: [] } })],
    ["a child", model([orders, notes])],
    ["pages", paged(byPage)],
    ["a schema without properties", model([{ ...orders, schema: { type: "object" }, primaryKey: [["any"]] }])],
    [
      "a key inside an object",
      model([
        {
          ...orders,
          schema: { type: "object", properties: { key: { type: "object", properties: { id: {} } } } },
          primaryKey: [["key", "id"]],
        },
      ]),
    ],
    [
      "a key in one of several shapes",
      model([{ ...orders, schema: { anyOf: [{ properties: { id: {} } }, { properties: { no: {} } }] } }]),
    ],
    [
      "a table",
      model([{ ...orders, access: aTable("orders") }], {
        source: { kind: "database", dialect: "postgresql", session: [] },
      }),
    ],
    [
      "a procedure",
      model([{ ...orders, access: aProcedure("p") }], {
        source: { kind: "database", dialect: "oracle", session: [] },
      }),
    ],
    [
      "a file",
      model([{ ...orders, access: ordersFiles }], {
        source: { kind: "file", store: "sftp", location: "sftp://{host}", arrival: { ignore: [], settledAfter: 0 } },
      }),
    ],
  ])("%s", (_, made) => {
    expect(found(made)).toEqual([]);
  });
});

describe("a model that contradicts itself", () => {
  test.each<[string, ConnectorModel, string]>([
    ["a stream twice", model([orders, orders]), 'streams.orders: "orders" is there twice'],
    [
      "a setting twice",
      model([orders], { settings: [token, token] }),
      'settings.access_token: "access_token" is there twice',
    ],
    ["a name with capitals", model([{ ...orders, name: "Orders" }]), `streams.Orders: "Orders" isn't snake_case`],
    ["a model's name", model([orders], { name: "../acme" }), `name: "../acme" isn't kebab-case`],
    [
      "a placeholder that nothing fills",
      withAccess({ path: "/shops/{shop}/orders" }),
      "streams.orders.access.path: nothing fills {shop}",
    ],
    [
      "a placeholder that is filled twice",
      model([orders, { ...notes, parents: [...notes.parents, ...notes.parents] }]),
      "streams.notes.access.path: {order_id} is filled twice",
    ],
    [
      "a filling without placeholder",
      model([orders, { ...notes, access }]),
      "streams.notes.access.path: there is no {order_id} to fill",
    ],
    ["a parent that isn't there", model([notes]), 'streams.notes.parents.0: there is no stream "orders"'],
    [
      "a parent behind its child",
      model([notes, orders]),
      'streams.notes.parents.0: the parent "orders" comes after its child',
    ],
    ["its own parent", model([{ ...notes, name: "orders" }]), "streams.orders.parents.0: a stream is its own parent"],
    [
      "a parent without the field",
      model([{ ...orders, primaryKey: [], schema: { properties: { no: {} } } }, notes]),
      "streams.notes.parents.0: the parent's schema has no id",
    ],
    [
      "a key that isn't there",
      model([{ ...orders, primaryKey: [["uid"]] }]),
      "streams.orders.primaryKey: the schema has no uid",
    ],
    [
      "a cursor that isn't there",
      model([{ ...orders, incremental: { cursorField: ["changed"], format: { kind: "date" } } }]),
      "streams.orders.incremental.cursorField: the schema has no changed",
    ],
    [
      "a lifted field that isn't there",
      model([{ ...orders, lifted: [{ field: ["meta", "id"], recordField: "id" }] }]),
      "streams.orders.lifted.0: the schema has no meta.id",
    ],
    [
      "a lifted field that isn't declared where it is lifted to",
      model([
        { ...orders, schema: { properties: { id: {}, a: {} } }, lifted: [{ field: ["a", "b"], recordField: "b" }] },
      ]),
      "streams.orders.lifted.0: the schema has no b",
    ],
    [
      "a lifted field that needn't be",
      model([{ ...orders, lifted: [{ field: ["updated_at"], recordField: "id" }] }]),
      "streams.orders.lifted.0: it lies at the top already",
    ],
    [
      "incremental without a start",
      model([{ ...orders, incremental: { cursorField: ["updated_at"], format: { kind: "date-time" } } }], {
        settings: [token],
      }),
      'settings: a stream is incremental, and there is no setting "start_date"',
    ],
    [
      "a filter without its value",
      model([
        {
          ...orders,
          incremental: {
            cursorField: ["updated_at"],
            format: { kind: "date-time" },
            request: { name: "q", in: "query", operator: "gte", format: { kind: "date-time" }, template: "updated" },
          },
        },
      ]),
      'streams.orders.incremental.request: the template "updated" must hold {value} once',
    ],
    [
      "a page size of nothing",
      paged({ ...byPage, pageSize: 0 }),
      "streams.orders.access.pagination.pageSize: 0 is no positive whole number",
    ],
    [
      "pages from a half",
      paged({ ...byPage, firstPage: 0.5 }),
      "streams.orders.access.pagination: counting can't start at 0.5",
    ],
    [
      "short pages of unknown size",
      paged({ ...byPage, stop: { kind: "short-page" } }),
      "streams.orders.access.pagination.stop: a short page can't be told without a page size",
    ],
    [
      "page numbers with a cursor's end",
      paged({ ...byPage, stop: { kind: "no-cursor" } }),
      "streams.orders.access.pagination.stop: no answer holds a cursor that could be missing",
    ],
    [
      "a total beside a bare array",
      withAccess({ recordsPath: [], pagination: { ...byPage, stop: { kind: "total-items", path: ["total"] } } }),
      "streams.orders.access.pagination: the records are the whole body, so there is no total beside them",
    ],
    [
      "a next page inside the records",
      paged({ kind: "next-url", path: ["data", "next"] }),
      "streams.orders.access.pagination: data.next lies inside the records",
    ],
    [
      "a parameter with two values",
      withAccess({ query: [{ name: "page", value: "1" }], pagination: byPage }),
      'streams.orders.access: the query parameter "page" has two values',
    ],
    [
      "a body of a GET",
      paged({ ...byPage, pageParam: { name: "page", in: "body" } }),
      'streams.orders.access.method: a GET request has no body for "page"',
    ],
    [
      "a setting that isn't there",
      withAccess({ inputs: [{ param: { name: "shop", in: "query" }, setting: "shop" }] }),
      'streams.orders.access.inputs: there is no setting "shop"',
    ],
    [
      "a base URL with a hole",
      model([orders], { source: { ...http, baseUrl: "https://{shop}.example" } }),
      "source.baseUrl: nothing fills {shop}",
    ],
    [
      "a base URL with a slash",
      model([orders], { source: { ...http, baseUrl: "https://acme.example/" } }),
      "source.baseUrl: it ends in a slash",
    ],
    [
      "no requests at all",
      model([orders], { source: { ...http, concurrency: { max: 0 } } }),
      "source.concurrency.max: it is less than 1",
    ],
    [
      "a token out of nothing",
      withAuth({ kind: "bearer", token: "abc" }),
      'source.auth.0.token: "abc" names no setting',
    ],
    [
      "a grant without its credentials",
      withAuth({
        kind: "oauth2",
        grant: "password",
        tokenUrl: "https://id.example/token",
        scopes: [],
        clientAuth: "body",
        credentials: { username: "{access_token}" },
      }),
      "source.auth.0.credentials.password: the grant password needs it",
    ],
    [
      "one alone, all together",
      withAuth({ kind: "all", of: [{ kind: "bearer", token: "{access_token}" }] }),
      "source.auth.0.of: less than two together",
    ],
    [
      "a table in an HTTP source",
      model([{ ...orders, access: aTable("orders") }]),
      'streams.orders.access: the kind "table" doesn\'t go with a http source',
    ],
    [
      "a list in a database",
      model([orders], { source: { kind: "database", dialect: "mysql", session: [] } }),
      'streams.orders.access: the kind "http" doesn\'t go with a database source',
    ],
    [
      "a secret that everyone knows",
      model([orders], { settings: [{ ...token, default: "abc" }, start] }),
      "settings.access_token: a secret has a default",
    ],
    [
      "a query in the path",
      withAccess({ path: "/orders?view=all" }),
      'streams.orders.access.path: what follows "?" is no part of a path',
    ],
  ])("%s", (_, made, problem) => {
    expect(found(made)).toContain(problem);
  });
});
