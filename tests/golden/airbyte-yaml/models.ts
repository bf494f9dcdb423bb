import type { ConnectorModel } from "../../../src/model/connector-model.ts";
import type { Setting } from "../../../src/model/setting.ts";
import { aModel, aStream, START } from "../../../src/model/test-support.ts";
import { inQuery } from "../../../src/targets/airbyte-yaml/test-support.ts";

const PAGES = {
  kind: "page-number",
  pageParam: inQuery("page"),
  firstPage: 1,
  sizeParam: inQuery("per_page"),
  pageSize: 3,
  stop: { kind: "short-page" },
} as const;

const CURSOR = {
  kind: "cursor",
  cursorParam: inQuery("after"),
  next: { from: "body", path: ["meta", "next_cursor"] },
  stop: { kind: "no-cursor" },
  sizeParam: inQuery("limit"),
  pageSize: 100,
} as const;

/** As most APIs are. */
export const dull: ConnectorModel = aModel(
  [
    aStream({ pagination: PAGES }, {
      name: "customers",
      description: "Everyone who ever bought something.",
      incremental: {
        cursorField: ["updated_at"],
        format: { kind: "date-time" },
        request: { ...inQuery("updated_since"), format: { kind: "date-time" }, operator: "gte" },
      },
      notes: [{ about: "pagination", text: "the parameters page and per_page stand at the operation", open: false }],
    }),
    aStream(
      { pagination: CURSOR, path: "/customers/{customer_id}/orders" },
      {
        name: "customer_orders",
        primaryKey: [["customer_id"], ["id"]],
        schema: { type: "object", properties: { customer_id: { type: "integer" }, id: { type: "integer" }, total: { type: "string" } } },
        parents: [{ stream: "customers", field: ["id"], param: { name: "customer_id", in: "path" }, recordField: "customer_id" }],
      },
    ),
    aStream({ path: "/events" }, {
      name: "events",
      schema: {
        type: "object",
        properties: {
          attributes: { type: "object", properties: { number: { type: "string" }, changed: { type: "string", format: "date-time" } } },
          number: { type: "string" },
          changed: { type: "string", format: "date-time" },
        },
      },
      primaryKey: [["attributes", "number"]],
      incremental: { cursorField: ["attributes", "changed"], format: { kind: "date-time" } },
      lifted: [
        { field: ["attributes", "number"], recordField: "number" },
        { field: ["attributes", "changed"], recordField: "changed" },
      ],
    }),
    aStream({ pagination: CURSOR, recordsPath: ["invoices"] }, { name: "invoices" }),
  ],
  {
    rateLimit: { quotas: [{ requests: 600, seconds: 60 }], statuses: [429], retryAfter: "Retry-After" },
    errors: [{ statuses: [403], action: "skip", message: "Your plan does not include this." }],
  },
  { description: "An API that sells things.", documentation: "https://docs.acme.example" },
);

const secret = (name: string): Setting => ({ name, title: name, type: "string", secret: true, required: true, purpose: "credential" });
const EVIL = `it's "evil" \\ {{ 7*7 }} {% raw %} {# x #} \${HOME} */ """ ../ #/definitions/x stream_state\n| \` <b> é`;

/** Everything that is hard at once, in hostile words. */
export const nasty: ConnectorModel = aModel(
  [
    aStream(
      { pagination: { kind: "link-header", rel: "next", sizeParam: inQuery("n"), pageSize: 50 }, recordsPath: [], query: [{ name: "{{ q }}", value: "{{ 1 }}" }, { name: "list", value: "[1,2]" }] },
      {
        name: "accounts",
        description: EVIL,
        primaryKey: [["id"], ["region", "code"]],
        schema: { type: "object", properties: { id: { type: "string", description: EVIL }, [EVIL]: { type: "string" }, $ref: { type: "string" }, type: { type: "object", properties: { type: { type: "string" } } }, at: { type: "integer" } } },
        incremental: { cursorField: ["at"], format: { kind: "epoch-seconds" }, request: { ...inQuery("from"), format: { kind: "epoch-seconds" }, operator: "gt", until: { ...inQuery("to"), operator: "lt" } }, lookback: 3600 },
        notes: [{ about: "primary-key", text: EVIL, open: true }],
      },
    ),
    aStream(
      { path: "/accounts/{account}/it'ems/{workspace}", pagination: { kind: "offset", offsetParam: inQuery("offset"), firstOffset: 1, stop: { kind: "total-items", path: ["{{ total }}"] }, sizeParam: inQuery("n"), pageSize: 20 }, inputs: [{ param: { name: "workspace", in: "path" }, setting: "workspace" }] },
      { name: "items", parents: [{ stream: "accounts", field: ["id"], param: { name: "account", in: "path" } }], primaryKey: [] },
    ),
    aStream(
      { path: "/accounts/{account}/items/{item}/parts", recordsPath: ["{{ data }}", "*", "part"], pagination: { kind: "next-url", path: ["links", "ne'xt"] }, errors: [{ statuses: [404], action: "empty", message: EVIL }] },
      { name: "parts", parents: [{ stream: "accounts", field: ["id"], param: { name: "account", in: "path" }, recordField: "account" }, { stream: "items", field: ["id"], param: { name: "item", in: "path" }, recordField: "it's {{ x }}" }] },
    ),
    aStream(
      { method: "POST", path: "/search", body: { encoding: "json", value: { query: { term: "1_000", "{{ k }}": EVIL }, type: "x" } }, pagination: { kind: "cursor", cursorParam: { name: "page.after", in: "body" }, sizeParam: { name: "page.size", in: "body" }, pageSize: 10, next: { from: "header", name: "X-Next" }, stop: { kind: "flag", path: ["more"], goOn: true } } },
      { name: "searches" },
    ),
    aStream({ pagination: { kind: "unknown", sizeParam: inQuery("count"), pageSize: 200 }, headers: [{ name: "X-Beta", value: "1.50" }] }, { name: "reports" }),
  ],
  {
    baseUrl: "https://{tenant}.acme.example/v2",
    auth: [{ kind: "oauth2", grant: "client-credentials", tokenUrl: "https://auth.acme.example/token", scopes: ["read:all", "list"], clientAuth: "basic", credentials: { clientId: "{client_id}", clientSecret: "{client_secret}" } }],
    headers: [{ name: "Accept-Version", value: "1_0" }],
    rateLimit: { quotas: [{ requests: 10, seconds: 1 }, { requests: 10_000, seconds: 3600 }, { requests: 1_000, seconds: 60 }], statuses: [420, 429], remaining: "X-Remaining", reset: { header: "X-Reset", unit: "epoch-milliseconds" } },
    errors: [{ statuses: [200], body: { path: ["error", "code"], contains: "it's slow" }, action: "rate-limited" }, { statuses: [401], action: "fail", message: EVIL }, { statuses: [403], action: "skip", message: "#/forbidden" }],
    concurrency: { max: 50 },
  },
  {
    name: "nasty",
    title: EVIL,
    description: EVIL,
    settings: [
      { name: "tenant", title: EVIL, description: EVIL, type: "string", secret: false, required: true, values: ["eu", EVIL], purpose: "server" },
      secret("client_id"),
      secret("client_secret"),
      { name: "workspace", title: "Workspace", type: "string", secret: false, required: false, examples: [EVIL], purpose: "input" },
      START,
    ],
    notes: [{ about: "auth", text: EVIL, open: true }],
  },
);
