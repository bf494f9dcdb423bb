import type { Stream } from "../model/stream.ts";
import type { LoggedRequest } from "../simulate/simulated-source.ts";
import type { ReadResult } from "./framework.ts";

export const stream = (over: Partial<Stream> = {}): Stream => ({
  name: "orders",
  schema: { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } },
  primaryKey: [["id"]],
  parents: [],
  selected: true,
  access: {
    kind: "http",
    method: "GET",
    path: "/orders",
    query: [],
    headers: [],
    inputs: [],
    recordsPath: ["data"],
    pagination: { kind: "none" },
  },
  ...over,
});

export const child = (over: Partial<Stream> = {}): Stream =>
  stream({
    name: "lines",
    parents: [{ stream: "orders", field: ["id"], param: { name: "order_id", in: "path" } }],
    ...over,
  });

export const request = (over: Partial<LoggedRequest> = {}): LoggedRequest => ({
  method: "GET",
  url: "https://api.acme.example/orders",
  headers: {},
  body: "",
  status: 200,
  stream: "orders",
  at: 0,
  fault: undefined,
  violations: [],
  ...over,
});

export const result = (over: Partial<ReadResult> = {}): ReadResult => ({
  exitCode: 0,
  endless: false,
  stdout: "",
  stderr: "",
  errors: [],
  unstructured: [],
  journal: [],
  records: [],
  durable: [],
  state: undefined,
  statesAfter: [],
  ...over,
});
