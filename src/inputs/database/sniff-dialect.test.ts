import { expect, it } from "vitest";
import type { DatabaseDialect } from "../../model/dialect.ts";
import { isDatabaseSchema } from "./is-database-schema.ts";
import { factsOf } from "./test-support.ts";

const TEXTS: readonly (readonly [DatabaseDialect, string])[] = [
  ["postgresql", "CREATE TABLE a (id bigserial PRIMARY KEY, at timestamptz, doc jsonb);"],
  ["mysql", "CREATE TABLE `a` (`id` int unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`)) ENGINE=InnoDB;"],
  [
    "mariadb",
    "CREATE TABLE `a` (`id` int(11) NOT NULL AUTO_INCREMENT, `at` datetime DEFAULT current_timestamp(), PRIMARY KEY (`id`)) ENGINE=InnoDB;",
  ],
  ["sqlite", "PRAGMA foreign_keys = ON;\nCREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);"],
  ["oracle", "CREATE TABLE a (id NUMBER(10) NOT NULL, name VARCHAR2(20 CHAR), at DATE DEFAULT SYSDATE);"],
  ["sqlserver", "CREATE TABLE [dbo].[a]([id] [int] IDENTITY(1,1) NOT NULL, [name] [nvarchar](20) NULL)\nGO\n"],
  ["sybase", "create table a (id numeric(10,0) identity, name varchar(20) null) lock datarows\ngo\n"],
  [
    "db2",
    'CREATE TABLE A (ID INT NOT NULL, K CHAR(8) FOR BIT DATA, AT TIMESTAMP WITH DEFAULT CURRENT TIMESTAMP) IN "USERSPACE1";',
  ],
  [
    "informix",
    "create table a (id serial not null, at datetime year to second, primary key (id) constraint pk) lock mode row;",
  ],
  [
    "firebird",
    "CREATE GENERATOR g;\nCREATE TABLE a (id INTEGER NOT NULL, t BLOB SUB_TYPE TEXT, c COMPUTED BY (id + 1));",
  ],
];

it.each(TEXTS)("%s is told by its words", async (dialect, text) => {
  const facts = await factsOf(text, "schema.sql");
  expect(facts.dialect).toBe(dialect);
  expect(facts.dialectReasons[0]?.at.pointer).toMatch(/^line \d+$/);
  expect(facts.codes).not.toContain("database/unsure-dialect");
});

it("is told by a file's name where words say nothing", async () => {
  expect((await factsOf("CREATE TABLE A (ID INT);", "tables_db2.sql")).dialect).toBe("db2");
});

it("reads what nothing tells as PostgreSQL, and says where two are as likely", async () => {
  expect((await factsOf("CREATE TABLE a (id int);", "schema.sql")).dialect).toBe("postgresql");
  const mixed = "CREATE TABLE a (id int);\nGO\n-- $$\n";
  expect((await factsOf(mixed, "schema.sql")).codes).toContain("database/unsure-dialect");
});

it("takes texts that define something for a schema, and of SQL files also those that belong to one", () => {
  expect(isDatabaseSchema("{ a comment of Informix }\ncreate table a (x int);", "a.sql")).toBe(true);
  expect(isDatabaseSchema("create or replace force view v as select 1 from dual;", "a.txt")).toBe(true);
  expect(isDatabaseSchema("COMMENT ON TABLE a IS 'x';", "comments.sql")).toBe(true);
  expect(isDatabaseSchema("INSERT INTO a VALUES (1);", "data.txt")).toBe(false);
  expect(isDatabaseSchema("SELECT 1;", "query.sql")).toBe(false);
  expect(isDatabaseSchema('{"sql": "create table a (x int)"}', "a")).toBe(false);
  expect(isDatabaseSchema("# Guide\n\n    create table a (x int);\n", "guide.md")).toBe(false);
});
