import { describe, expect, it } from "vitest";
import { modelProblems } from "../../src/model/invariants.ts";
import { analyseSql, columnsOf, tableOf } from "./analyse-sql.ts";

describe("the cursor", () => {
  /** The text after CREATE TABLE t, what is chosen, and the proof. */
  const cases: readonly (readonly [string, string, string, string | undefined, string | undefined])[] = [
    [
      "a column that is set at each update",
      "x.mysql.sql",
      "CREATE TABLE t (id int, touched datetime ON UPDATE CURRENT_TIMESTAMP, updated_at datetime);",
      "touched",
      "on-update",
    ],
    [
      "a rowversion before a name",
      "x.sqlserver.sql",
      "CREATE TABLE t (id int, ModifiedDate datetime, v rowversion)",
      "v",
      "type",
    ],
    [
      "a row change timestamp",
      "x.db2.sql",
      "CREATE TABLE t (id INT, UPDATED TIMESTAMP, c TIMESTAMP NOT NULL GENERATED ALWAYS FOR EACH ROW ON UPDATE AS ROW CHANGE TIMESTAMP);",
      "C",
      "row-change-timestamp",
    ],
    [
      "a trigger before a name",
      "x.oracle.sql",
      "CREATE TABLE t (id NUMBER, stamp DATE, LAST_UPDATE DATE);\nCREATE TRIGGER g BEFORE INSERT OR UPDATE ON t FOR EACH ROW BEGIN :NEW.stamp := SYSDATE; END;\n/",
      "STAMP",
      "trigger",
    ],
    [
      "a trigger that runs a routine",
      "x.postgresql.sql",
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen = now(); RETURN NEW; END $$;\nCREATE TABLE t (id int, seen timestamptz);\nCREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();",
      "seen",
      "trigger",
    ],
    [
      "a trigger that updates its own table",
      "x.sqlserver.sql",
      "CREATE TABLE t (id int, seen datetime)\nGO\nCREATE TRIGGER g ON t AFTER UPDATE AS UPDATE x SET x.seen = GETDATE() FROM t AS x JOIN inserted i ON i.id = x.id\nGO",
      "seen",
      "trigger",
    ],
    [
      "the start of a system-versioned row",
      "x.sqlserver.sql",
      "CREATE TABLE t (id int, f datetime2 GENERATED ALWAYS AS ROW START NOT NULL, u datetime2 GENERATED ALWAYS AS ROW END NOT NULL, PERIOD FOR SYSTEM_TIME (f, u)) WITH (SYSTEM_VERSIONING = ON)",
      "f",
      "system-versioning",
    ],
    ["a name alone", "x.postgresql.sql", "CREATE TABLE t (id serial, updated_at timestamptz);", "updated_at", "name"],
    [
      "a comment alone",
      "x.mysql.sql",
      "CREATE TABLE t (id int, gmt datetime COMMENT 'time when the row was last changed');",
      "gmt",
      "comment",
    ],
    [
      "a name on a text of SQLite",
      "x.sqlite.sql",
      "CREATE TABLE t (id INTEGER PRIMARY KEY, updated_at TEXT);",
      "updated_at",
      "name",
    ],
    // None: what they say isn't when a row changed.
    ["an identity", "x.postgresql.sql", "CREATE TABLE t (id bigserial PRIMARY KEY, a int);", undefined, undefined],
    [
      "a creation time",
      "x.postgresql.sql",
      "CREATE TABLE t (id int, created_at timestamptz DEFAULT now());",
      undefined,
      undefined,
    ],
    [
      "a business date",
      "x.postgresql.sql",
      "CREATE TABLE t (id int, order_date date, valid_from timestamptz);",
      undefined,
      undefined,
    ],
    [
      "a trigger at insertion only",
      "x.firebird.sql",
      "CREATE TABLE t (id INT, made TIMESTAMP);\nSET TERM ^ ;\nCREATE TRIGGER g FOR t ACTIVE BEFORE INSERT AS BEGIN NEW.made = CURRENT_TIMESTAMP; END^",
      undefined,
      undefined,
    ],
    [
      "a comparison in a trigger",
      "x.mysql.sql",
      "CREATE TABLE t (id int, due datetime);\nCREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW BEGIN IF NEW.due = NOW() THEN SET @x = 1; END IF; END;",
      undefined,
      undefined,
    ],
    [
      "the change of something in the row",
      "x.oracle.sql",
      "CREATE TABLE t (id NUMBER, logo_last_updated DATE);\nCOMMENT ON COLUMN t.logo_last_updated IS 'Last time the logo was updated';",
      undefined,
      undefined,
    ],
    [
      "who changed it",
      "x.postgresql.sql",
      "CREATE TABLE t (id int, updated_by int, modified_user timestamptz);",
      undefined,
      undefined,
    ],
  ];
  it.each(cases)("%s (%s)", async (...[, name, text, column, proof]) => {
    const analysis = await analyseSql(text, name);
    const { incremental, access } = tableOf(analysis, /oracle|db2|firebird/.test(name) ? "T" : "t");
    expect(incremental?.cursorField[0]).toBe(column);
    expect(access.cursors.find((one) => one.column === column)?.evidence).toBe(proof);
    expect(modelProblems(analysis.model)).toEqual([]);
  });

  it("is asked about where two names say the same, and where a number may be a time", async () => {
    const two = await analyseSql(
      "CREATE TABLE t (id int, updated_at timestamptz, last_modified timestamptz);",
      "x.postgresql.sql",
    );
    expect(two.questions).toMatchObject([{ about: "incremental", stream: "t" }]);
    const number = await analyseSql("CREATE TABLE t (id int, update_time bigint);", "x.mysql.sql");
    expect(number.questions).toMatchObject([{ about: "incremental", stream: "t" }]);
    expect(tableOf(number, "t").incremental).toBeUndefined();
  });

  it("is what the user says", async () => {
    const cursorField = ["id"];
    const analysis = await analyseSql(
      "CREATE TABLE t (id bigserial PRIMARY KEY, updated_at timestamptz);",
      "x.postgresql.sql",
      {
        streams: { t: { incremental: { cursorField, format: { kind: "integer" } } }, u: {} },
      },
    );
    expect(tableOf(analysis, "t").incremental?.cursorField).toEqual(cursorField);
    expect(analysis.diagnostics.map(({ code }) => code)).toContain("assemble/override-unknown-stream");
  });
});

