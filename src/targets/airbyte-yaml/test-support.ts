import type { ConnectorModel } from "../../model/connector-model.ts";
import type { Param } from "../../model/pagination.ts";
import { withoutComments } from "../../printing/yaml.ts";
import { lower } from "./lower/lower.ts";

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
  readonly check: Held;
  readonly streams: readonly Held[];
  readonly definitions: {
    readonly authenticator: Held;
    readonly paginators: Readonly<Record<string, { readonly pagination_strategy: Held } & Held>>;
    readonly response_filters: Readonly<Record<string, Held>>;
    readonly incremental_syncs?: Readonly<Record<string, Held>>;
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
      readonly use_cache?: boolean;
      readonly request_parameters?: Held;
      readonly request_headers?: Held;
      readonly request_body?: Held;
      readonly error_handler?: { readonly $ref: string; readonly response_filters?: readonly Held[] };
    };
    readonly partition_router?: Held | readonly Held[];
    readonly record_selector: Held;
  };
}
