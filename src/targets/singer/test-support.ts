import type { ConnectorModel } from "../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../model/http.ts";
import type { Setting } from "../../model/setting.ts";
import type { Stream } from "../../model/stream.ts";

export const access = (over: Partial<HttpAccess> = {}): HttpAccess => ({
  kind: "http",
  method: "GET",
  path: "/orders",
  query: [],
  headers: [],
  inputs: [],
  recordsPath: ["data"],
  pagination: { kind: "none" },
  ...over,
});

export const stream = (name: string, over: Partial<Stream> & { readonly http?: Partial<HttpAccess> } = {}): Stream => {
  const { http, ...rest } = over;
  return {
    name,
    schema: {
      type: "object",
      properties: {
        id: { type: "integer" },
        name: { type: "string" },
        updated_at: { type: "string", format: "date-time" },
      },
    },
    primaryKey: [["id"]],
    access: access({ path: `/${name}`, ...http }),
    parents: [],
    selected: true,
    ...rest,
  };
};

export const setting = (name: string, over: Partial<Setting> = {}): Setting => ({
  name,
  title: name,
  type: "string",
  secret: false,
  required: true,
  purpose: "input",
  ...over,
});

export const startDate: Setting = setting("start_date", {
  title: "Start date",
  type: "date-time",
  required: false,
  purpose: "start",
});

export const model = (
  over: Partial<Omit<ConnectorModel, "source">> & { readonly source?: Partial<HttpSource> } = {},
): ConnectorModel => {
  const { source, ...rest } = over;
  return {
    modelVersion: 1,
    name: "acme",
    title: "Acme",
    settings: [setting("access_token", { title: "Access token", secret: true, purpose: "credential" }), startDate],
    streams: [stream("orders")],
    ...rest,
    source: {
      kind: "http",
      baseUrl: "https://api.acme.example/v1",
      auth: [{ kind: "bearer", token: "{access_token}" }],
      headers: [],
      errors: [],
      webhooks: [],
      concurrency: { max: 1 },
      ...source,
    },
  };
};
