import { describe, expect, it } from "vitest";
import type { Auth } from "../../../model/auth.ts";
import type { HttpAccess } from "../../../model/http.ts";
import type { Incremental } from "../../../model/incremental.ts";
import type { Setting } from "../../../model/setting.ts";
import type { ParentLink } from "../../../model/stream.ts";
import { aModel, aStream, START, TOKEN } from "../../../model/test-support.ts";
import { inQuery, lowered } from "../test-support.ts";

const setting = (name: string): Setting => ({ ...TOKEN, name });

describe("authentication", () => {
  const oauth = {
    kind: "oauth2",
    tokenUrl: "https://auth.acme.example/token",
    scopes: ["read"],
    credentials: { clientId: "{id}", clientSecret: "{secret}" },
  } as const;
  const CASES: readonly (readonly [string, Auth, object])[] = [
    [
      "a bearer token",
      { kind: "bearer", token: "{id}" },
      { type: "BearerAuthenticator", api_token: "{{ config['id'] | tojson }}" },
    ],
    [
      "a bearer token of another name",
      { kind: "bearer", prefix: "Token", token: "{id}" },
      { type: "ApiKeyAuthenticator", api_token: "Token {{ config['id'] }}" },
    ],
    [
      "a key alone, as basic auth",
      { kind: "basic", username: "{id}", password: "" },
      { type: "BasicHttpAuthenticator", username: "{{ config['id'] | tojson }}" },
    ],
    [
      "a cookie",
      { kind: "api-key", in: "cookie", name: "sid", key: "{id}" },
      {
        api_token: "sid={{ config['id'] }}",
        inject_into: { type: "RequestOption", inject_into: "header", field_name: "Cookie" },
      },
    ],
    [
      "client credentials",
      { ...oauth, grant: "client-credentials", clientAuth: "body" },
      { grant_type: "client_credentials", refresh_request_body: { scope: "read" } },
    ],
    [
      "a client in the header",
      { ...oauth, grant: "client-credentials", clientAuth: "basic" },
      {
        refresh_request_headers: {
          Authorization: "Basic {{ (config['id'] ~ ':' ~ config['secret']) | base64encode }}",
        },
      },
    ],
    [
      "a session",
      {
        kind: "session",
        login: { method: "POST", path: "/login" },
        token: { from: "body", path: ["t"] },
        sendAs: { in: "header", name: "X-S" },
        lifetime: 60,
      },
      { type: "SessionTokenAuthenticator", expiration_duration: "PT60S" },
    ],
    [
      "a token of one's own",
      { kind: "jwt", algorithm: "HS256", claims: { iss: "{id}", role: "r", exp: 1 }, key: "{secret}", lifetime: 60 },
      { jwt_payload: { iss: "{{ config['id'] | tojson }}" }, additional_jwt_payload: { role: "r" } },
    ],
    ["none that is known", { kind: "custom", description: "HMAC of the body" }, { type: "NoAuth" }],
  ];
  it.each(CASES)("%s", (_, auth, expected) => {
    const { manifest } = lowered(
      aModel([aStream()], { auth: [auth] }, { settings: [setting("id"), setting("secret"), START] }),
    );
    expect(manifest.definitions.authenticator).toMatchObject(expected);
  });

  it("renews a token that is refused, whatever the documents say of 401", () => {
    const { manifest } = lowered(
      aModel(
        [aStream()],
        {
          auth: [{ ...oauth, grant: "client-credentials", clientAuth: "body" }],
          errors: [{ statuses: [401, 402], action: "fail" }],
        },
        { settings: [setting("id"), setting("secret"), START] },
      ),
    );
    expect(manifest.definitions.response_filters).toMatchObject({
      expired_token: { http_codes: [401], action: "REFRESH_TOKEN_THEN_RETRY" },
      fail_402: { http_codes: [402] },
    });
  });

  it("sends several together", () => {
    const auth: Auth = {
      kind: "all",
      of: [
        { kind: "api-key", in: "header", name: "X-Key", key: "{id}" },
        { kind: "api-key", in: "query", name: "app", key: "{secret}" },
      ],
    };
    const { manifest } = lowered(
      aModel([aStream()], { auth: [auth] }, { settings: [setting("id"), setting("secret"), START] }),
    );
    expect(manifest.definitions.streams.orders?.retriever.requester.request_parameters).toEqual({
      app: "{{ config['secret'] }}",
    });
  });
});

