import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { SchemaNames } from "../../model/schema-names.ts";
import type { JsonSchema } from "../../model/values.ts";
import { singer } from "./target.ts";
import { model, setting, startDate, stream } from "./test-support.ts";

const inQuery = (name: string) => ({ name, in: "query" as const });

function built(connector: ConnectorModel, schemaNames: SchemaNames = new Map()) {
  const { plan, losses } = singer.lower(connector, { connectorVersion: "0.1.0", schemaNames });
  const files = singer.emit(plan);
  const paths = files.map(({ path }) => path);
  const text = (path: string) => {
    const file = files.find((one) => one.path === path);
    return file && "content" in file ? file.content : "";
  };
  return { losses, paths, text, streams: text("tap_acme/streams.py"), client: text("tap_acme/client.py") };
}

const supportOf = (paths: readonly string[]) =>
  paths.flatMap((path) => /^tap_acme\/support\/(\w+)\.py$/.exec(path)?.[1] ?? []);

describe("what a tap consists of", () => {
  it("has no part that it doesn't need", () => {
    const { paths } = built(model({ source: { auth: [] }, settings: [] }));
    expect(paths).not.toContain("tap_acme/auth.py");
    const unneeded = [
      "ahead",
      "children",
      "incremental",
      "limiter",
      "oauth",
      "page_number",
      "renewable",
      "unknown_pages",
    ];
    expect(supportOf(paths).filter((module) => unneeded.includes(module))).toEqual([]);
  });

  it("has one schema file for a kind of record that the documents name", () => {
    const schema: JsonSchema = { type: "object", properties: { id: { type: "string" }, code: { type: "string" } } };
    const key = (...names: readonly string[]) => ({ schema, primaryKey: names.map((name) => [name]) });
    const streams = [
      stream("people", key("id")),
      stream("authors", key("id")),
      stream("guests", key()),
      stream("codes", key("id", "code")),
      stream("others", { schema: { ...schema } }),
    ];
    const { paths, ...files } = built(model({ streams }), new Map([[schema, "acme.Person"]]));
    expect(paths.filter((path) => path.includes("/schemas/") && path.endsWith(".json")).sort()).toEqual([
      "tap_acme/schemas/others.json",
      "tap_acme/schemas/shared/acme_person.json",
      "tap_acme/schemas/shared/acme_person_by_id_code.json",
      "tap_acme/schemas/shared/acme_person_without_key.json",
    ]);
    expect(files.streams.match(/key="shared\/acme_person"/g)).toHaveLength(2);
    expect(files.client).toContain("schema = StreamSchema(SCHEMAS)");
  });

  it("names what all streams have in common after the source, unless a stream has that name", () => {
    expect(built(model({ streams: [stream("people")] })).streams).toContain("class PeopleStream(AcmeStream):");
    expect(built(model({ streams: [stream("acme")] })).streams).toContain("class AcmeStream(AcmeApiStream):");
  });

  it("has an authenticator of its own where the SDK has none", () => {
    const { paths, client, text } = built(
      model({
        settings: [setting("user"), setting("pass_word", { secret: true })],
        source: {
          auth: [
            {
              kind: "session",
              login: { method: "POST", path: "/login", body: { u: "{user}", p: "{pass_word}" } },
              token: { from: "body", path: ["token"] },
              sendAs: { in: "header", name: "X-Session" },
            },
          ],
        },
      }),
    );
    expect(paths).toContain("tap_acme/support/session_login.py");
    expect(client).toContain("return self.once_a_tap(AcmeAuthenticator)");
    expect(text("tap_acme/auth.py")).toContain('url="https://api.acme.example/v1/login"');
  });

  it("reads side by side only where that can be, and the source bears it", () => {
    const lonely = model({ source: { concurrency: { max: 4 } } });
    expect(built(lonely).client).not.toContain("concurrency");
    const pages = stream("orders", {
      http: {
        pagination: {
          kind: "page-number",
          pageParam: inQuery("page"),
          firstPage: 1,
          stop: { kind: "total-pages", path: ["pages"] },
        },
      },
    });
    expect(built(model({ streams: [pages], source: { concurrency: { max: 4 } } })).client).toContain("concurrency = 4");
    expect(built(model({ streams: [pages] })).client).not.toContain("concurrency");
  });
});

