import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { aModel, aStream } from "../../../model/test-support.ts";
import { printYaml } from "../../../printing/yaml.ts";
import { lower } from "../lower/lower.ts";
import { inQuery } from "../test-support.ts";
import { lintManifest } from "./lint-manifest.ts";

/** A small manifest that is right; `change` makes it wrong. */
function withChange(change: (manifest: Loose) => void): Loose {
  const manifest = parse(MANIFEST) as Loose;
  change(manifest);
  return manifest;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reaches into a parsed manifest at will
type Loose = any;

const MANIFEST = `
version: 7.39.1
type: DeclarativeSource
check: { type: CheckStream, stream_names: [users] }
definitions:
  requester:
    type: HttpRequester
    authenticator: { type: BearerAuthenticator, api_token: "{{ config['token'] | tojson }}" }
    error_handler: { $ref: "#/definitions/error_handler" }
  error_handler:
    type: DefaultErrorHandler
    response_filters:
      - { type: HttpResponseFilter, http_codes: [404], action: IGNORE }
  streams:
    users:
      type: DeclarativeStream
      name: users
      primary_key: [id]
      schema_loader: { type: InlineSchemaLoader, schema: { $ref: "#/schemas/users" } }
      retriever:
        type: SimpleRetriever
        requester: { $ref: "#/definitions/requester", url: https://api.acme.example/users }
        record_selector: { type: RecordSelector, extractor: { type: DpathExtractor, field_path: [] } }
    posts:
      type: DeclarativeStream
      name: posts
      primary_key: [id]
      schema_loader: { type: InlineSchemaLoader, schema: { type: object } }
      retriever:
        type: SimpleRetriever
        requester: { $ref: "#/definitions/requester", url: https://api.acme.example/posts }
        record_selector: { type: RecordSelector, extractor: { type: DpathExtractor, field_path: [] } }
        partition_router:
          type: SubstreamPartitionRouter
          parent_stream_configs:
            - { type: ParentStreamConfig, stream: { $ref: "#/definitions/streams/users" }, parent_key: id, partition_field: id }
streams:
  - $ref: "#/definitions/streams/users"
  - $ref: "#/definitions/streams/posts"
schemas:
  users: { type: object, properties: { type: { type: string }, request_paramters: { type: string } } }
spec:
  type: Spec
  connection_specification:
    type: object
    properties: { token: { type: string, airbyte_secret: true } }
`;

const requester = (manifest: Loose) => manifest.definitions.requester;
const users = (manifest: Loose) => manifest.definitions.streams.users;

describe("a manifest", () => {
  it("that is right has nothing to be said about", () => {
    expect(lintManifest(parse(MANIFEST))).toEqual([]);
  });

  const CASES: readonly (readonly [string, (manifest: Loose) => void])[] = [
    ["airbyte/unknown-key", (m) => Object.assign(requester(m), { request_paramters: { a: "b" } })],
    ["airbyte/unknown-key", (m) => Object.assign(users(m).retriever.requester, { retries: 5 })],
    [
      "airbyte/unknown-component",
      (m) => Object.assign(users(m).retriever, { paginator: { type: "DefaultPagniator" } }),
    ],
    ["airbyte/deprecated-key", (m) => Object.assign(requester(m), { url_base: "https://api.acme.example" })],
    [
      "airbyte/missing-key",
      (m) => Object.assign(m.spec, { connection_specification: undefined }) && delete m.spec.connection_specification,
    ],
    [
      "airbyte/unresolved-reference",
      (m) => Object.assign(users(m).retriever, { paginator: { $ref: "#/definitions/paginators/none" } }),
    ],
    ["airbyte/unresolved-reference", (m) => Object.assign(m.schemas.users, { description: "#/as a document says" })],
    [
      "airbyte/unreachable-definition",
      (m) => Object.assign(m.definitions, { paginators: { old: { type: "NoPagination" } } }),
    ],
    ["airbyte/unreachable-definition", (m) => Object.assign(m.schemas, { old: { type: "object" } })],
    ["airbyte/literal-misread", (m) => Object.assign(requester(m), { request_headers: { "X-Version": "1.50" } })],
    [
      "airbyte/literal-misread",
      (m) => Object.assign(requester(m).authenticator, { api_token: "{{ config['token'] }}" }),
    ],
    [
      "airbyte/literal-misread",
      (m) =>
        Object.assign(requester(m), { request_body: { type: "RequestBodyJsonObject", value: { a: { b: "12" } } } }),
    ],
    ["airbyte/literal-misread", (m) => added(m, { value: "{{ stream_partition['id'] }}" })],
    ["airbyte/literal-misread", (m) => added(m, { value: "007e1" })],
    [
      "airbyte/filter-unreached",
      (m) =>
        m.definitions.error_handler.response_filters.push({
          type: "HttpResponseFilter",
          http_codes: [404],
          action: "FAIL",
        }),
    ],
    ["airbyte/action-overruled", (m) => composite(m, ["FAIL", 403], ["IGNORE", 404])],
    ["airbyte/ignore-too-late", (m) => composite(m, ["RETRY", 404], ["IGNORE", 404])],
    ["airbyte/nested-primary-key", (m) => Object.assign(users(m), { primary_key: [["owner", "id"]] })],
    ["airbyte/no-primary-key", (m) => delete users(m).primary_key],
    [
      "airbyte/half-window",
      (m) =>
        Object.assign(users(m), {
          incremental_sync: {
            type: "DatetimeBasedCursor",
            cursor_field: "at",
            datetime_format: "%s",
            start_datetime: "0",
            step: "P1D",
          },
        }),
    ],
    [
      "airbyte/cached-retry",
      (m) =>
        m.definitions.error_handler.response_filters.push({
          type: "HttpResponseFilter",
          predicate: "{{ response == {} }}",
          action: "RETRY",
        }),
    ],
    ["airbyte/page-size-missing", (m) => Object.assign(users(m).retriever, { paginator: sizeless() })],
    ["airbyte/secret-not-marked", (m) => delete m.spec.connection_specification.properties.token.airbyte_secret],
    [
      "airbyte/secret-not-marked",
      (m) => Object.assign(m.spec.connection_specification.properties, { client_secret: { type: "string" } }),
    ],
  ];
  it.each(CASES)("%s", (code, change) => {
    expect(lintManifest(withChange(change)).map((found) => found.code)).toContain(code);
  });

  it.each([
    { value: "{{ stream_partition['id'] }}", value_type: "integer" },
    { value: "{{ '%r' | format(stream_partition['id']) }}" },
  ])("may add $value to its records", (definition) => {
    expect(lintManifest(withChange((m) => added(m, definition)))).toEqual([]);
  });

  it("may retry a page of a parent that isn't cached", () => {
    const manifest = withChange((m) => {
      m.definitions.error_handler.response_filters.push({
        type: "HttpResponseFilter",
        predicate: "{{ response == {} }}",
        action: "RETRY",
      });
      users(m).retriever.requester.use_cache = false;
    });
    expect(lintManifest(manifest)).toEqual([]);
  });
});

function added(manifest: Loose, definition: object): void {
  const fields = [{ type: "AddedFieldDefinition", path: ["user_id"], ...definition }];
  manifest.definitions.streams.posts.transformations = [{ type: "AddFields", fields }];
}

function composite(manifest: Loose, ...handlers: readonly (readonly [string, number])[]): void {
  manifest.definitions.error_handler = {
    type: "CompositeErrorHandler",
    error_handlers: handlers.map(([action, code]) => ({
      type: "DefaultErrorHandler",
      response_filters: [{ type: "HttpResponseFilter", http_codes: [code], action }],
    })),
  };
}

function sizeless() {
  const option = { type: "RequestOption", inject_into: "request_parameter", field_name: "n" };
  return { type: "DefaultPaginator", page_size_option: option, pagination_strategy: { type: "PageIncrement" } };
}

describe("what we make ourselves", () => {
  it("passes", () => {
    const page = {
      kind: "page-number",
      pageParam: inQuery("page"),
      firstPage: 1,
      stop: { kind: "empty-page" },
    } as const;
    const model = aModel(
      [
        aStream(
          {
            pagination: page,
            query: [{ name: "v", value: "1.50" }],
            headers: [{ name: "X-V", value: "1_000" }],
          },
          { incremental: { cursorField: ["updated_at"], format: { kind: "date-time" } } },
        ),
        aStream(
          { pagination: { kind: "next-url", path: ["next"] }, path: "/orders/{id}/lines" },
          {
            name: "lines",
            parents: [
              { stream: "orders", field: ["id"], param: { name: "id", in: "path" }, recordField: "order_id" },
              { stream: "orders", field: ["name"], param: { name: "X-Of", in: "header" }, recordField: "order_name" },
            ],
          },
        ),
        aStream({ pagination: { kind: "unknown" } }, { name: "odd" }),
      ],
      {
        errors: [
          { statuses: [404], action: "empty" },
          { statuses: [404, 403], action: "skip", message: "#/no" },
        ],
      },
    );
    const { plan } = lower(model, { connectorVersion: "0.1.0" });
    const file = plan.yaml.find(({ path }) => path === "manifest.yaml");
    expect(lintManifest(parse(printYaml(file?.value ?? null), { version: "1.1" }))).toEqual([]);
  });
});
