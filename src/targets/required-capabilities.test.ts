import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { FileAccess, FileFormat } from "../model/file.ts";
import type { HttpAccess } from "../model/http.ts";
import type { Stream } from "../model/stream.ts";
import { aTable } from "../model/test-support.ts";
import { requiredCapabilities } from "./required-capabilities.ts";

const http: HttpAccess = {
  kind: "http",
  method: "GET",
  path: "/orders",
  query: [],
  headers: [],
  inputs: [],
  recordsPath: [],
  pagination: { kind: "none" },
};

const parent = (stream: string) => ({ stream, field: ["id"], param: { name: stream, in: "path" } as const });

function asked(stream: Partial<Stream>): string[] {
  const model: ConnectorModel = {
    modelVersion: 1,
    name: "acme",
    title: "Acme",
    settings: [],
    source: {
      kind: "http",
      baseUrl: "https://api.acme.dev",
      auth: [{ kind: "none" }],
      headers: [],
      errors: [],
      webhooks: [],
      concurrency: { max: 1 },
    },
    streams: [
      {
        name: "orders",
        schema: { type: "object" },
        primaryKey: [],
        access: http,
        parents: [],
        selected: true,
        ...stream,
      },
    ],
  };
  return requiredCapabilities(model).map(({ capability, path }) => `${capability} ${path}`);
}

const BASE = ["source.http source", "auth.none source.auth"];
const PAGED = "pagination.none streams.orders.pagination";

const aFile = (format: FileFormat): FileAccess => ({
  kind: "file",
  glob: "*",
  format,
  compression: "none",
  encoding: "utf-8",
  fields: [],
  content: "unknown",
});
const delimited = { kind: "delimited", header: true, skipLines: 0 } as const;

describe("requiredCapabilities", () => {
  it.each<[string, Partial<Stream>, readonly string[]]>([
    ["a plain list", {}, [PAGED]],
    ["nothing of an unselected stream", { selected: false }, []],
    [
      "a file between single signs, whatever its cursor",
      {
        access: aFile({ ...delimited, delimiter: ";", quote: '"' }),
        incremental: { cursorField: ["at"], format: { kind: "date" } },
      },
      ["format.delimited streams.orders.format"],
    ],
    [
      "a file between longer signs",
      { access: aFile({ ...delimited, delimiter: "||" }) },
      ["format.delimited streams.orders.format", "format.long-signs streams.orders.format"],
    ],
    [
      "records that are texts",
      { schema: { type: ["string", "null"] } },
      ["records.plain-values streams.orders.schema", PAGED],
    ],
    [
      "records that are lists",
      { schema: { type: "array", items: { type: "number" } } },
      ["records.plain-values streams.orders.schema", PAGED],
    ],
    ["records whose schema says nothing", { schema: {} }, [PAGED]],
    ["a POST", { access: { ...http, method: "POST" } }, [PAGED, "request.post streams.orders"]],
    ["a table", { access: aTable("orders") }, []],
    [
      "one parent with two links",
      { parents: [parent("a"), parent("a")] },
      [PAGED, "parents.single streams.orders.parents"],
    ],
    [
      "a parent whose value is a path",
      { parents: [{ ...parent("a"), isPath: true }] },
      [PAGED, "parents.single streams.orders.parents", "parents.paths streams.orders.parents"],
    ],
    ["two parents", { parents: [parent("a"), parent("b")] }, [PAGED, "parents.multiple streams.orders.parents"]],
    [
      "a cursor without a filter",
      { incremental: { cursorField: ["at"], format: { kind: "date" } } },
      [PAGED, "incremental.client-side streams.orders.incremental"],
    ],
  ])("%s", (_, stream, more) => {
    expect(asked(stream)).toEqual([...BASE, ...more]);
  });
});