describe("incremental reads", () => {
  const since = (more: object = {}): Incremental => ({
    cursorField: ["updated_at"],
    format: { kind: "date-time" },
    request: { ...inQuery("since"), format: { kind: "date-time" }, operator: "gte", ...more },
  });
  const sync = (incremental: Incremental) => {
    const { manifest, losses } = lowered(aModel([aStream({}, { incremental })]));
    const orders = manifest.definitions.streams.orders;
    const [cursor] = Object.values(manifest.definitions.incremental_syncs ?? {});
    return { sync: cursor, asked: orders?.retriever.requester.request_parameters, losses };
  };

  it("send the start as it is where the filter includes it", () => {
    expect(sync(since()).sync).toMatchObject({
      start_time_option: { field_name: "since" },
      datetime_format: "%Y-%m-%dT%H:%M:%SZ",
    });
    expect(sync(since()).sync).not.toHaveProperty("step");
  });

  it("start a step earlier where the filter leaves its boundary out", () => {
    expect(sync(since({ operator: "gt" })).asked?.since).toContain("- duration('PT1S')");
  });

  it("leave no gap between windows", () => {
    const until = (operator: "lte" | "lt") => ({ ...inQuery("until"), operator });
    expect(sync(since({ until: until("lte") })).sync).toMatchObject({
      cursor_granularity: "PT0.000001S",
      datetime_format: "%Y-%m-%dT%H:%M:%S.%fZ",
    });
    const open = sync(since({ until: until("lt") }));
    expect(open.sync).toMatchObject({ cursor_granularity: "PT1S" });
    expect(open.asked?.until).toContain("+ duration('PT1S')");
  });

  it("are said once for all streams that are asked alike", () => {
    const { manifest } = lowered(
      aModel([aStream({}, { incremental: since() }), aStream({}, { name: "users", incremental: since() })]),
    );
    const { orders, users } = manifest.definitions.streams;
    expect(orders?.incremental_sync).toEqual({ $ref: "#/definitions/incremental_syncs/updated_at_by_since" });
    expect(users?.incremental_sync).toEqual(orders?.incremental_sync);
  });

  it("put the value into a filter's own words", () => {
    expect(sync(since({ template: "updated ge '{value}'" })).asked?.since).toBe(
      "{{ 'updated ge \\'' ~ (stream_interval['start_time']) ~ '\\'' }}",
    );
  });

  it("count where the cursor is a number", () => {
    const format = { kind: "integer" } as const;
    expect(
      sync({ cursorField: ["id"], format, request: { ...inQuery("since_id"), format, operator: "gt" } }).sync,
    ).toMatchObject({ type: "IncrementingCountCursor", cursor_field: "id" });
  });

  it("filter here where the source can't, and stop early where it starts with the newest", () => {
    const format = { kind: "date-time" } as const;
    expect(sync({ cursorField: ["updated_at"], format }).sync).toMatchObject({ is_client_side_incremental: true });
    expect(sync({ cursorField: ["updated_at"], format, order: "desc" }).sync).toMatchObject({ is_data_feed: true });
  });

  it("tell that a cursor that nothing lifted is none, and still ask from the start only", () => {
    const { sync: none, asked, losses } = sync({ ...since(), cursorField: ["meta", "at"] });
    expect(none).toBeUndefined();
    expect(asked?.since).toContain("config['start_date']");
    expect(losses.join()).toContain("meta.at");
  });
});

