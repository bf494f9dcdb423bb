import type { ConnectorModel } from "../../../src/model/connector-model.ts";
import { model, setting, startDate, stream } from "../../../src/targets/singer/test-support.ts";

const inQuery = (name: string) => ({ name, in: "query" as const });

/** As most APIs are. */
export const dull: ConnectorModel = model({
  description: "An API that sells things.",
  documentation: "https://docs.acme.example",
  source: {
    rateLimit: { quotas: [{ requests: 600, seconds: 60 }], statuses: [429], retryAfter: "Retry-After" },
    errors: [{ statuses: [402], action: "skip", message: "Your plan does not include this." }],
  },
  streams: [
    stream("customers", {
      title: "Customers",
      description: "Everyone who ever bought something.",
      http: {
        pagination: {
          kind: "page-number",
          pageParam: inQuery("page"),
          firstPage: 1,
          sizeParam: inQuery("per_page"),
          pageSize: 100,
          stop: { kind: "short-page" },
        },
      },
      incremental: {
        cursorField: ["updated_at"],
        format: { kind: "date-time" },
        request: { ...inQuery("updated_since"), format: { kind: "date-time" }, operator: "gte" },
      },
      notes: [{ about: "pagination", text: "the parameters page and per_page stand at the operation", open: false }],
    }),
    stream("customer_orders", {
      title: "Orders of a customer",
      http: {
        path: "/customers/{customer_id}/orders",
        pagination: {
          kind: "cursor",
          cursorParam: inQuery("after"),
          sizeParam: inQuery("limit"),
          pageSize: 100,
          next: { from: "body", path: ["meta", "next_cursor"] },
          stop: { kind: "no-cursor" },
        },
      },
      parents: [{ stream: "customers", field: ["id"], param: { name: "customer_id", in: "path" } }],
    }),
    stream("invoices", {
      title: "Invoices",
      http: { recordsPath: [], pagination: { kind: "link-header", rel: "next", sizeParam: inQuery("n"), pageSize: 50 } },
    }),
  ],
});

/** What a document can hold to break out of whatever it is printed into. */
export const EVIL = `it's "evil" \\ {{ 7*7 }} {% raw %} \${HOME} {access_token} */ """ ../ __import__('os') \n# \r\u2028 | \` <b> é \u202e`;

const secret = (name: string, title = EVIL) => setting(name, { title, secret: true, purpose: "credential" });

const tokens = {
  kind: "oauth2",
  grant: "client-credentials",
  tokenUrl: "https://{lambda}.acme.example/token?x={{y}}",
  scopes: ["read", 'a"b'],
  clientAuth: "basic",
  credentials: { clientId: "{client_id}", clientSecret: "{client_secret}" },
  extra: { 'au"dience': "{lambda} {not_a_setting}" },
} as const;

