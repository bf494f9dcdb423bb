import { describe, expect, it } from "vitest";
import { modelProblems } from "../../src/model/invariants.ts";
import { analyseSql } from "./analyse-sql.ts";

const TABLE = "CREATE TABLE a (x int PRIMARY KEY);\n";

describe("a hostile text is read like any other", () => {
  it.each([
    ["quotes that never close", `${TABLE}${"' $q$ \" ` [ /* ".repeat(20_000)}`],
    ["parentheses that never close", `${TABLE}CREATE TABLE b (y int DEFAULT ${"(".repeat(50_000)};`],
    ["queries in queries", `${TABLE}CREATE VIEW v AS SELECT ${"(SELECT ".repeat(20_000)}1 FROM a;`],
    ["an endless expression", `${TABLE}CREATE VIEW v AS SELECT ${"x + ".repeat(50_000)}1 FROM a;`],
    ["casts without end", `${TABLE}CREATE VIEW v AS SELECT x${"::int".repeat(20_000)} FROM a;`],
    [
      "a routine of many statements on one line",
      `${TABLE}CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN ${"UPDATE a SET x = 1; ".repeat(10_000)} END $$;`,
    ],
    [
      "a trigger of many settings",
      `${TABLE}CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW BEGIN ${"SET NEW.x = now(); ".repeat(10_000)} END;`,
    ],
    ["views of views in a circle", `${TABLE}CREATE VIEW v AS SELECT * FROM w;\nCREATE VIEW w AS SELECT * FROM v;`],
    [
      "tables that are like themselves",
      `${TABLE}CREATE TABLE b (LIKE c);\nCREATE TABLE c (LIKE b);\nCREATE TABLE d () INHERITS (d);`,
    ],
    ["types over themselves", `CREATE DOMAIN d AS e;\nCREATE DOMAIN e AS d;\n${TABLE}CREATE TABLE b (y d);`],
    [
      "routines that call one another",
      `${TABLE}CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT g()';\nCREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT f()';`,
    ],
    [
      "names of objects of programs",
      `${TABLE}CREATE TABLE constructor (__proto__ int, toString text, hasOwnProperty int PRIMARY KEY);`,
    ],
    [
      "names with everything in them",
      `${TABLE}CREATE TABLE "a'; DROP TABLE x; -- \u202e\n{{ }}" ("\n" int, "" int, "日本" text);`,
    ],
    ["statements without an end", `${TABLE}CREATE\nCREATE TABLE\nALTER TABLE\nCREATE TABLE (`],
    ["a name a million letters long", `${TABLE}CREATE TABLE ${"b".repeat(1_000_000)} (updated_at timestamp);`],
  ])("%s", async (_, text) => {
    const { model } = await analyseSql(text, "x.postgresql.sql");
    expect(model.streams.some(({ name }) => name === "a")).toBe(true);
    expect(modelProblems(model)).toEqual([]);
  });
});

it("the same text gives the same bytes", async () => {
  const text = `${TABLE}CREATE TABLE b (y int REFERENCES a, updated_at timestamptz);\nCREATE VIEW v AS SELECT * FROM b;`;
  const [one, other] = [await analyseSql(text), await analyseSql(text)];
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});