describe("children", () => {
  const orders = aStream();
  const child = (path: string, links: readonly (readonly [string, string, string])[]) =>
    aStream(
      { path },
      {
        name: "lines",
        parents: links.map(([stream, field, param]) => ({
          stream,
          field: field.split("."),
          param: { name: param, in: "path" },
        })),
      },
    );
  const urlOf = (...streams: readonly ReturnType<typeof aStream>[]) =>
    lowered(aModel(streams)).manifest.definitions.streams.lines?.retriever.requester.url;

  it("put a number into the path as it is, and text so that a slash stays one", () => {
    expect(urlOf(orders, child("/orders/{id}/lines", [["orders", "id", "id"]]))).toContain(
      "/orders/{{ stream_partition['id'] }}/lines",
    );
    expect(urlOf(orders, child("/orders/{n}/lines", [["orders", "name", "n"]]))).toContain(
      "{{ stream_partition['n'] | urlencode | replace('/', '%2F') }}",
    );
  });

  it("keep two parents apart that share a part of what is asked for", () => {
    const { manifest } = lowered(
      aModel([
        orders,
        child("/o/{a}/{b}", [
          ["orders", "owner", "a"],
          ["orders", "name", "b"],
        ]),
      ]),
    );
    expect(manifest.definitions.streams.lines?.retriever.partition_router).toMatchObject({
      parent_stream_configs: [{ parent_key: "id", extra_fields: [["owner"], ["name"]] }],
    });
  });

  it("take a grandparent's value from the parent's slice", () => {
    const items = aStream(
      { path: "/orders/{order}/items" },
      { name: "items", parents: [{ stream: "orders", field: ["id"], param: { name: "order", in: "path" } }] },
    );
    expect(
      urlOf(
        orders,
        items,
        child("/orders/{order}/items/{item}/lines", [
          ["orders", "id", "order"],
          ["items", "id", "item"],
        ]),
      ),
    ).toContain("{{ stream_partition['parent_slice']['order'] }}/items");
  });

  const link = (stream: string, field: string, param: string, recordField?: string): ParentLink => ({
    stream,
    field: [field],
    param: { name: param, in: "path" },
    ...(recordField === undefined ? {} : { recordField }),
  });
  const items = aStream(
    { path: "/o/{order}/{name}/items" },
    {
      name: "items",
      primaryKey: [["order_name"], ["id"]],
      parents: [link("orders", "id", "order"), link("orders", "name", "name", "order_name")],
    },
  );
  const parts = (...parents: readonly ParentLink[]) =>
    aStream({ path: "/o/{order}/{name}/items/{item}/parts" }, { name: "parts", parents });

  it("write their parents' values into their records, each as what it is", () => {
    const parents = [link("orders", "id", "order", "order_id"), link("orders", "name", "name", "order_name")];
    const { manifest } = lowered(aModel([orders, aStream({ path: "/o/{order}/{name}" }, { name: "lines", parents })]));
    expect(manifest.definitions.streams.lines?.transformations).toEqual([
      {
        type: "AddFields",
        fields: [
          {
            type: "AddedFieldDefinition",
            path: ["order_id"],
            value: "{{ stream_partition['order'] }}",
            value_type: "integer",
          },
          {
            type: "AddedFieldDefinition",
            path: ["order_name"],
            value: "{{ '%r' | format(stream_slice.extra_fields['name']) }}",
          },
        ],
      },
    ]);
  });

  it("keep a key of a parent's value and one of their own", () => {
    const { manifest } = lowered(aModel([orders, items]));
    expect(manifest.definitions.streams.items).toMatchObject({ primary_key: ["order_name", "id"] });
  });

  it("take a grandparent's further values from the parent's records, and go on from there", () => {
    const given = [link("orders", "id", "order"), link("orders", "name", "name", "order_name")];
    const bolts = aStream(
      { path: "/o/{order}/{name}/items/{item}/parts/{part}/bolts" },
      { name: "bolts", parents: [...given, link("items", "id", "item"), link("parts", "id", "part")] },
    );
    const { manifest, losses } = lowered(
      aModel([orders, items, parts(...given, link("items", "id", "item", "item_id")), bolts]),
    );
    const { parts: below, bolts: last } = manifest.definitions.streams;
    expect(losses).toEqual([]);
    expect(below?.retriever.partition_router).toMatchObject({
      parent_stream_configs: [{ parent_key: "id", partition_field: "item", extra_fields: [["order_name"]] }],
    });
    expect(last?.retriever.partition_router).toMatchObject({
      parent_stream_configs: [{ parent_key: "id", partition_field: "part", extra_fields: [["order_name"]] }],
    });
    expect(last?.retriever.requester.url).toBe(
      "https://api.acme.example/v1/o/{{ stream_partition['parent_slice']['parent_slice']['order'] }}/" +
        "{{ stream_slice.extra_fields['order_name'] | urlencode | replace('/', '%2F') }}/items/" +
        "{{ stream_partition['parent_slice']['item'] }}/parts/{{ stream_partition['part'] }}/bolts",
    );
  });

  it("are left out where two parents may hang below different grandparents", () => {
    const other = { ...items, name: "others" };
    const { manifest, losses } = lowered(
      aModel([
        orders,
        items,
        other,
        parts(
          link("orders", "id", "order"),
          link("orders", "name", "name"),
          link("items", "id", "item"),
          link("others", "id", "other"),
        ),
      ]),
    );
    expect(manifest.definitions.streams.parts).toBeUndefined();
    expect(losses.join()).toContain("orders.id isn't handed down to it");
  });

  it("of two parents that know nothing of each other read every pair", () => {
    const { manifest } = lowered(
      aModel([
        orders,
        aStream({}, { name: "users" }),
        child("/o/{o}/{u}", [
          ["orders", "id", "o"],
          ["users", "id", "u"],
        ]),
      ]),
    );
    expect(manifest.definitions.streams.lines?.retriever.partition_router).toHaveLength(2);
  });

  it("are left out, and it is told, where a value can't be handed down", () => {
    const { manifest, losses } = lowered(
      aModel([aStream({}, { primaryKey: [] }), child("/o/{o}", [["orders", "a/b", "o"]])]),
    );
    expect(manifest.definitions.streams.lines).toBeUndefined();
    expect(losses.join()).toContain("streams.lines.parents: the whole stream");
  });
});

