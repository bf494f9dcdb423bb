import { describe, expect, it } from "vitest";
import type { DatabaseDialect } from "../../model/dialect.ts";
import { statementsOf } from "./test-support.ts";

const cases: readonly (readonly [string, DatabaseDialect, string, readonly string[]])[] = [
  [
    "a terminator that is changed",
    "mysql",
    "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END$$\nDELIMITER ;\nCREATE TABLE a (x int);",
    ["2 CREATE PROCEDURE p", "4 CREATE TABLE a"],
  ],
  [
    "comments whose content counts",
    "mysql",
    "/*!50001 CREATE VIEW v AS SELECT 1 AS a */;\n/* CREATE TABLE no (x int); */\nCREATE TABLE a (x int);",
    ["1 CREATE VIEW v", "3 CREATE TABLE a"],
  ],
  [
    "a block without a changed terminator",
    "mysql",
    "CREATE PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; SELECT CASE WHEN 1 THEN 2 END; END;\nCREATE TABLE a (x int);",
    ["1 CREATE PROCEDURE p", "2 CREATE TABLE a"],
  ],
  [
    "quotes with semicolons",
    "mysql",
    "INSERT INTO a VALUES ('it\\'s; ', \"b;\");\nCREATE TABLE `a;b` (x int);",
    ["1 INSERT INTO a", "2 CREATE TABLE a;b"],
  ],
  [
    "batches",
    "sqlserver",
    "CREATE TABLE a (x int)\nGO\nCREATE PROC p AS\nSELECT 1;\nSELECT 2\nGO 5\nCREATE TABLE b (x int)",
    ["1 CREATE TABLE a", "3 CREATE PROC p", "7 CREATE TABLE b"],
  ],
  [
    "statements side by side",
    "sqlserver",
    "SET ANSI_NULLS ON\nCREATE TABLE a (x int)\nALTER TABLE a\nADD y int\nEXEC sp_rename 'a', 'b'",
    ["1 SET ANSI_NULLS ON", "2 CREATE TABLE a", "3 ALTER TABLE a", "5 EXEC sp_rename a"],
  ],
  [
    "a slash on a line of its own",
    "oracle",
    "CREATE TABLE a (x NUMBER);\nPROMPT Don't look here\nCREATE OR REPLACE PACKAGE p AS\n PROCEDURE q;\nEND;\n/\nREM it's over\nCREATE TABLE b (y NUMBER);",
    ["1 CREATE TABLE a", "3 CREATE OR REPLACE", "8 CREATE TABLE b"],
  ],
  [
    "a package whose slash is missing",
    "oracle",
    "CREATE PACKAGE p AS PROCEDURE q; END;\nCREATE TABLE b (y NUMBER);",
    ["1 CREATE PACKAGE p", "2 CREATE TABLE b"],
  ],
  [
    "texts with a quote operator",
    "oracle",
    "INSERT INTO a VALUES (q'[it's; here]');\nCREATE TABLE b (y NUMBER);",
    ["1 INSERT INTO a", "2 CREATE TABLE b"],
  ],
  [
    "dollar quotes and copied data",
    "postgresql",
    "CREATE FUNCTION f() RETURNS int AS $b$ BEGIN; END $b$;\nCOPY a FROM stdin;\n1\tit's; $$\n\\.\n\\connect x\nCREATE TABLE b (y int);",
    ["1 CREATE FUNCTION f", "2 COPY a FROM", "6 CREATE TABLE b"],
  ],
  ["comments inside comments", "postgresql", "/* a /* b */ ; */ CREATE TABLE b (y int);", ["1 CREATE TABLE b"]],
  [
    "SET TERM, also behind a statement",
    "firebird",
    "SET TERM ^ ;\nCREATE PROCEDURE p AS BEGIN a = 1; END^ SET TERM ; ^\nCREATE TABLE b (y int);",
    ["2 CREATE PROCEDURE p", "3 CREATE TABLE b"],
  ],
  [
    "declarations before a block",
    "firebird",
    "CREATE PROCEDURE p AS DECLARE VARIABLE a INT; BEGIN a = 1; END;\nCREATE TABLE b (y int);",
    ["1 CREATE PROCEDURE p", "2 CREATE TABLE b"],
  ],
  [
    "an at sign",
    "db2",
    "CREATE TABLE a (x INT)@\nCREATE PROCEDURE p () BEGIN SET x = 1; END@",
    ["1 CREATE TABLE a", "2 CREATE PROCEDURE p"],
  ],
  [
    "END PROCEDURE",
    "informix",
    "{ a comment; }\ncreate procedure p () let a = 1; foreach select 1 into b from t end foreach; end procedure;\ncreate table b (y int);",
    ["2 create procedure p", "3 create table b"],
  ],
  [
    "a trigger's block",
    "sqlite",
    "CREATE TRIGGER t AFTER UPDATE ON a BEGIN UPDATE a SET x = 1; SELECT 2; END;\nCREATE TABLE b (y int);",
    ["1 CREATE TRIGGER t", "2 CREATE TABLE b"],
  ],
  [
    "a quote that never closes",
    "postgresql",
    "CREATE TABLE a (x int);\nCREATE TABLE b (y int);\n' $a$ \" oops",
    ["1 CREATE TABLE a", "2 CREATE TABLE b", "3 ' $ a$"],
  ],
];

describe("statements end at", () => {
  it.each(cases)("%s (%s)", (_, dialect, text, expected) => {
    expect(statementsOf(text, dialect)).toEqual(expected);
  });
});

it("keeps nothing of data, however much there is", () => {
  const rows = "INSERT INTO a VALUES (1, 'x''y; z', NULL),\n(2, 'b', 3);\n".repeat(20_000);
  expect(statementsOf(`${rows}CREATE TABLE b (y int);`, "postgresql").at(-1)).toBe("40001 CREATE TABLE b");
});