/** Everything that is hard at once, in hostile words. */
export const nasty: ConnectorModel = model({
  name: "3-import",
  title: EVIL,
  description: EVIL,
  settings: [
    secret("client_id"),
    secret("client_secret"),
    secret("api_key"),
    setting("lambda", { title: EVIL, description: EVIL, values: ["eu", 'u"s'], default: "eu", required: false }),
    setting("class", { type: "integer" }),
    startDate,
  ],
  notes: [{ about: "errors", text: EVIL, open: true }],
  source: {
    baseUrl: "https://{lambda}.acme.example/v1",
    auth: [{ kind: "all", of: [tokens, { kind: "api-key", in: "query", name: 'k"ey', key: "{api_key}" }] }],
    headers: [
      { name: "X-Version", value: '2024"\\{{ x }}' },
      { name: "X-Class", value: "no {class}" },
    ],
    rateLimit: {
      quotas: [{ requests: 90, seconds: 1 }],
      statuses: [429, 420],
      remaining: "X-Left",
      reset: { header: "X-Reset", unit: "seconds-left" },
    },
    errors: [{ statuses: [404], action: "empty", message: EVIL, body: { path: ["er'ror"], contains: '"""' } }],
    concurrency: { max: 4 },
  },
  streams: [
    stream("import", {
      title: EVIL,
      description: EVIL,
      schema: {
        type: "object",
        description: EVIL,
        properties: {
          '"""': { type: "string", description: EVIL, enum: [EVIL] },
          id: { type: "string" },
          "__class__ {x}": { type: ["string", "integer"] },
          attributes: {
            type: "object",
            additionalProperties: false,
            properties: { changed: { type: "integer" }, any: {}, "none/..": { type: "array", items: { type: "number" } } },
          },
        },
      },
      http: {
        path: "/a'b\"/{class}/items",
        inputs: [{ param: { name: "class", in: "path" }, setting: "class" }],
        query: [
          { name: "ex'pand[]", value: '"{lambda}" {{x}}' },
          { name: "empty", value: "" },
        ],
        recordsPath: ["result", 'i"tems', "*", "it's"],
        pagination: {
          kind: "page-number",
          pageParam: inQuery("page[number]"),
          firstPage: 0,
          sizeParam: inQuery("page[size]"),
          pageSize: 20,
          stop: { kind: "total-items", path: ["result", "to'tal"] },
        },
      },
      incremental: {
        cursorField: ["attributes", "changed"],
        format: { kind: "epoch-milliseconds" },
        lookback: 120,
        request: {
          ...inQuery("filter"),
          template: "changed gt '{value}'",
          format: { kind: "pattern", pattern: "%Y-%m-%d %H:%M:%S" },
          operator: "gt",
          until: { ...inQuery("to"), operator: "lt" },
        },
      },
      notes: [{ about: "primary-key", text: EVIL, open: true }],
    }),
    stream("class", {
      http: {
        method: "POST",
        path: "/search",
        body: { encoding: "json", value: { "qu'ery": ["{lambda}", 1, null, true], page: { kind: '"' } } },
        pagination: {
          kind: "cursor",
          cursorParam: { name: "page.after", in: "body" },
          sizeParam: { name: "page.size", in: "body" },
          pageSize: 25,
          next: { from: "last-record", path: ["id"] },
          stop: { kind: "flag", path: ["has_more"], goOn: true },
        },
      },
      incremental: { cursorField: ["updated_at"], format: { kind: "date-time" }, order: "desc" },
      parents: [{ stream: "import", field: ["id"], param: { name: "im'port", in: "body" } }],
    }),
    stream("true", {
      http: {
        method: "POST",
        path: "/true/{id}/{other}",
        body: { encoding: "form", value: { "a'b": "{lambda}" } },
        pagination: {
          kind: "offset",
          offsetParam: { name: "off.set", in: "body" },
          pageSize: 10,
          sizeParam: { name: "size", in: "body" },
          stop: { kind: "empty-page", guessed: true },
        },
      },
      parents: [
        { stream: "import", field: ["id"], param: { name: "id", in: "path" } },
        { stream: "class", field: ["id"], param: { name: "other", in: "path" } },
      ],
    }),
    stream("plain", {
      http: {
        auth: [{ kind: "basic", username: "{api_key}", password: "" }],
        baseUrl: "https://other.acme.example",
        pagination: { kind: "unknown", sizeParam: inQuery("n"), pageSize: 10 },
        errors: [{ statuses: [410], action: "skip" }],
      },
    }),
    stream("crossed", {
      schema: {
        type: "object",
        properties: { attributes: { type: "object", properties: { id: { type: "integer" } } }, name: { type: "string" } },
      },
      primaryKey: [["attributes", "id"]],
      http: { path: "/crossed", pagination: { kind: "next-url", path: ["li'nks", "next"] } },
      parents: [
        { stream: "import", field: ["id"], param: { name: "one", in: "query" } },
        { stream: "plain", field: ["id"], param: { name: "other", in: "query" } },
      ],
    }),
  ],
});