describe("streams", () => {
  it("are those that are offered, and what they need as parents", () => {
    const { streams, text } = built(
      model({
        streams: [
          stream("projects", { selected: false }),
          stream("others", { selected: false }),
          stream("tasks", {
            http: { path: "/projects/{id}/tasks" },
            parents: [{ stream: "projects", field: ["id"], param: { name: "id", in: "path" } }],
          }),
        ],
      }),
    );
    expect(streams).toContain("class ProjectsStream(ParentStream, AcmeStream):");
    expect(streams).toContain("selected_by_default = False");
    expect(streams).not.toContain("OthersStream");
    expect(text("tap_acme/tap.py")).toContain("streams.TasksStream,");
  });

  it("are below the nearest of several parents", () => {
    const link = (name: string) => ({ stream: name, field: ["id"], param: { name, in: "query" as const } });
    const { streams } = built(
      model({
        streams: [stream("a"), stream("b", { parents: [link("a")] }), stream("c", { parents: [link("b"), link("a")] })],
      }),
    );
    expect(streams).toMatch(/class CStream[\s\S]*parent_stream_type = BStream/);
  });

  it("are below every combination of parents that don't lead to one another", () => {
    const link = (name: string) => ({ stream: name, field: ["id"], param: { name, in: "query" as const } });
    const { streams, text } = built(
      model({
        streams: [
          stream("a"),
          stream("b", { parents: [link("a")] }),
          stream("other"),
          stream("c", { parents: [link("b"), link("other")] }),
          stream("d", { parents: [link("b"), link("a")] }),
        ],
      }),
    );
    expect(streams).toMatch(/class CStream\(CrossedStream, AcmeStream\):[\s\S]*parent_stream_type = BStream/);
    expect(streams).toContain("class DStream(ChildStream, AcmeStream):");
    expect(streams).toContain("class OtherStream(AcmeStream):");
    expect(text("README.md")).toContain("Several streams lead to `c`");
  });

  it("write the parent's value into the field that tells whose a record is", () => {
    const { streams, text } = built(
      model({
        streams: [
          stream("teams"),
          stream("members", {
            schema: { type: "object", properties: { team_id: { type: "integer" }, id: { type: "integer" } } },
            primaryKey: [["team_id"], ["id"]],
            http: { path: "/teams/{team}/members" },
            parents: [{ stream: "teams", field: ["id"], param: { name: "team", in: "path" }, recordField: "team_id" }],
          }),
        ],
      }),
    );
    expect(streams).toContain('record_field="team_id"');
    expect(streams).toContain('primary_keys = ("team_id", "id")');
    const { properties } = JSON.parse(text("tap_acme/schemas/members.json"));
    expect(properties).toEqual({ team_id: { type: "integer" }, id: { type: "integer" } });
    const members = JSON.parse(text("tests/source.json")).streams[1];
    expect(members).toMatchObject({ key: [["team_id"], ["id"]], unique: [["id"]], paired: [], countsPerParent: true });
    expect(text("README.md")).toContain("`record_field`");
  });

  it("say what is a guess, and read until an answer is empty", () => {
    const { streams } = built(
      model({
        streams: [
          stream("orders", {
            http: {
              pagination: {
                kind: "offset",
                offsetParam: inQuery("offset"),
                pageSize: 50,
                stop: { kind: "short-page", guessed: true },
              },
            },
          }),
        ],
      }),
    );
    expect(streams).toContain("# A guess:");
    expect(streams).toContain("stop=EmptyPage()");
  });

  it("are sorted only where that is proven", () => {
    const cursor = { cursorField: ["updated_at"], format: { kind: "date-time" as const } };
    const unproven = stream("orders", { incremental: cursor });
    expect(built(model({ streams: [unproven] })).streams).not.toContain("is_sorted");
    const proven = stream("orders", { incremental: { ...cursor, order: "asc" } });
    expect(built(model({ streams: [proven] })).streams).toContain("is_sorted = True");
  });

  it("tell open questions where they are asked", () => {
    const asking = stream("orders", { notes: [{ about: "pagination", text: "how does it page?", open: true }] });
    const { streams, text } = built(model({ streams: [asking] }));
    expect(streams).toContain("# TODO: pagination: how does it page?");
    expect(text("README.md")).toContain("| orders | pagination | how does it page? |");
  });
});

