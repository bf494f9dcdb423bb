import { describe, expect, it } from "vitest";
import { analyseSql, reportOf, resultsOf } from "./analyse-sql.ts";

describe("a report", () => {
  it("of SQL Server gives a result for each query, tables of its own aside", async () => {
    const report = reportOf(
      await analyseSql(
        "CREATE TABLE o (id int NOT NULL, day date, total money)\nGO\nCREATE PROC r @from date, @to date = NULL, @n int OUTPUT WITH EXECUTE AS CALLER AS\nBEGIN\nSET NOCOUNT ON\nSELECT @n = COUNT(*) FROM o\nCREATE TABLE #w (id int, total money)\nINSERT #w SELECT id, total FROM o WHERE day >= @from\nUPDATE w SET total = 0 FROM #w w WHERE total IS NULL\nIF @n > 0 SELECT id, total FROM #w\nELSE SELECT id, total FROM #w WHERE id > 0\nSELECT Day = day, COUNT(*) AS n FROM o GROUP BY day\nEND\nGO",
        "x.sqlserver.sql",
      ),
      "r",
    );
    expect(report).toMatchObject({ call: "procedure", output: "result-sets", effects: "own-temporary-tables" });
    expect(report.parameters).toMatchObject([
      { name: "from", mode: "in", type: "date", role: "window-start" },
      { name: "to", mode: "in", default: "NULL", role: "window-end" },
      { name: "n", mode: "out", type: "int32" },
    ]);
    expect(resultsOf(report)).toEqual([
      ["id", "total"],
      ["Day", "n"],
    ]);
  });

  it("of Oracle opens a cursor, strong or weak, or pipes its rows", async () => {
    const analysis = await analyseSql(
      "CREATE TABLE k (id NUMBER NOT NULL, name VARCHAR2(20));\nCREATE TYPE z AS OBJECT (a NUMBER, b DATE);\n/\nCREATE TYPE zs AS TABLE OF z;\n/\nCREATE PACKAGE p AS\n TYPE rec IS RECORD (one NUMBER, two k.name%TYPE);\n TYPE strong IS REF CURSOR RETURN rec;\n PROCEDURE a (p_from DATE, c OUT SYS_REFCURSOR);\n PROCEDURE b (c OUT strong);\n FUNCTION f RETURN zs PIPELINED;\n PROCEDURE prints;\nEND;\n/\nCREATE PACKAGE BODY p AS\n PROCEDURE line (t VARCHAR2) IS BEGIN DBMS_OUTPUT.PUT_LINE(t); END;\n PROCEDURE a (p_from DATE, c OUT SYS_REFCURSOR) IS BEGIN OPEN c FOR SELECT k.*, 1 AS extra FROM k; END;\n PROCEDURE b (c OUT strong) IS BEGIN OPEN c FOR SELECT id, name FROM k; END;\n FUNCTION f RETURN zs PIPELINED IS BEGIN PIPE ROW (z(1, SYSDATE)); RETURN; END;\n PROCEDURE prints IS BEGIN line('x'); END;\nEND;\n/",
      "x.oracle.sql",
    );
    expect(resultsOf(reportOf(analysis, "A"))).toEqual([["ID", "NAME", "EXTRA"]]);
    expect(resultsOf(reportOf(analysis, "B"))).toEqual([["ONE", "TWO"]]);
    expect(reportOf(analysis, "F")).toMatchObject({ call: "table-function", output: "rows", package: "P" });
    expect(resultsOf(reportOf(analysis, "F"))).toEqual([["A", "B"]]);
    expect(reportOf(analysis, "PRINTS")).toMatchObject({ output: "dbms-output", results: [] });
    expect(analysis.left.map(({ operation }) => operation)).toEqual(["P.LINE"]);
  });

  it.each([
    [
      "postgresql",
      "f",
      "CREATE FUNCTION f(a int) RETURNS TABLE (x int, y text) LANGUAGE sql AS $$ SELECT 1, 'a' $$;",
      "rows",
      [["x", "y"]],
    ],
    [
      "postgresql",
      "f",
      "CREATE FUNCTION f(a int, OUT b int) RETURNS SETOF int LANGUAGE sql AS 'SELECT 1';",
      "rows",
      [["b"]],
    ],
    [
      "postgresql",
      "f",
      "CREATE FUNCTION f() RETURNS refcursor LANGUAGE plpgsql AS $$ DECLARE c refcursor; BEGIN OPEN c FOR SELECT 1 AS one; RETURN c; END $$;",
      "ref-cursor",
      [["one"]],
    ],
    [
      "mysql",
      "f",
      "CREATE TABLE o (a int);\nCREATE PROCEDURE f(IN d DATE, OUT n INT) READS SQL DATA BEGIN SELECT count(*) INTO n FROM o; SELECT a, 1 AS b FROM o; END;",
      "result-sets",
      [["a", "b"]],
    ],
    [
      "mysql",
      "f",
      "CREATE TABLE o (a int);\nCREATE PROCEDURE f(IN n INT) BEGIN IF n < 0 THEN SELECT 'n is too small'; ELSE SELECT a FROM o; SELECT found_rows() AS total; END IF; END;",
      "result-sets",
      [["a"], ["total"]],
    ],
    [
      "db2",
      "F",
      "CREATE PROCEDURE f (IN a INT) DYNAMIC RESULT SETS 1 BEGIN DECLARE c CURSOR WITH RETURN FOR SELECT 1 AS one FROM SYSIBM.SYSDUMMY1; OPEN c; END@",
      "result-sets",
      [["ONE"]],
    ],
    [
      "informix",
      "f",
      "create procedure f (a int) returning int as one, char(5) as two; define x int; define y char(5); foreach select 1, 'a' into x, y from t return x, y with resume; end foreach; end procedure;",
      "rows",
      [["one", "two"]],
    ],
    [
      "informix",
      "f",
      "create procedure f () returning int, char(5); define x int; define y char(5); foreach select 1, 'a' into x, y from t return x, y with resume; end foreach; end procedure;",
      "rows",
      [["x", "y"]],
    ],
    [
      "firebird",
      "F",
      "SET TERM ^ ;\nCREATE PROCEDURE f (a INT) RETURNS (one INT, two CHAR(5)) AS BEGIN FOR SELECT x, y FROM t INTO :one, :two DO SUSPEND; END^",
      "rows",
      [["ONE", "TWO"]],
    ],
    ["sybase", "f", "create proc f as select a, b = 1 from t\ngo", "result-sets", [["a", "b"]]],
    [
      "sqlserver",
      "f",
      "CREATE FUNCTION f (@a int) RETURNS TABLE AS RETURN (SELECT x, y AS z FROM t)\nGO",
      "rows",
      [["x", "z"]],
    ],
    [
      "sqlserver",
      "f",
      "CREATE FUNCTION f (@a int) RETURNS @r TABLE (x int, y int) AS BEGIN INSERT @r SELECT 1, 2 RETURN END\nGO",
      "rows",
      [["x", "y"]],
    ],
  ])("of %s is %s: %s", async (...[dialect, name, text, output, results]) => {
    const report = reportOf(await analyseSql(text, `x.${dialect}.sql`), name);
    expect(report.output).toBe(output);
    expect(resultsOf(report)).toEqual(results);
    expect(report.effects).not.toBe("writes");
  });
});

