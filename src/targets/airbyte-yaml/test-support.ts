import type { ConnectorModel } from "../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../model/http.ts";
import type { Param } from "../../model/pagination.ts";
import type { Setting } from "../../model/setting.ts";
import type { Stream } from "../../model/stream.ts";
import type { JsonSchema } from "../../model/values.ts";
import { withoutComments } from "../../printing/yaml.ts";
import { lower } from "./lower/lower.ts";

/** Models of one dull source, with only what a test is about said anew. */
export const TOKEN: Setting = {
  name: "access_token",
  title: "Access token",
  type: "string",
  secret: true,
  required: true,
  purpose: "credential",
};

export const START: Setting = {
  name: "start_date",
  title: "Start date",
  type: "date-time",
  secret: false,
  required: true,
  purpose: "start",
};

export function aModel(
  streams: readonly Stream[],
  source: Partial<HttpSource> = {},
  more: Partial<ConnectorModel> = {},
): ConnectorModel {
  return {
    modelVersion: 1,
    name: "acme",
    title: "Acme",
    settings: [TOKEN, START],
    streams,
    ...more,
    source: {
      kind: "http",
      baseUrl: "https://api.acme.example/v1",
      auth: [{ kind: "bearer", token: "{access_token}" }],
      headers: [],
      errors: [],
      webhooks: [],
      concurrency: { max: 4 },
      ...source,
    },
  };
}

const SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    id: { type: "integer" },
    name: { type: ["string", "null"], description: "What people call it." },
    updated_at: { type: "string", format: "date-time" },
  },
};

export function aStream(access: Partial<HttpAccess> = {}, more: Partial<Omit<Stream, "access">> = {}): Stream {
  return {
    name: "orders",
    schema: SCHEMA,
    primaryKey: [["id"]],
    parents: [],
    selected: true,
    ...more,
    access: {
      kind: "http",
      method: "GET",
      path: `/${more.name ?? "orders"}`,
      query: [],
      headers: [],
      inputs: [],
      recordsPath: ["data"],
      pagination: { kind: "none" },
      ...access,
    },
  };
}

export const inQuery = (name: string): Param => ({ name, in: "query" });

/** The manifest as a reader parses it, and what was lost. */
export function lowered(model: ConnectorModel): {
  readonly manifest: ManifestView;
  readonly losses: readonly string[];
} {
  const { plan, losses } = lower(model, { connectorVersion: "0.1.0" });
  const file = plan.yaml.find(({ path }) => path === "manifest.yaml");
  const manifest = withoutComments(file?.value ?? null) as ManifestView;
  return { manifest, losses: losses.map(({ path, lost }) => `${path}: ${lost}`) };
}

type Held = Readonly<Record<string, unknown>>;

interface ManifestView {
  readonly definitions: {
    readonly authenticator: Held;
    readonly paginators: Readonly<Record<string, { readonly pagination_strategy: Held } & Held>>;
    readonly response_filters: Readonly<Record<string, Held>>;
    readonly streams: Readonly<Record<string, StreamView>>;
  };
  readonly api_budget?: Held;
  readonly schemas: Readonly<Record<string, Held>>;
  readonly spec: { readonly connection_specification: Held };
}

interface StreamView {
  readonly incremental_sync?: Held;
  readonly transformations?: readonly Held[];
  readonly retriever: {
    readonly requester: {
      readonly url: string;
      readonly request_parameters?: Held;
      readonly request_headers?: Held;
      readonly request_body?: Held;
      readonly error_handler?: { readonly response_filters: readonly Held[] };
    };
    readonly partition_router?: Held | readonly Held[];
    readonly record_selector: Held;
  };
}
