import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
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

/** With a list below each order, and a list that has nothing to do with them. */
const TWO = `${SMALL}${["/orders/{order_id}/lines", "/invoices", "/invoice_items"].map(listAt).join("")}`;

function listAt(path: string): string {
  const id = "{ name: order_id, in: path, required: true, schema: { type: string } }";
  return `  ${path}:
    get:
      summary: List them
      parameters: [${path.includes("{") ? id : ""}]
      responses:
        "200":
          description: all of them
          content:
            application/json:
              schema: { type: array, items: { type: object, properties: { id: { type: string } } } }
`;
}

const redirect = (to: string) => (response: ServerResponse) => response.writeHead(302, { location: to }).end();

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  "/openapi.yaml": (response) => response.end(SMALL),
  "/moved": redirect("/openapi.yaml"),
  "/loop": redirect("/loop"),
  "/to-a-file": redirect("file:///etc/passwd"),
  "/docs": (response) => response.end("<!DOCTYPE html><html><body>Our API</body></html>"),
  "/empty": (response) => response.end(""),
  "/broken": (response) => response.writeHead(500).end(),
  "/cut": (response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("openapi: 3.0.0", () => response.destroy());
  },
};

let folder = "";
let server: Server;
let address = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sourcewright-cli-"));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put("small.yaml", SMALL);
  put("schema.sql", "CREATE TABLE orders (id bigserial PRIMARY KEY, updated_at timestamptz);");
  put("vague.yaml", SMALL.replace(/^ +- { name: cursor.*\n/m, "").replace(/^ +next_cursor.*\n/m, ""));
  put("empty.yaml", "");
  put("page.json", "<!doctype html><html><body>Log in</body></html>");
  put("cut.yaml", SMALL.slice(0, 700));
  put("no-operations.json", JSON.stringify({ openapi: "3.1.0", info: { title: "None", version: "1" }, paths: {} }));
  put("package.json", JSON.stringify({ name: "acme", version: "1.0.0", dependencies: {} }));
  put("a-file", "in the way");
  put("two.yaml", TWO);
  mkdirSync(join(folder, "nothing-here"));
  server = createServer((request, response) => {
    const answer = ANSWERS[request.url ?? ""];
    if (answer) answer(response);
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
    ["a file as if it were a folder", "@small.yaml/more.yaml", /no such file/],
    [
      "a path that is really an address",
      "www.acme.example/api.json",
      /no such file; .*https:\/\/www\.acme\.example\/api\.json/,
    ],
    ["an address that is none", "https://", /no web address/],
    ["a scheme that isn't read", "ftp://acme.example/api.json", /give a path, or an address with https/],
    ["a host that isn't there", "http://no-such-host.invalid/api.json", /no such host/],
    ["a URL that answers 404", "%/nowhere.yaml", /404/],
    ["a URL that answers 500", "%/broken", /500/],
    [
      "a URL with a web page",
      "%/docs",
      /HTML page that describes no endpoint; look for the address of the JSON or YAML file/,
    ],
    ["a URL with nothing", "%/empty", /is empty/],
    ["a URL that redirects in a circle", "%/loop", /redirects without end/],
    ["a URL that redirects to a file", "%/to-a-file", /no web address/],
    ["a URL that breaks off", "%/cut", /broke off after \d+ bytes/],
  ])("%s: one or two clear lines, nothing printed, exit 1", async (_, document, message) => {
    const { exitCode, out, err } = await call("analyze", document, "--json");
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
    expect([exitCode, out]).toEqual([1, ""]);
  });

  it("a database for a target that reads none: refused in one line, nothing written, exit 1", async () => {
    const { exitCode, err } = await call("build", "@schema.sql", "--to", "airbyte-yaml", "--out", "@from-tables");
    expect([exitCode, existsSync(join(folder, "from-tables"))]).toEqual([1, false]);
    expect(err).toMatch(/can't read tables.*analyze/);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
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
    [
      "an unknown target",
      ["build", "@small.yaml", "--to", "fivetran"],
      /no target "fivetran".*airbyte-yaml, airbyte-python, singer/,
    ],
    ["no target", ["build", "@small.yaml", "--to", ","], /names no target/],
    ["build without --to", ["build", "@small.yaml"], /--to/],
    ["a misspelt target", ["build", "@small.yaml", "--to", "singr"], /did you mean singer\?/],
    ["a misspelt command", ["buidl", "@small.yaml"], /Did you mean build\?/],
    ["an empty document, as from an unset variable", ["analyze", ""], /empty/],
    ["an empty folder, as from an unset variable", ["build", "@small.yaml", "--to", "singer", "--out", ""], /empty/],
    ["a name that leaves the folder", ["build", "@small.yaml", "--to", "singer", "--name", "../x"], /A name is/],
    [
      "a password in an address",
      ["analyze", "mysql://h/d?password=hunter2"],
      /^(?!.*hunter2).*holds a password.*MYSQL_PWD/,
    ],
    ["a database without a name", ["analyze", "postgresql://h:5432/"], /names no database/],
    ["an option of a database that is none", ["analyze", "postgresql://h/d?sslmde=x"], /schema and sslmode/],
    ["an origin that is none", ["analyze", "@small.yaml", "--allow-origin", "acme"], /https:\/\/example\.com/],
    ["a seed that is no number", ["verify", "@x", "--seed", "abc"], /whole number/],
    ["an unknown stream", ["build", "@two.yaml", "--to", "singer", "--streams", "invoces"], /did you mean invoices\?/],
    ["a glob that fits nothing", ["build", "@two.yaml", "--to", "singer", "--streams", "x*"], /no stream fits "x\*"/],
    ["no stream at all", ["build", "@two.yaml", "--to", "singer", "--streams", " ,"], /names no stream/],
    ["check without a connector", ["check", "--against", "@small.yaml"], /missing required argument/],
    ["update without a connector", ["update"], /missing required argument/],
    ["update to nobody knows what", ["update", "@connectors/acme", "--accept", "all"], /additive, risky and breaking/],
    ["update by a day that is none", ["update", "@connectors/acme", "--deadline", "soon"], /2026-01-31/],
    [
      "update and undo at once",
      ["update", "@connectors/acme", "--undo", "--against", "@small.yaml"],
      /reads no documents/,
    ],
    ["check against nothing", ["check", "@connectors/acme", "--against", ""], /empty/],
    ["some streams and all", ["build", "@two.yaml", "--to", "singer", "--streams", "orders", "--all"], /contradict/],
  ])("%s: exit 2", async (_, args, message) => {
    const { exitCode, err, out } = await call(...args);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

describe("help", () => {
  it.each([[["--help"]], [["build", "--help"]], [["verify", "--help"]]])("%j tells the exit codes", async (args) => {
    const { exitCode, out, err } = await call(...args);
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toMatch(/Exit codes:\n +0 +done/);
  });
});

describe("analyze --json", () => {
  it.each(["@small.yaml", "%/openapi.yaml", "%/moved"])(
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

describe("check", () => {
  const out = () => join(folder, "connectors/checked");
  const changed = (name: string, text: string) => writeFileSync(join(folder, name), text);

  beforeAll(async () => {
    await call("build", "@small.yaml", "--to", "singer", "--out", out());
    changed("same.yaml", SMALL.replace("A page of orders", "Some orders"));
    changed("gone.yaml", SMALL.replace(", total: { type: number }", ""));
    changed("null.yaml", SMALL.replace("total: { type: number }", "total: { type: number, nullable: true }"));
    changed("more.yaml", SMALL.replace("total:", "weight: { type: number }, total:"));
    changed("other.yaml", SMALL.replace("/orders:", "/pigeons:").replace("title: Acme", "title: Birds"));
  });

  it.each([
    ["nothing that matters", ["same.yaml"], 0, /^nothing changed .*: 1 stream/],
    [
      "a field less",
      ["gone.yaml"],
      3,
      /breaking \(1\).*\n +orders +the field total is gone +total: number → nothing .*gone\.yaml:\d+\n\nnext: update it/,
    ],
    ["what may be null", ["null.yaml"], 0, /risky \(1\).*\n +orders +the field total may be null/],
    ["what may be null, strictly", ["null.yaml", "--strict"], 3, /risky/],
    ["a field more", ["more.yaml"], 0, /additive \(1\)[\s\S]*To read what is new: sourcewright update/],
  ] as const)("tells of %s", async (_, [document, ...options], code, shown) => {
    const { exitCode, out: said, err } = await call("check", out(), "--against", `@${document}`, ...options);
    expect([exitCode, err]).toEqual([code, ""]);
    expect(said).toMatch(shown);
  });

  it("is followed by an update, which says what it did, and by its undoing", async () => {
    const updating = join(folder, "connectors/updating");
    await call("build", "@small.yaml", "--to", "singer", "--out", updating);
    const refused = await call("update", updating, "--against", "@gone.yaml");
    expect(refused).toMatchObject({
      exitCode: 3,
      out: expect.stringMatching(/breaking \(1\)[\s\S]*--accept breaking$/),
    });
    const updated = await call("update", updating, "--against", "@more.yaml", "--no-verify");
    expect(updated).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/additive \(1\)[\s\S]*updated, 0\.1\.0 → 0\.2\.0.*updates\/0\.2\.0\.md/),
    });
    const again = await call("update", updating, "--json");
    expect(JSON.parse(again.out)).toMatchObject({ outcome: "unchanged", version: { old: "0.2.0", new: "0.2.0" } });
    expect((await call("update", updating, "--undo")).out).toContain("as it was before its last update");
    expect(await call("update", updating, "--undo")).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining("no update"),
    });
  });

  it("prints the changes as JSON, each with old, new and their places", async () => {
    const { exitCode, out: said } = await call("check", out(), "--against", "@gone.yaml", "--json");
    expect(exitCode).toBe(3);
    expect(JSON.parse(said).changes).toEqual([
      expect.objectContaining({
        class: "breaking",
        about: "field",
        stream: "/orders",
        detail: "the field total is gone",
        evidence: {
          old: "total: number",
          new: null,
          oldAt: { document: "small.yaml", pointer: expect.stringContaining("/properties/total") },
          newAt: { document: "gone.yaml", pointer: expect.any(String) },
        },
      }),
    ]);
  });

  it("reads the documents from where they were, and compares them with what they were", async () => {
    const [document, built] = [join(folder, "moving.yaml"), join(folder, "connectors/moving")];
    writeFileSync(document, SMALL);
    await call("build", document, "--to", "singer", "--out", built);
    expect((await call("check", built)).out).toMatch(/^nothing changed/);
    writeFileSync(document, SMALL.replace("next_cursor:", "following:"));
    const moved = await call("check", built);
    expect([moved.exitCode, moved.out]).toEqual([3, expect.stringContaining("next_cursor")]);
    rmSync(document);
    expect(await call("check", built)).toMatchObject({ exitCode: 1, err: expect.stringMatching(/--against/) });
    rmSync(join(built, ".sourcewright/documents"), { recursive: true });
    expect((await call("check", built, "--against", "@same.yaml")).err).toMatch(/no copy of moving\.yaml.*build again/);
  });

  it("reads an address again", async () => {
    const built = join(folder, "connectors/from-the-web");
    await call("build", "%/openapi.yaml", "--to", "singer", "--out", built);
    expect(await call("check", built)).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^nothing changed/) });
  });

  it.each([
    ["a folder without a connector", ["check", "@nothing-here", "--against", "@same.yaml"], /no connector\.yaml/],
    ["a document that isn't there", ["check", "@connectors/checked", "--against", "@missing.yaml"], /no such file/],
    [
      "another API",
      ["check", "@connectors/checked", "--against", "@other.yaml"],
      /"Birds".*0 of the 1 operations.*another API/,
    ],
    [
      "a connector as a document",
      ["check", "@connectors/checked", "--against", "@connectors/checked"],
      /is a connector/,
    ],
  ])("refuses %s", async (_, args, message) => {
    const { exitCode, err, out: said } = await call(...args);
    expect([exitCode > 0, said]).toEqual([true, ""]);
    expect(err).toMatch(message);
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
    expect([again.exitCode, again.out]).toEqual([
      0,
      expect.stringContaining("as you edited them  airbyte-yaml/manifest.yaml"),
    ]);
    expect(readFileSync(manifest, "utf8")).toBe("mine: true\n");
    const forced = await call("build", "@small.yaml", "--to", "airbyte-yaml", "--out", out, "--force");
    expect(forced.out).toContain("overwritten, though they were edited: airbyte-yaml/manifest.yaml");
    expect(readFileSync(manifest, "utf8")).toContain("DeclarativeSource");
  });

  it("starts overrides.yaml for the user, and answers go into it", async () => {
    const out = join(folder, "connectors/answered");
    await call("build", "@vague.yaml", "--to", "singer", "--out", out);
    const path = join(out, "overrides.yaml");
    expect(readFileSync(path, "utf8")).toMatch(/^# yaml-language-server: \$schema=/);
    const { out: asked } = await call("questions", out);
    expect(asked).toContain("pagination/orders");
    const wrong = await call("answer", out, "pagination/orders", "{kind: pages}");
    expect([wrong.exitCode, wrong.err]).toEqual([
      1,
      expect.stringMatching(/kind: must be one of "none", "page-number"/),
    ]);
    const given = () => call("answer", out, "pagination/orders", "{kind: none}");
    expect((await Promise.all([given(), given()])).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
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

  it("builds the streams that are named and their parents, and the same again without being told", async () => {
    const out = join(folder, "connectors/chosen");
    const names = async (...more: string[]) =>
      JSON.parse(
        (await call("build", "@two.yaml", "--to", "airbyte-yaml,singer", "--out", out, "--json", ...more)).out,
      );
    const lines = "order_lines";
    const all = await call("analyze", "@two.yaml", "--json");
    expect(JSON.parse(all.out).model.streams.map(({ name }: { name: string }) => name)).toContain(lines);
    const first = await names("--streams", lines);
    expect([first.streams, first.along]).toEqual([["orders", lines], ["orders"]]);
    expect((await names()).streams).toEqual(["orders", lines]);
    expect(JSON.parse((await call("build", out, "--json")).out).streams).toEqual(["orders", lines]);
    expect((await names("--streams", "inv*")).streams).toEqual(["invoices", "invoice_items"]);
    expect(readFileSync(join(out, "airbyte-yaml/manifest.yaml"), "utf8")).not.toContain("/streams/orders");
    expect((await names("--all")).streams).toHaveLength(4);
  });

  it("tells of a project that was made from an earlier connector.yaml", async () => {
    const out = join(folder, "connectors/partly");
    await call("build", "@two.yaml", "--to", "airbyte-yaml,singer", "--out", out);
    const partly = await call("build", out, "--to", "singer", "--streams", "orders");
    expect(partly.out).toMatch(/airbyte-yaml was made from an earlier connector\.yaml/);
    expect((await call("verify", out, "--streams", "none")).err).toMatch(/airbyte-yaml was made from an earlier/);
    expect((await call("build", out)).out).not.toContain("earlier");
  });

  it("chooses in an edited connector.yaml and keeps the edits", async () => {
    const out = join(folder, "connectors/edited");
    await call("build", "@two.yaml", "--to", "singer", "--out", out);
    const path = join(out, "connector.yaml");
    const edited = readFileSync(path, "utf8").replace("title: Acme", "title:   Acme of ours # mine");
    writeFileSync(path, edited);
    const { exitCode, out: shown } = await call("build", out, "--streams", "orders");
    expect([exitCode, shown]).toEqual([0, expect.stringContaining("from its edited connector.yaml")]);
    expect(readFileSync(path, "utf8")).toContain("title:   Acme of ours # mine");
    expect(readFileSync(path, "utf8").match(/selected: true/g)).toHaveLength(1);
    const again = await call("build", "@two.yaml", "--to", "singer", "--out", out);
    expect([again.exitCode, again.out]).toEqual([0, expect.stringContaining("as you edited them  connector.yaml")]);
    expect(readFileSync(path, "utf8")).toContain("title:   Acme of ours # mine");
    writeFileSync(join(out, "overrides.yaml"), "streams: { invoices: { primaryKey: [[id]] } }\n");
    expect((await call("build", out)).out).toMatch(/overrides\.yaml was changed .* not in this build/);
  });

  it("says once more and at the end what doesn't fit in overrides.yaml; --strict ends with 1", async () => {
    const out = join(folder, "connectors/misfits");
    mkdirSync(out, { recursive: true });
    writeFileSync(
      join(out, "overrides.yaml"),
      `streams:
  oders: { selected: true }
  invoices: { parents: [{ stream: custmers, field: [id], param: { name: x, in: query } }] }
  orders: { pagination: { kind: offset, offsetParam: { name: curser, in: query }, stop: { kind: total-items, path: [nope] } } }
`,
    );
    const build = ["build", "@two.yaml", "--to", "singer", "--out", out];
    const { exitCode, out: shown } = await call(...build);
    expect(exitCode).toBe(0);
    const end = shown.slice(shown.indexOf("overrides.yaml: "));
    expect(end).toMatch(/"oders".* no effect — .*did you mean "orders"/);
    expect(end).toMatch(/parent "custmers".* no effect/);
    expect(end).toMatch(/query parameter "curser".* did you mean "cursor"/);
    expect(end).toMatch(/end of the list at nope/);
    expect((await call(...build, "--strict")).exitCode).toBe(1);
    expect((await call("analyze", "@two.yaml", "--overrides", join(out, "overrides.yaml"), "--strict")).exitCode).toBe(
      1,
    );
    const asked = await call("questions", out, "--strict", "--json");
    expect([asked.exitCode, JSON.parse(asked.out).diagnostics.length]).toEqual([
      1,
      JSON.parse((await call(...build, "--json")).out).diagnostics.filter(({ code }: { code: string }) =>
        code.startsWith("assemble/override"),
      ).length,
    ]);
  });

  it.each([
    [
      "a place that isn't there",
      ["explain", "&", "streams.orders.paginaton"],
      /did you mean streams\.orders\.pagination\?/,
    ],
    ["a stream that isn't there", ["explain", "&", "oders.pagination"], /did you mean streams\.orders\?/],
    ["no place", ["explain", "&", "x"], /there are: source\.auth/],
    ["a question that isn't there", ["answer", "&", "pagination/order", "1"], /did you mean pagination\/orders\?/],
    ["a candidate that isn't there", ["answer", "&", "pagination/orders", "7"], /no candidate 7/],
    ["an empty answer", ["answer", "&", "pagination/orders", " "], /empty/],
    [
      "an answer for no stream",
      ["answer", "&", "pagination/orders", "{kind: none}", "--stream", "oders"],
      /did you mean orders/,
    ],
    ["a connector as a document", ["analyze", "&"], /is a connector/],
    ["a connector among documents", ["build", "@small.yaml", "&"], /build it alone/],
    ["another folder for a connector", ["build", "&", "--out", "@other"], /built in place/],
    ["verify of an unknown stream", ["verify", "&", "--streams", "order"], /did you mean orders/],
  ])("refuses %s, and says what is meant", async (_, args, message) => {
    const out = join(folder, "connectors/asked");
    if (!existsSync(out)) await call("build", "@vague.yaml", "--to", "singer", "--out", out);
    const overrides = readFileSync(join(out, "overrides.yaml"), "utf8");
    const { exitCode, out: shown, err } = await call(...args.map((one) => (one === "&" ? out : one)));
    expect(err).toMatch(message);
    expect([exitCode, shown]).toEqual([2, ""]);
    expect(readFileSync(join(out, "overrides.yaml"), "utf8")).toBe(overrides);
  });

  it.each([
    [
      "verify of a target that wasn't built",
      ["verify", "&", "--to", "airbyte-yaml"],
      /no project of airbyte-yaml; build one with/,
    ],
    ["an answer that is no YAML", ["answer", "&", "pagination/orders", "{kind: ["], /not valid YAML/],
    ["an answer that says nothing", ["answer", "&", "pagination/orders", "hello"], /pagination/],
  ])("refuses %s", async (_, args, message) => {
    const out = join(folder, "connectors/asked");
    if (!existsSync(out)) await call("build", "@vague.yaml", "--to", "singer", "--out", out);
    const { exitCode, err } = await call(...args.map((one) => (one === "&" ? out : one)));
    expect([exitCode, err]).toEqual([1, expect.stringMatching(message)]);
  });

  it("tells once what is said of all streams and fits some of them only", async () => {
    const all =
      "all: { pagination: { kind: cursor, cursorParam: { name: cursor, in: query }, next: { from: header, name: X-Next }, stop: { kind: no-cursor } } }\n";
    writeFileSync(join(folder, "all.yaml"), `${all}streams: { invoices: { pagination: { kind: none } } }\n`);
    const { exitCode, out } = await call("analyze", "@two.yaml", "--overrides", "@all.yaml", "--strict");
    expect(exitCode).toBe(1);
    expect(out.match(/gives all streams/g)).toHaveLength(1);
    expect(out).toMatch(
      /query parameter "cursor"; for 2 of 4 the documents show no such parameter: order_lines, invoice_items/,
    );
  });

  it("finishes a build that was cut off, and trusts nothing before", async () => {
    const out = join(folder, "connectors/cut");
    await call("build", "@two.yaml", "--to", "singer", "--out", out);
    const record = join(out, ".sourcewright/build.json");
    const { files, ...more } = JSON.parse(readFileSync(record, "utf8"));
    // As if the process had ended while it put new files in the old ones' place.
    const staged = { writes: ["singer/README.md", "singer/pyproject.toml"], removes: [], next: { ...more, files } };
    writeFileSync(record, JSON.stringify({ ...more, files: {}, staged }));
    mkdirSync(join(out, ".sourcewright/staged/singer"), { recursive: true });
    renameSync(join(out, "singer/pyproject.toml"), join(out, ".sourcewright/staged/singer/pyproject.toml"));
    for (const args of [
      ["verify", out],
      ["explain", out, "streams"],
      ["questions", out],
    ])
      expect(await call(...args)).toMatchObject({ exitCode: 1, err: expect.stringContaining("cut off") });
    expect((await call("build", out)).exitCode).toBe(0);
    expect([existsSync(join(out, "singer/pyproject.toml")), existsSync(join(out, ".sourcewright/staged"))]).toEqual([
      true,
      false,
    ]);
    expect((await call("explain", out, "streams.orders")).exitCode).toBe(0);
  });

  it("keeps a file of the user's that a build would make, and one that lies beside", async () => {
    const out = join(folder, "connectors/mine");
    mkdirSync(join(out, "singer"), { recursive: true });
    writeFileSync(join(out, "singer/README.md"), "mine");
    writeFileSync(join(out, "singer/NOTES.md"), "mine");
    const build = ["build", "@small.yaml", "--to", "singer", "--out", out];
    expect(await call(...build)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining("singer/README.md lies there already, and was not made by a build"),
    });
    expect(readFileSync(join(out, "singer/README.md"), "utf8")).toBe("mine");
    expect((await call(...build, "--force")).out).toContain("overwritten, though they were edited: singer/README.md");
    expect(readFileSync(join(out, "singer/NOTES.md"), "utf8")).toBe("mine");
  });

  it("refuses to build another source into a connector's folder", async () => {
    const out = join(folder, "connectors/taken");
    await call("build", "@small.yaml", "--to", "singer", "--out", out);
    writeFileSync(join(folder, "other.yaml"), SMALL.replace("title: Acme", "title: Other"));
    const before = readFileSync(join(out, "connector.yaml"), "utf8");
    const other = await call("build", "@other.yaml", "--to", "singer", "--out", out);
    expect([other.exitCode, other.err]).toEqual([2, expect.stringMatching(/holds the connector "acme".*--name acme/)]);
    expect(readFileSync(join(out, "connector.yaml"), "utf8")).toBe(before);
    expect((await call("build", "@other.yaml", "--to", "singer", "--out", out, "--name", "acme")).exitCode).toBe(0);
  });

  it("lets two builds into one folder at once, one after the other", async () => {
    const out = join(folder, "connectors/twice");
    const build = ["build", "@two.yaml", "--to", "airbyte-yaml,singer", "--out", out];
    const both = await Promise.all([call(...build), call(...build)]);
    expect(both.some(({ exitCode }) => exitCode === 0)).toBe(true);
    for (const { exitCode, err } of both)
      if (exitCode !== 0) expect(err).toContain("changed while this build was under way");
    expect((await call(...build)).exitCode).toBe(0);
  });

  it("refuses overrides that break their schema, by the key", async () => {
    writeFileSync(join(folder, "wrong.yaml"), "streams: { orders: { primarykey: [[id]] } }\n");
    const { exitCode, err } = await call("analyze", "@small.yaml", "--overrides", "@wrong.yaml");
    expect([exitCode, err]).toEqual([1, expect.stringContaining('unknown key "primarykey"')]);
  });
});