describe("no report is what", () => {
  it.each([
    [
      "writes and then selects",
      "sqlserver",
      "CREATE PROC f AS UPDATE t SET a = 1; SELECT @@ROWCOUNT AS n\nGO",
      "it writes (update t)",
    ],
    [
      "writes in a guarded block",
      "sqlserver",
      "CREATE PROC f WITH EXECUTE AS CALLER AS BEGIN TRY DELETE FROM t SELECT 1 AS a FROM t END TRY BEGIN CATCH END CATCH\nGO",
      "it writes (delete t)",
    ],
    [
      "calls what writes",
      "sybase",
      "create proc w as delete t\ngo\ncreate proc f as exec w select a from t\ngo",
      "it calls w: it writes (delete t)",
    ],
    [
      "changes rows that it returns",
      "postgresql",
      "CREATE FUNCTION f() RETURNS SETOF int LANGUAGE sql AS $$ DELETE FROM t RETURNING a $$;",
      "it writes (delete t)",
    ],
    [
      "changes rows inside a query",
      "postgresql",
      "CREATE FUNCTION f() RETURNS TABLE (a int) LANGUAGE sql AS $$ WITH d AS (DELETE FROM t RETURNING a) SELECT a FROM d $$;",
      "it writes (delete t)",
    ],
    [
      "writes behind a loop over a query",
      "oracle",
      "CREATE PROCEDURE f (c OUT SYS_REFCURSOR) IS BEGIN FOR r IN (SELECT a FROM t WHERE a > 1) LOOP DELETE FROM t WHERE a = r.a; END LOOP; OPEN c FOR SELECT a FROM t; END;\n/",
      "it writes (delete T)",
    ],
    [
      "writes in a loop over a query",
      "postgresql",
      "CREATE FUNCTION f() RETURNS SETOF int LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN FOR r IN SELECT a FROM t WHERE a > 1 LOOP INSERT INTO t VALUES (r.a); RETURN NEXT r.a; END LOOP; END $$;",
      "it writes (insert t)",
    ],
    [
      "writes for each row, without separators",
      "informix",
      "create procedure f () returning int as x; define v int; foreach select a into v from t where a > 1 insert into t values (v); return v with resume; end foreach end procedure;",
      "it writes (insert t)",
    ],
    [
      "gives a number away",
      "firebird",
      "SET TERM ^ ;\nCREATE PROCEDURE f RETURNS (n INT) AS BEGIN n = GEN_ID(g, 1); SUSPEND; END^",
      "it changes something (gen_id)",
    ],
    [
      "writes a file",
      "oracle",
      "CREATE PROCEDURE f (c OUT SYS_REFCURSOR) IS h UTL_FILE.FILE_TYPE; BEGIN h := UTL_FILE.FOPEN('a', 'b', 'w'); OPEN c FOR SELECT 1 AS a FROM dual; END;\n/",
      "it changes something (utl_file)",
    ],
    [
      "makes a table that stays",
      "sqlserver",
      "CREATE PROC f AS SELECT a INTO kept FROM t; SELECT a FROM kept\nGO",
      "it writes (select into kept)",
    ],
    [
      "a trigger runs",
      "postgresql",
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;",
      "a function that triggers run",
    ],
    [
      "gives one value",
      "mysql",
      "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN a * 2;",
      "a function that gives one value",
    ],
  ])("%s (%s)", async (_, dialect, text, because) => {
    const analysis = await analyseSql(
      `CREATE TABLE t (a int);\n${dialect === "sqlserver" || dialect === "sybase" ? "GO\n" : ""}${text}`,
      `x.${dialect}.sql`,
    );
    expect(analysis.left.find(({ operation }) => /(?:^|\.)f$/i.test(operation))?.because).toContain(because);
  });

  it("is built unasked", async () => {
    const { model } = await analyseSql(
      "CREATE FUNCTION f() RETURNS TABLE (x int) LANGUAGE sql AS $$ SELECT 1 $$;",
      "x.postgresql.sql",
    );
    expect(model.streams.map(({ selected }) => selected)).toEqual([false]);
  });
});

describe("effects are unknown of what", () => {
  it.each([
    [
      "runs statements put together at run time",
      "sqlserver",
      "CREATE PROC f @s nvarchar(100) AS EXEC (@s) SELECT 1 AS a FROM t\nGO",
    ],
    [
      "is written in another language",
      "postgresql",
      "CREATE FUNCTION f() RETURNS TABLE (a int) LANGUAGE plpython3u AS $$ return [] $$;",
    ],
    ["lies in a library", "sqlserver", "CREATE FUNCTION f () RETURNS TABLE (a int) AS EXTERNAL NAME x.y.z\nGO"],
    ["calls what isn't there", "sybase", "create proc f as exec elsewhere select a from t\ngo"],
  ])("%s (%s)", async (_, dialect, text) => {
    expect(reportOf(await analyseSql(text, `x.${dialect}.sql`), "f").effects).toBe("unknown");
  });
});
