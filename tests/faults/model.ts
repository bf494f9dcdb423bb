import type { ConnectorModel } from "../../src/model/connector-model.ts";
import type { HttpAccess } from "../../src/model/http.ts";
import type { Stream } from "../../src/model/stream.ts";
import type { JsonSchema } from "../../src/model/values.ts";

const SCHEMA: JsonSchema = {
  type: "object",
  required: ["id", "updated_at"],
  properties: {
    id: { type: "integer" },
    label: { type: "string" },
    weight: { type: ["number", "null"] },
    active: { type: "boolean" },
    updated_at: { type: "string", format: "date-time" },
    place: { type: "object", properties: { dock: { type: "string" }, row: { type: "integer" } } },
  },
};

/** A source with something of everything that a connector can get wrong: paging of every kind, cursors, parents, quotas. */
export const faultModel: ConnectorModel = {
  modelVersion: 1,
  name: "harbour",
  title: "Harbour",
  settings: [
    {
      name: "access_token",
      title: "Access token",
      type: "string",
      secret: true,
      required: true,
      purpose: "credential",
    },
    {
      name: "start_date",
      title: "Start date",
      type: "date-time",
      secret: false,
      required: true,
      purpose: "start",
    },
  ],
  source: {
    kind: "http",
    baseUrl: "https://api.harbour.example/v2",
    auth: [{ kind: "bearer", token: "{access_token}" }],
    headers: [{ name: "Harbour-Version", value: "2025-01-01" }],
    rateLimit: { quotas: [{ requests: 300, seconds: 60 }], statuses: [429], retryAfter: "Retry-After" },
    errors: [],
    webhooks: [],
    concurrency: { max: 2 },
  },
  streams: [
    stream("ships", {
      pagination: {
        kind: "page-number",
        pageParam: { name: "page", in: "query" },
        sizeParam: { name: "per_page", in: "query" },
        firstPage: 1,
        pageSize: 50,
        stop: { kind: "total-pages", path: ["meta", "pages"] },
      },
    }),
    stream("berths", {
      pagination: {
        kind: "offset",
        offsetParam: { name: "offset", in: "query" },
        sizeParam: { name: "limit", in: "query" },
        pageSize: 20,
        stop: { kind: "total-items", path: ["meta", "total"] },
      },
    }),
    stream("cargoes", {
      pagination: {
        kind: "cursor",
        cursorParam: { name: "after", in: "query" },
        next: { from: "body", path: ["meta", "next"] },
        stop: { kind: "no-cursor" },
      },
    }),
    {
      ...stream("arrivals", {
        pagination: {
          kind: "page-number",
          pageParam: { name: "page", in: "query" },
          firstPage: 1,
          stop: { kind: "empty-page" },
        },
      }),
      incremental: {
        cursorField: ["updated_at"],
        format: { kind: "date-time" },
        request: { name: "updated_since", in: "query", format: { kind: "date-time" }, operator: "gte" },
        inclusive: true,
      },
    },
    {
      ...stream("voyages", {
        path: "/ships/{ship_id}/voyages",
        pagination: { kind: "link-header", rel: "next" },
      }),
      schema: { ...SCHEMA, properties: { ...SCHEMA.properties, ship_id: { type: "integer" } } },
      primaryKey: [["ship_id"], ["id"]],
      parents: [{ stream: "ships", field: ["id"], param: { name: "ship_id", in: "path" }, recordField: "ship_id" }],
    },
  ],
};

function stream(name: string, access: Pick<HttpAccess, "pagination"> & Partial<HttpAccess>): Stream {
  return {
    name,
    schema: SCHEMA,
    primaryKey: [["id"]],
    parents: [],
    selected: true,
    access: {
      kind: "http",
      method: "GET",
      path: `/${name}`,
      query: [],
      headers: [],
      inputs: [],
      recordsPath: ["data"],
      ...access,
    },
  };
}