describe("keys and change capture", () => {
  it("take the shortest unique key where none is declared", async () => {
    const analysis = await analyseSql(
      "CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int NOT NULL, d int, UNIQUE (a, b), UNIQUE (c), UNIQUE (d));\nCREATE TABLE k (a int PRIMARY KEY, b int NOT NULL UNIQUE);\nCREATE TABLE n (a int);",
      "x.postgresql.sql",
    );
    const t = tableOf(analysis, "t");
    expect([t.primaryKey, t.access.uniqueKeys, t.access.chunkBy]).toEqual([[["c"]], [["a", "b"], ["c"]], ["c"]]);
    expect(t.access.cdc).toMatchObject({ key: "unique", columns: ["c"], needsSetup: true });
    expect(tableOf(analysis, "k").access).toMatchObject({
      uniqueKeys: [["b"]],
      cdc: { key: "key", needsSetup: false },
    });
    expect(tableOf(analysis, "n").access.cdc).toMatchObject({ key: "full", needsSetup: true });
  });

  it.each([
    ["an unlogged table", "x.postgresql.sql", "CREATE UNLOGGED TABLE t (a int PRIMARY KEY);"],
    ["a view", "x.postgresql.sql", "CREATE VIEW t AS SELECT 1 AS a;"],
    [
      "a table in memory",
      "x.sqlserver.sql",
      "CREATE TABLE t (a int PRIMARY KEY NONCLUSTERED) WITH (MEMORY_OPTIMIZED = ON)",
    ],
    ["a columnstore", "x.sqlserver.sql", "CREATE TABLE t (a int)\nGO\nCREATE CLUSTERED COLUMNSTORE INDEX c ON t\nGO"],
    ["a database without a log", "x.sqlite.sql", "CREATE TABLE t (a INTEGER PRIMARY KEY);"],
  ])("%s is not captured", async (_, name, text) => {
    expect(tableOf(await analyseSql(text, name), "t").access.cdc.key).toBe("none");
  });
});

