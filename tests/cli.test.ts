import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../src/surfaces/cli/main.ts";
import { createStyle, type Terminal } from "../src/surfaces/cli/terminal.ts";

const SMALL = `openapi: 3.0.3
info: { title: Acme, version: 1 }
servers: [{ url: https://api.acme-orders.com/v1 }]
security: [{ token: [] }]
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
paths:
  /orders:
    get:
      summary: List orders
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
        - { name: cursor, in: query, schema: { type: string }, description: Cursor of the next page. }
      responses:
        "200":
          description: A page of orders
          content:
            application/json:
              schema:
                type: object
                properties:
                  next_cursor: { type: string, nullable: true }
                  data:
                    type: array
                    items: { type: object, properties: { id: { type: string }, total: { type: number } } }
`;

let folder = "";
let server: Server;
let address = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sourcewright-cli-"));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put("small.yaml", SMALL);
  put("vague.yaml", SMALL.replace(/^ +- { name: cursor.*\n/m, "").replace(/^ +next_cursor.*\n/m, ""));
  put("empty.yaml", "");
  put("page.json", "<!doctype html><html><body>Log in</body></html>");
  put("cut.yaml", SMALL.slice(0, 700));
  put("no-operations.json", JSON.stringify({ openapi: "3.1.0", info: { title: "None", version: "1" }, paths: {} }));
  put("package.json", JSON.stringify({ name: "acme", version: "1.0.0", dependencies: {} }));
  put("a-file", "in the way");
  mkdirSync(join(folder, "nothing-here"));
  server = createServer((request, response) => {
    if (request.url === "/openapi.yaml") response.end(SMALL);
    else response.writeHead(404).end("no such page");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const at = server.address();
  address = at !== null && typeof at === "object" ? `http://127.0.0.1:${at.port}` : "";
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Call {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

async function call(...args: readonly string[]): Promise<Call> {
  let out = "";
  let err = "";
  const terminal: Terminal = {
    style: createStyle(false),
    async out(text) {
      out += text;
    },
    note: (line) => {
      err += `${line}\n`;
    },
    progress: () => undefined,
  };
  const exitCode = await run(
    args.map((argument) => argument.replace("@", `${folder}/`).replace("%", address)),
    terminal,
  );
  return { exitCode, out, err };
}

describe("input that can't be used", () => {
  it.each([
    ["a file that isn't there", "@missing.yaml", /missing\.yaml.*no such file/],
    ["an empty file", "@empty.yaml", /empty\.yaml.*empty/],
    ["a web page", "@page.json", /page\.json.*HTML/],
    ["truncated YAML", "@cut.yaml", /cut\.yaml/],
    ["a document without operations", "@no-operations.json", /no-operations\.json.*no operation/i],
    ["another kind of document", "@package.json", /package\.json/],
    ["a folder without documents", "@nothing-here", /nothing-here/],
    ["a URL that answers 404", "%/nowhere.yaml", /404/],
  ])("%s: one or two clear lines, nothing printed, exit 1", async (_, document, message) => {
    const { exitCode, out, err } = await call("analyze", document, "--json");
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
    expect([exitCode, out]).toEqual([1, ""]);
  });

  it.each([
    ["a file in the way of the folder", "@a-file/acme"],
    ["a folder that can't be written", "/sys/acme"],
  ])("%s: exit 1 and what to do", async (_, out) => {
    const { exitCode, err } = await call("build", "@small.yaml", "--to", "singer", "--out", out);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/can't (write|read|list).*|no such/);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("wrong calls", () => {
  it.each([
    ["no command", [], /Usage|--help/],
    ["an unknown command", ["analyse", "x"], /unknown command/],
    ["no document", ["analyze"], /missing required argument/],
    ["an unknown option", ["analyze", "@small.yaml", "--fast"], /unknown option/],
    ["an unknown target", ["build", "@small.yaml", "--to", "fivetran"], /no target "fivetran".*airbyte-yaml, singer/],
    ["no target", ["build", "@small.yaml", "--to", ","], /names no target/],
    ["build without --to", ["build", "@small.yaml"], /--to/],
  ])("%s: exit 2", async (_, args, message) => {
    const { exitCode, err, out } = await call(...args);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

describe("analyze --json", () => {
  it.each(["@small.yaml", "%/openapi.yaml"])(
    "prints model, findings, questions and diagnostics of %s and nothing else",
    async (document) => {
      const { exitCode, out, err } = await call("analyze", document, "--json");
      expect([exitCode, err]).toEqual([0, ""]);
      const analysis = JSON.parse(out);
      expect(Object.keys(analysis)).toEqual(["model", "findings", "questions", "diagnostics"]);
      expect(analysis.model.streams.map(({ name }: { name: string }) => name)).toEqual(["orders"]);
      expect(analysis.model.streams[0].access.pagination).toMatchObject({
        kind: "cursor",
        cursorParam: { name: "cursor", in: "query" },
      });
    },
  );

  it("gives the same bytes twice", async () => {
    expect((await call("analyze", "@small.yaml", "--json")).out).toBe(
      (await call("analyze", "@small.yaml", "--json")).out,
    );
  });
});

describe("a connector's life", () => {
  it("is built, explained, asked about, answered and built again; edits are never lost", async () => {
    const out = join(folder, "connectors/acme");
    const built = await call("build", "@small.yaml", "--to", "airbyte-yaml,singer", "--out", out);
    expect([built.exitCode, built.err]).toEqual([0, ""]);

    const explained = await call("explain", out, "streams.orders.pagination");
    expect(explained.out).toContain("cursor");
    expect(explained.out).toMatch(/small\.yaml:1[0-9] #\/paths\/~1orders\/get/);
    expect((await call("explain", out, "streams.nothing")).err).toContain("streams.orders");

    const manifest = join(out, "airbyte-yaml/manifest.yaml");
    writeFileSync(manifest, "mine: true\n");
    const again = await call("build", "@small.yaml", "--to", "airbyte-yaml", "--out", out);
    expect([again.exitCode, again.err]).toEqual([
      1,
      expect.stringContaining("edited since it was generated: airbyte-yaml/manifest.yaml"),
    ]);
    expect((await call("build", "@small.yaml", "--to", "airbyte-yaml", "--out", out, "--force")).exitCode).toBe(0);
  });

  it("starts overrides.yaml for the user, and answers go into it", async () => {
    const out = join(folder, "connectors/answered");
    await call("build", "@vague.yaml", "--to", "singer", "--out", out);
    const path = join(out, "overrides.yaml");
    expect(readFileSync(path, "utf8")).toMatch(/^# yaml-language-server: \$schema=/);
    const { out: asked } = await call("questions", out);
    expect(asked).toContain("pagination/orders");
    const wrong = await call("answer", out, "pagination/orders", "{kind: pages}");
    expect([wrong.exitCode, wrong.err]).toEqual([1, expect.stringContaining("kind")]);
    expect((await call("answer", out, "pagination/orders", "{kind: none}")).exitCode).toBe(0);
    expect(readFileSync(path, "utf8")).toMatch(/^# yaml-language-server[\s\S]*pagination:\n +kind: none/);
    expect((await call("questions", out)).out).toMatch(
      /^no open questions\n[\s\S]*changed since the last build.*build again/,
    );
    // The documents are where they were: the connector's folder is enough to build it again.
    expect((await call("build", out)).out).not.toContain("open question");
    expect((await call("questions", out)).out).toBe("no open questions");
  });

  it("remembers what the user decided", async () => {
    const out = join(folder, "connectors/decided");
    mkdirSync(out, { recursive: true });
    writeFileSync(
      join(out, "overrides.yaml"),
      "streams: { orders: { primaryKey: [[total]] }, gone: { selected: false } }\n",
    );
    const { exitCode, out: shown } = await call("build", "@small.yaml", "--to", "singer", "--out", out);
    expect(exitCode).toBe(0);
    expect(shown).toContain('overrides.yaml speaks of the stream "gone"');
    expect((await call("explain", out, "streams.orders.primaryKey")).out).toContain('[["total"]]');
  });

  it("refuses overrides that break their schema, by the key", async () => {
    writeFileSync(join(folder, "wrong.yaml"), "streams: { orders: { primarykey: [[id]] } }\n");
    const { exitCode, err } = await call("analyze", "@small.yaml", "--overrides", "@wrong.yaml");
    expect([exitCode, err]).toEqual([1, expect.stringContaining('unknown key "primarykey"')]);
  });
});
