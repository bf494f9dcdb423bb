import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { aModel, aStream, START, TOKEN } from "../../model/test-support.ts";
import type { JsonSchema, JsonType } from "../../model/values.ts";
import { ensureEnvironment } from "../../verify/environments/ensure-environment.ts";
import { airbyteYaml } from "./target.ts";
import { inQuery } from "./test-support.ts";

const folder = mkdtempSync(join(tmpdir(), "sourcewright-airbyte-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PAGES = {
  kind: "page-number",
  pageParam: inQuery("page"),
  firstPage: 1,
  sizeParam: inQuery("per_page"),
  pageSize: 3,
  stop: { kind: "short-page" },
} as const;

const fields = (types: Readonly<Record<string, JsonType>>): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])),
});

const model = aModel(
  [
    aStream(
      { pagination: PAGES, query: [{ name: "expand", value: "all" }] },
      {
        incremental: {
          cursorField: ["updated_at"],
          format: { kind: "date-time" },
          request: { ...inQuery("since"), format: { kind: "date-time" }, operator: "gte" },
        },
      },
    ),
    aStream(
      {
        pagination: {
          kind: "cursor",
          cursorParam: inQuery("after"),
          next: { from: "body", path: ["next"] },
          stop: { kind: "no-cursor" },
        },
        path: "/orders/{id}/lines",
      },
      {
        name: "lines",
        schema: fields({ order_id: "integer", number: "string" }),
        primaryKey: [["order_id"], ["number"]],
        parents: [
          { stream: "orders", field: ["id"], param: { name: "id", in: "path" }, recordField: "order_id" },
          { stream: "orders", field: ["name"], param: { name: "of", in: "query" }, recordField: "order_name" },
        ],
      },
    ),
    aStream(
      {
        path: "/in/{town}/shops/{page}/",
        pagination: { ...PAGES, pageParam: { name: "page", in: "path" }, firstPage: 0 },
        inputs: [{ param: { name: "town", in: "path" }, setting: "town" }],
      },
      { name: "shops" },
    ),
    aStream(
      { path: "/orders/{id}/{name}/lines/{line}/notes" },
      {
        name: "notes",
        schema: fields({ order_name: "string", line_number: "string", text: "string" }),
        primaryKey: [],
        parents: [
          { stream: "orders", field: ["id"], param: { name: "id", in: "path" } },
          { stream: "orders", field: ["name"], param: { name: "name", in: "path" }, recordField: "order_name" },
          { stream: "lines", field: ["number"], param: { name: "line", in: "path" }, recordField: "line_number" },
        ],
      },
    ),
    aStream(
      {},
      {
        name: "events",
        schema: {
          type: "object",
          properties: {
            attributes: fields({ code: "string", at: "string" }),
            code: { type: "string" },
            at: { type: "string" },
          },
        },
        primaryKey: [["attributes", "code"]],
        incremental: { cursorField: ["attributes", "at"], format: { kind: "date-time" } },
        lifted: [
          { field: ["attributes", "code"], recordField: "code" },
          { field: ["attributes", "at"], recordField: "at" },
        ],
      },
    ),
  ],
  { headers: [{ name: "X-Version", value: "3" }] },
  { settings: [TOKEN, START, { ...TOKEN, name: "town", secret: false, required: false, purpose: "input" }] },
);

async function pytest(
  change: (manifest: string) => string,
): Promise<{ readonly passes: boolean; readonly output: string }> {
  const { python } = await ensureEnvironment("airbyte", { env: process.env, progress: () => undefined });
  const project = mkdtempSync(join(folder, "connector-"));
  for (const file of airbyteYaml.emit(airbyteYaml.lower(model, { connectorVersion: "0.1.0" }).plan)) {
    const path = join(project, file.path);
    mkdirSync(dirname(path), { recursive: true });
    if ("content" in file) writeFileSync(path, file.content);
    else cpSync(file.copyOf, path);
  }
  const manifest = join(project, "manifest.yaml");
  const before = readFileSync(manifest, "utf8");
  writeFileSync(manifest, change(before));
  const argv = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "unit_tests"];
  try {
    const { stdout } = await promisify(execFile)(python, argv, { cwd: project, maxBuffer: 1 << 26 });
    return { passes: true, output: stdout };
  } catch (failed) {
    return { passes: false, output: String((failed as { stdout?: string }).stdout) };
  }
}

const IGNORE_403 = "$1- {type: HttpResponseFilter, http_codes: [403], action: IGNORE}\n$1- $ref";

/** One line of the manifest made wrong; a few of many, since each takes seconds. */
const FAULTS: readonly (readonly [string, RegExp, string])[] = [
  ["the first page", /start_from_page: 1/, "start_from_page: 2"],
  ["the page in the path", /next_page_token\['next_page_token'\]/, "1"],
  ["the stop rule", /page_size: 3/, "page_size: 4"],
  ["the next cursor", /response\['next'\]/, "response['nxt']"],
  ["the parent's key", /parent_key: id/, "parent_key: name"],
  ["a forbidden stream", /^( +)- \$ref(?=: "#\/definitions\/response_filters\/malformed)/gm, IGNORE_403],
  ["a parent's text", /'%r' \| format\((stream_partition\['line'\])\)/, "$1"],
  ["a parent's number", /path:\n( +)- order_id/, "path:\n$1- order"],
  ["a key from deeper in the record", /'%r' \| format\((\(record\['attributes'\] or \{\}\)\['code'\])/, "($1"],
  ["a cursor that comes after the filter", /transform_before_filtering: true/, "transform_before_filtering: false"],
  ["the wait", /header: Retry-After/, "header: X-Nothing"],
];

describe("the tests that are generated with a connector", () => {
  it("pass", async () => {
    const { passes, output } = await pytest((manifest) => manifest);
    expect(passes, output).toBe(true);
  }, 120_000);

  it.each(FAULTS)(
    "fail when %s is wrong",
    async (_, pattern, wrong) => {
      const { passes } = await pytest((manifest) => {
        const changed = manifest.replace(pattern, wrong);
        expect(changed).not.toBe(manifest);
        return changed;
      });
      expect(passes).toBe(false);
    },
    120_000,
  );
});