describe("soft deletion", () => {
  it.each([
    ["deleted_at timestamptz", { column: "deleted_at", deletedWhen: "not-null" }],
    ["is_deleted boolean NOT NULL DEFAULT false", { column: "is_deleted", deletedWhen: "true" }],
    ["del_flag char(1) DEFAULT 'N'", { column: "del_flag", deletedWhen: "Y" }],
    ["deleted int", { column: "deleted", deletedWhen: "1" }],
    ["deleted_by uuid", undefined],
    ["del_date date", undefined],
    ["delete_reason text", undefined],
    ["deleted_rows numeric(9,2)", undefined],
    ["model text", undefined],
  ])("%s", async (column, expected) => {
    expect(
      tableOf(await analyseSql(`CREATE TABLE t (id int, ${column});`, "x.postgresql.sql"), "t").access.softDelete,
    ).toEqual(expected);
  });

  it("is asked about where nothing says which value means deleted", async () => {
    const { questions } = await analyseSql("CREATE TABLE t (id int, del_flag char(1));", "x.postgresql.sql");
    expect(questions).toMatchObject([{ about: "soft-delete", stream: "t" }]);
  });
});

describe("what is built", () => {
  it("are tables; views, histories and children on request; partitions and temporary tables with others", async () => {
    const analysis = await analyseSql(
      "CREATE TABLE a (x int) PARTITION BY LIST (x);\nCREATE TABLE a1 PARTITION OF a FOR VALUES IN (1);\nCREATE TABLE c () INHERITS (a);\nCREATE TEMP TABLE w (x int);\nCREATE VIEW v AS SELECT x FROM a;\nCREATE FOREIGN TABLE f (x int) SERVER s;",
      "x.postgresql.sql",
    );
    expect(analysis.model.streams.map(({ name, selected }) => `${name} ${selected}`)).toEqual([
      "a true",
      "c false",
      "v false",
      "f false",
    ]);
    expect(analysis.left.map(({ operation }) => operation)).toEqual(["public.a1", "public.w"]);
  });

  it("has names of its own where schemas repeat theirs", async () => {
    const { model } = await analyseSql(
      'CREATE TABLE a."Order Line" (x int);\nCREATE TABLE b."OrderLine" (x int);\nCREATE TABLE b."Größe" (x int);',
      "x.postgresql.sql",
    );
    expect(model.streams.map(({ name }) => name)).toEqual(["a_order_line", "b_order_line", "grosse"]);
  });

  it("views have the columns and types of their query", async () => {
    const analysis = await analyseSql(
      "CREATE TABLE o (id int NOT NULL, total numeric(9,2), at timestamp);\nCREATE TABLE c (id int NOT NULL, name varchar(20));\nCREATE VIEW v AS WITH big AS (SELECT * FROM o WHERE total > 9) SELECT big.id, c.name AS who, count(*), sum(total) AS total, at::date, max(big.at) AS last, c.name || '!' AS shout FROM big LEFT JOIN c ON c.id = big.id GROUP BY 1, 2;",
      "x.postgresql.sql",
    );
    expect(columnsOf(tableOf(analysis, "v"))).toEqual([
      "id int32!",
      "who text(20)",
      "count int64",
      "total decimal",
      "at date",
      "last timestamp(6)",
      "shout text",
    ]);
  });
});
