import type { ConnectorModel } from "./connector-model.ts";
import type { ProcedureAccess, TableAccess } from "./database.ts";
import type { HttpAccess, HttpSource } from "./http.ts";
import type { Setting } from "./setting.ts";
import type { Stream } from "./stream.ts";

/** One dull source that tests say anew only in what they are about. */
export const BASE = "https://api.acme.example/v1";

export function secret(name: string): Setting {
  return { name, title: name, type: "string", secret: true, required: true, purpose: "credential" };
}

export const START: Setting = {
  name: "start_date",
  title: "Start date",
  type: "date-time",
  secret: false,
  required: true,
  purpose: "start",
};

export const TOKEN: Setting = { ...secret("access_token"), title: "Access token" };

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
      baseUrl: BASE,
      auth: [{ kind: "bearer", token: "{access_token}" }],
      headers: [],
      errors: [],
      webhooks: [],
      concurrency: { max: 4 },
      ...source,
    },
  };
}

export function aStream(access: Partial<HttpAccess> = {}, more: Partial<Omit<Stream, "access">> = {}): Stream {
  return {
    name: "orders",
    schema: {
      type: "object",
      properties: {
        id: { type: "integer" },
        name: { type: ["string", "null"], description: "What people call it." },
        updated_at: { type: "string", format: "date-time" },
      },
    },
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

/** A table that says nothing but its name. */
export function aTable(table: string, more: Partial<TableAccess> = {}): TableAccess {
  return {
    kind: "table",
    table,
    type: "table",
    columns: [],
    uniqueKeys: [],
    foreignKeys: [],
    cursors: [],
    cdc: { key: "full" },
    ...more,
  };
}

export function aProcedure(name: string, more: Partial<ProcedureAccess> = {}): ProcedureAccess {
  return {
    kind: "procedure",
    name,
    call: "procedure",
    parameters: [],
    output: "result-sets",
    results: [],
    effects: "none",
    ...more,
  };
}