describe("a stream that needs an optional setting", () => {
  const shop: Setting = { ...TOKEN, name: "shop", secret: false, required: false, purpose: "input" };
  const sales = aStream(
    { path: "/shops/{shop}/sales", inputs: [{ param: { name: "shop", in: "path" }, setting: "shop" }] },
    { name: "sales" },
  );
  const items = aStream(
    { path: "/sales/{id}/items" },
    { name: "items", parents: [{ stream: "sales", field: ["id"], param: { name: "id", in: "path" } }] },
  );

  it("is there, with its children, where the setting is given", () => {
    const { manifest } = lowered(aModel([sales, items, aStream()], {}, { settings: [TOKEN, START, shop] }));
    expect(manifest.check).toMatchObject({ stream_names: ["orders"] });
    expect(manifest.streams).toEqual([
      { $ref: "#/definitions/streams/orders" },
      {
        type: "ConditionalStreams",
        condition: "{{ config.get('shop') not in [none, ''] }}",
        streams: [{ $ref: "#/definitions/streams/sales" }, { $ref: "#/definitions/streams/items" }],
      },
    ]);
  });
});

describe("answers other than records", () => {
  const below = (name: string, more: Partial<HttpAccess> = {}) =>
    aStream(
      { path: `/orders/{id}/${name}`, errors: [{ statuses: [404], action: "empty", message: `No ${name}` }], ...more },
      { name, parents: [{ stream: "orders", field: ["id"], param: { name: "id", in: "path" } }] },
    );
  const handlerOf = (manifest: ReturnType<typeof lowered>["manifest"], name: string) =>
    manifest.definitions.streams[name]?.retriever.requester.error_handler;

  it("are met by one handler for all streams that do the same", () => {
    const { manifest } = lowered(aModel([aStream(), below("lines"), below("notes")]));
    expect(handlerOf(manifest, "orders")).toEqual({ $ref: "#/definitions/error_handlers/of_parent" });
    expect(handlerOf(manifest, "lines")).toEqual({ $ref: "#/definitions/error_handlers/ignore_404" });
    expect(handlerOf(manifest, "notes")).toEqual(handlerOf(manifest, "lines"));
    expect(Object.keys(manifest.definitions.response_filters)).toContain("ignore_404");
  });

  it("are asked for anew where a parent's page with a good status holds an error", () => {
    const slow = { path: ["error"], contains: "slow down" };
    const cached = (statuses: readonly number[]) => {
      const model = aModel([aStream(), below("lines")], { errors: [{ statuses, body: slow, action: "rate-limited" }] });
      const { orders, lines } = lowered(model).manifest.definitions.streams;
      return [orders?.retriever.requester.use_cache, lines?.retriever.requester.use_cache];
    };
    expect(cached([200])).toEqual([false, undefined]);
    expect(cached([400])).toEqual([undefined, undefined]);
  });

  it("are told in a stream's own words at the stream itself", () => {
    const gone = below("lines", { errors: [{ statuses: [410], action: "skip", message: "Orders are closed." }] });
    const { manifest } = lowered(aModel([aStream(), gone]));
    expect(handlerOf(manifest, "lines")?.response_filters?.[0]).toMatchObject({
      http_codes: [410],
      error_message: "Orders are closed.",
    });
  });
});

describe("quotas", () => {
  it("keep those that hold, the shortest first", () => {
    const quotas = [
      { requests: 100, seconds: 60 },
      { requests: 10, seconds: 1 },
      { requests: 100, seconds: 3600 },
      { requests: 600, seconds: 60 },
    ];
    const { manifest } = lowered(aModel([aStream()], { rateLimit: { quotas, statuses: [429] } }));
    expect(manifest.api_budget).toMatchObject({
      policies: [
        {
          rates: [
            { limit: 10, interval: "PT1S" },
            { limit: 100, interval: "PT3600S" },
          ],
        },
      ],
    });
  });
});