describe("keys and cursors that lie deeper in the record", () => {
  const lifted = [
    { field: ["attributes", "code"], recordField: "code" },
    { field: ["attributes", "at"], recordField: "at" },
  ];
  const orders = stream("orders", {
    schema: {
      type: "object",
      properties: {
        attributes: { type: "object", properties: { code: { type: "string" }, at: { type: "string" } } },
        code: { type: "string" },
        at: { type: "string" },
      },
    },
    primaryKey: [["attributes", "code"]],
    incremental: { cursorField: ["attributes", "at"], format: { kind: "date-time" } },
    lifted,
  });

  it("are repeated at its top, and nothing is lost", () => {
    const { streams, losses, paths } = built(model({ streams: [orders] }));
    expect(losses).toEqual([]);
    expect(streams).toContain("class OrdersStream(IncrementalStream, LiftedStream, AcmeStream):");
    expect(streams).toMatch(/lifted = \{\s*"code": \("attributes", "code"\),\s*"at": \("attributes", "at"\),?\s*\}/);
    expect(streams).toContain('primary_keys = ("code",)');
    expect(streams).toContain('replication_key = "at"');
    expect(streams).not.toContain("cursor_field");
    expect(supportOf(paths)).toContain("lifted");
    expect(supportOf(built(model()).paths)).not.toContain("lifted");
  });

  it("are the source's own in what the tests play, beside what comes out", () => {
    const { text } = built(model({ streams: [orders] }));
    expect(JSON.parse(text("tests/source.json")).streams[0]).toMatchObject({
      key: [["code"]],
      unique: [["attributes", "code"]],
      incremental: { cursorField: ["attributes", "at"] },
      lifted,
    });
    expect(text("README.md")).toContain("`lifted`");
  });
});

describe("losses", () => {
  it("are keys that nothing lifted, and the end of a window that shares its parameter", () => {
    const { losses, streams } = built(
      model({
        streams: [
          stream("orders", {
            primaryKey: [["attributes", "id"]],
            incremental: {
              cursorField: ["updated_at"],
              format: { kind: "date-time" },
              request: {
                ...inQuery("q"),
                format: { kind: "date-time" },
                operator: "gte",
                until: { ...inQuery("q"), operator: "lt" },
              },
            },
          }),
        ],
      }),
    );
    expect(losses.map(({ path }) => path)).toEqual([
      "streams.orders.primaryKey",
      "streams.orders.incremental.request.until",
    ]);
    expect(streams).not.toContain("primary_keys");
    expect(streams).not.toContain("Until(");
  });
});

describe("settings", () => {
  it("are the model's, by their names, everywhere", () => {
    const settings = [
      setting("api_key", { secret: true }),
      setting("region", { values: ["eu", "us"], default: "eu", required: false }),
      setting("limit_to", { type: "number", required: false }),
      startDate,
    ];
    const { text } = built(model({ settings, source: { auth: [] } }));
    for (const { name } of settings) {
      expect(text("tap_acme/tap.py")).toContain(`"${name}"`);
      expect(text("meltano.yml")).toContain(`name: ${name}`);
      expect(text(".env.example")).toContain(`TAP_ACME_${name.toUpperCase()}=`);
      expect(text("README.md")).toContain(`\`${name}\``);
    }
    expect(text("meltano.yml")).toContain("kind: decimal");
  });

  it("that are addresses are addresses in the tests", () => {
    const { text } = built(
      model({
        settings: [setting("base_url"), setting("token_url"), setting("client_id"), setting("client_secret")],
        source: {
          baseUrl: "{base_url}/v1",
          auth: [
            {
              kind: "oauth2",
              grant: "client-credentials",
              tokenUrl: "{token_url}",
              scopes: [],
              clientAuth: "body",
              credentials: { clientId: "{client_id}", clientSecret: "{client_secret}" },
            },
          ],
        },
      }),
    );
    expect(JSON.parse(text("tests/source.json")).config).toMatchObject({
      base_url: "https://base-url.example",
      token_url: "https://token-url.example",
      client_id: "some-client-id",
    });
  });

  it("that few streams need are asked for by these alone", () => {
    const { streams, text } = built(
      model({
        settings: [setting("export_id", { required: false })],
        source: { auth: [] },
        streams: [
          stream("orders"),
          stream("exports", {
            http: {
              path: "/exports/{id}",
              inputs: [{ param: { name: "id", in: "path" }, setting: "export_id" }],
            },
          }),
        ],
      }),
    );
    expect(streams).toMatch(/class ExportsStream[\s\S]*needs_settings = \("export_id",\)/);
    expect(streams.match(/needs_settings/g)).toHaveLength(1);
    expect(text("README.md")).toContain("Without it, `exports` can't be read.");
  });
});