const inPath = (name: string) => ({ name, in: "path" as const });
const NUMBERS = ["id", "building_id", "tag_id"];
const recordOf = (...names: readonly string[]) => ({
  type: "object" as const,
  properties: Object.fromEntries(
    ["id", "label", ...names].map((name) => [name, { type: NUMBERS.includes(name) ? ("integer" as const) : ("string" as const) }]),
  ),
});

const site = { stream: "sites", field: ["code"], param: inPath("site"), recordField: "site_code" };

/** Streams below others, below several that know nothing of each other, and below two that share a parent. */
export const family: ConnectorModel = model({
  source: { concurrency: { max: 2 } },
  streams: [
    stream("sites", { schema: recordOf("code"), primaryKey: [["code"]], http: { path: "/sites" } }),
    stream("tags", {
      title: "Tags",
      schema: recordOf("updated_at"),
      http: {
        path: "/tags",
        pagination: {
          kind: "page-number",
          pageParam: inQuery("page"),
          firstPage: 1,
          stop: { kind: "empty-page" },
        },
      },
      incremental: {
        cursorField: ["updated_at"],
        format: { kind: "date-time" },
        request: { ...inQuery("since"), format: { kind: "date-time" }, operator: "gte" },
      },
    }),
    stream("buildings", {
      title: "Buildings of a site",
      schema: recordOf("site_code"),
      primaryKey: [["site_code"], ["id"]],
      http: { path: "/sites/{site}/buildings" },
      parents: [site],
    }),
    stream("crews", {
      schema: recordOf("name", "site_code"),
      primaryKey: [["name"]],
      http: { path: "/sites/{site}/crews" },
      parents: [site],
    }),
    stream("shifts", {
      title: "Shifts of a crew in a building",
      schema: recordOf("site_code", "crew_name", "building_id", "updated_at"),
      primaryKey: [["site_code"], ["building_id"], ["crew_name"], ["id"]],
      http: {
        path: "/sites/{site}/buildings/{building}/crews/{crew}/shifts",
        pagination: {
          kind: "offset",
          offsetParam: inQuery("offset"),
          pageSize: 20,
          stop: { kind: "empty-page" },
        },
      },
      incremental: {
        cursorField: ["updated_at"],
        format: { kind: "date-time" },
        request: { ...inQuery("since"), format: { kind: "date-time" }, operator: "gte" },
      },
      parents: [
        site,
        { stream: "buildings", field: ["id"], param: inPath("building"), recordField: "building_id" },
        { stream: "crews", field: ["name"], param: inPath("crew"), recordField: "crew_name" },
      ],
    }),
    stream("visits", {
      title: "Visits to a site",
      schema: {
        type: "object",
        properties: {
          attributes: {
            type: "object",
            properties: { number: { type: "string" }, changed: { type: "string", format: "date-time" } },
          },
          site_code: { type: "string" },
          number: { type: "string" },
          changed: { type: "string", format: "date-time" },
        },
      },
      primaryKey: [["site_code"], ["attributes", "number"]],
      http: { path: "/sites/{site}/visits", pagination: { kind: "next-url", path: ["links", "next"] } },
      incremental: { cursorField: ["attributes", "changed"], format: { kind: "date-time" } },
      parents: [site],
      lifted: [
        { field: ["attributes", "number"], recordField: "number" },
        { field: ["attributes", "changed"], recordField: "changed" },
      ],
    }),
    stream("tagged", {
      title: "What has a tag in a building",
      schema: recordOf("building_id", "tag_id"),
      primaryKey: [["tag_id"], ["building_id"], ["id"]],
      http: { path: "/tags/{tag}/buildings/{building}/tagged" },
      parents: [
        { stream: "tags", field: ["id"], param: inPath("tag"), recordField: "tag_id" },
        { stream: "buildings", field: ["id"], param: inPath("building"), recordField: "building_id" },
      ],
    }),
  ],
});
