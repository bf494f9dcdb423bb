import { expect, it } from "vitest";
import type { TableAccess } from "./database.ts";
import { procedureProblems, tableProblems } from "./invariants-database.ts";
import { aProcedure, aStream, aTable } from "./test-support.ts";

const columns = [{ name: "a", native: "int", type: "int32", nullable: false }];
const whole: Partial<TableAccess> = {
  columns,
  uniqueKeys: [["a"]],
  foreignKeys: [{ columns: ["a"], references: { table: "b", columns: ["a"] } }],
  cursors: [
    { column: "a", kind: "sequence", evidence: "identity" },
    { column: "xmin", kind: "system", evidence: "type" },
  ],
  softDelete: { column: "a", deletedWhen: "1" },
  cdc: { key: "unique", columns: ["a"] },
  chunkBy: ["a"],
};

it("a table that names only its own columns is whole", () => {
  expect(tableProblems("p", aTable("t", whole))).toEqual([]);
});

it.each<[string, Partial<TableAccess>, string]>([
  ["no name", { table: "" }, "p.table: it is empty"],
  ["a column twice", { columns: [...columns, ...columns] }, "p.columns: a is there twice"],
  ["a unique key elsewhere", { uniqueKeys: [["a"], ["x"]] }, "p.uniqueKeys.1: the table has no column x"],
  [
    "a foreign key elsewhere",
    { foreignKeys: [{ columns: ["x"], references: { table: "b", columns: [] } }] },
    "p.foreignKeys.0: the table has no column x",
  ],
  [
    "a cursor elsewhere",
    { cursors: [{ column: "x", kind: "modified", evidence: "name" }] },
    "p.cursors: the table has no column x",
  ],
  ["a mark elsewhere", { softDelete: { column: "x", deletedWhen: "1" } }, "p.softDelete: the table has no column x"],
  ["chunks elsewhere", { chunkBy: ["x"] }, "p.chunkBy: the table has no column x"],
  ["a unique key of capture without columns", { cdc: { key: "unique" } }, "p.cdc: it names no unique key"],
])("%s is told", (_, change, expected) => {
  expect(
    tableProblems("p", aTable("t", { ...whole, ...change })).map(({ path, problem }) => `${path}: ${problem}`),
  ).toEqual([expected]);
});

it("a call that writes is never selected", () => {
  const told = (selected: boolean, effects: "writes" | "unknown") =>
    procedureProblems("p", aStream({}, { selected }), aProcedure("f", { effects })).length;
  expect([told(true, "writes"), told(false, "writes"), told(true, "unknown")]).toEqual([1, 0, 0]);
});
