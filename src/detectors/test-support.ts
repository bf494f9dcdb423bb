import type {
  HttpFacts,
  MediaFact,
  OperationFact,
  ParameterFact,
  ResponseFact,
  SecuritySchemeFact,
} from "../evidence/http-facts.ts";
import type { ListedStream } from "../evidence/listed-stream.ts";
import type { SchemaView } from "../evidence/schema-view.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { JsonType } from "../model/values.ts";

/** What a test writes for a schema: OpenAPI's words; `$ref` names one of `components`. */
export interface PlainSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: boolean;
  readonly properties?: Readonly<Record<string, PlainSchema>>;
  readonly required?: readonly string[];
  readonly items?: PlainSchema;
  readonly additionalProperties?: boolean | PlainSchema;
  readonly oneOf?: readonly PlainSchema[];
  readonly anyOf?: readonly PlainSchema[];
  readonly discriminator?: string;
  readonly [extension: `x-${string}`]: unknown;
}

type Components = Readonly<Record<string, PlainSchema>>;

export function at(pointer: string): SourceRef {
  return { document: "test.json", pointer };
}

/** One view of each component, as a reader gives them. */
const componentViews = new WeakMap<Components, Map<string, SchemaView>>();

/** A view of a plain schema; `$ref`s are followed when they are looked at, so that `components` may hold cycles. */
export function schemaView(plain: PlainSchema, components: Components = {}, pointer = "/schema"): SchemaView {
  if (plain.$ref !== undefined) {
    const name = plain.$ref;
    const views = componentViews.get(components) ?? new Map<string, SchemaView>();
    componentViews.set(components, views);
    const view = views.get(name) ?? viewOf(components[name] ?? {}, components, `/components/${name}`, name);
    views.set(name, view);
    return view;
  }
  return viewOf(plain, components, pointer, undefined);
}

function viewOf(plain: PlainSchema, components: Components, pointer: string, name: string | undefined): SchemaView {
  const below = (child: PlainSchema, step: string) => schemaView(child, components, `${pointer}/${step}`);
  const stated = plain.type === undefined ? implied(plain) : [plain.type].flat();
  const scalars = {
    title: plain.title,
    description: plain.description,
    format: plain.format,
    pattern: plain.pattern,
    enum: plain.enum,
    default: plain.default,
    minimum: plain.minimum,
    maximum: plain.maximum,
    maxItems: plain.maxItems,
    discriminator: plain.discriminator,
  };
  return {
    ...scalars,
    id: `${at(pointer).document}#${pointer}`,
    at: at(pointer),
    name,
    types: stated.filter((type) => type !== "null") as JsonType[],
    nullable: plain.nullable === true || stated.includes("null"),
    examples: "example" in plain ? [plain.example] : [],
    readOnly: plain.readOnly === true,
    writeOnly: plain.writeOnly === true,
    deprecated: plain.deprecated === true,
    get properties() {
      const entries = Object.entries(plain.properties ?? {});
      return new Map(entries.map(([name, child]) => [name, below(child, `properties/${name}`)]));
    },
    required: new Set(plain.required ?? []),
    get items() {
      return plain.items && below(plain.items, "items");
    },
    get additionalProperties() {
      const more = plain.additionalProperties;
      return typeof more === "object" ? below(more, "additionalProperties") : more;
    },
    get alternatives() {
      return [...(plain.oneOf ?? []), ...(plain.anyOf ?? [])].map((child, index) => below(child, `oneOf/${index}`));
    },
    extensions: Object.fromEntries(Object.entries(plain).filter(([key]) => key.startsWith("x-"))),
  };
}

function implied(plain: PlainSchema): string[] {
  if (plain.properties) return ["object"];
  return plain.items ? ["array"] : [];
}

export function parameter(
  name: string,
  partial: Partial<Omit<ParameterFact, "schema">> & { schema?: PlainSchema } = {},
): ParameterFact {
  const { schema = { type: "string" }, ...rest } = partial;
  const pointer = `/parameters/${name}`;
  return {
    name,
    in: "query",
    required: partial.in === "path",
    description: undefined,
    deprecated: false,
    style: undefined,
    explode: undefined,
    examples: [],
    extensions: {},
    at: at(pointer),
    ...rest,
    schema: schemaView(schema, {}, `${pointer}/schema`),
  };
}

export function media(
  schema: PlainSchema | SchemaView | undefined,
  examples: readonly unknown[] = [],
  mediaType = "application/json",
): MediaFact {
  const view = schema && ("types" in schema ? (schema as SchemaView) : schemaView(schema as PlainSchema));
  return {
    mediaType,
    schema: view,
    examples: examples.map((value, index) => ({ value, at: at(`/examples/${index}`) })),
  };
}

/** A JSON answer of the given shape; no schema: an answer without a body. */
export function response(
  schema?: PlainSchema | SchemaView,
  partial: Partial<ResponseFact> & { readonly examples?: readonly unknown[] } = {},
): ResponseFact {
  const { examples = [], ...rest } = partial;
  const status = partial.status ?? "200";
  const content = schema === undefined && examples.length === 0 ? [] : [media(schema, examples)];
  return { status, description: undefined, headers: [], content, at: at(`/responses/${status}`), ...rest };
}

/** `operation("GET /users", …)`: placeholders of the path become required parameters unless they are given. */
export function operation(id: string, partial: Partial<OperationFact> = {}): OperationFact {
  const [method = "GET", path = "/"] = id.split(" ");
  const given = partial.parameters ?? [];
  const implicit = [...path.matchAll(/\{([^{}]+)\}/g)]
    .map((hole) => hole[1] ?? "")
    .filter((name) => !given.some((one) => one.in === "path" && one.name === name))
    .map((name) => parameter(name, { in: "path" }));
  return {
    id,
    method,
    path,
    operationId: undefined,
    summary: undefined,
    description: undefined,
    tags: [],
    deprecated: false,
    documentation: undefined,
    body: undefined,
    responses: [],
    security: undefined,
    servers: undefined,
    extensions: {},
    at: at(`/paths/${path.replaceAll("/", "~1")}/${method.toLowerCase()}`),
    ...partial,
    parameters: [...given, ...implicit],
  };
}

export function httpFacts(operations: readonly OperationFact[], partial: Partial<HttpFacts> = {}): HttpFacts {
  return {
    kind: "http",
    documents: [{ name: "test.json", origin: "test.json", sha256: "0".repeat(64), bytes: 0, format: "OpenAPI 3.0.3" }],
    title: "Test",
    version: undefined,
    description: undefined,
    documentation: undefined,
    prose: [],
    servers: [{ url: "https://api.example.com", description: undefined, variables: {}, at: at("/servers/0") }],
    securitySchemes: [],
    security: undefined,
    webhooks: [],
    extensions: {},
    ...partial,
    operations,
  };
}

type SchemeCore = SecuritySchemeFact extends infer One
  ? One extends SecuritySchemeFact
    ? Omit<One, "description" | "extensions" | "at"> & { readonly description?: string }
    : never
  : never;

export function securityScheme(scheme: SchemeCore): SecuritySchemeFact {
  return { description: undefined, extensions: {}, at: at(`/components/securitySchemes/${scheme.id}`), ...scheme };
}

/** A list of objects of `record`'s shape below `recordsPath`; its operation answers as given. */
export function listedStream(
  name: string,
  from: OperationFact,
  partial: Partial<Omit<ListedStream, "record">> & { readonly record?: PlainSchema | SchemaView } = {},
): ListedStream {
  const answer = from.responses.find((one) => one.status.startsWith("2"));
  const { record, ...rest } = partial;
  const view = record && ("types" in record ? (record as SchemaView) : schemaView(record as PlainSchema));
  return {
    name,
    operation: from,
    response: answer,
    media: answer?.content[0],
    recordsPath: [],
    many: true,
    selected: true,
    ...rest,
    record: view,
  };
}
