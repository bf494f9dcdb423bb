import type { ProcedureAccess, TableAccess } from "./database.ts";
import type { ModelProblem } from "./invariants-problem.ts";
import type { Stream } from "./stream.ts";

/** What is wrong with how a table is read: it names a column that it doesn't have. */
export function tableProblems(path: string, access: TableAccess): ModelProblem[] {
  const names = new Set(access.columns.map(({ name }) => name));
  const lacking = (place: string, columns: readonly string[]): ModelProblem[] =>
    columns
      .filter((column) => !names.has(column))
      .map((column) => ({ path: `${path}.${place}`, problem: `the table has no column ${column}` }));
  const problems: ModelProblem[] = access.table === "" ? [{ path: `${path}.table`, problem: "it is empty" }] : [];
  const twice = access.columns.find(({ name }, at) => access.columns.findIndex((one) => one.name === name) !== at);
  if (twice) problems.push({ path: `${path}.columns`, problem: `${twice.name} is there twice` });
  if (access.cdc.key === "unique" && (access.cdc.columns ?? []).length === 0)
    problems.push({ path: `${path}.cdc`, problem: "it names no unique key" });
  return [
    ...problems,
    ...access.uniqueKeys.flatMap((key, index) => lacking(`uniqueKeys.${index}`, key)),
    ...access.foreignKeys.flatMap((key, index) => lacking(`foreignKeys.${index}`, key.columns)),
    ...lacking(
      "cursors",
      access.cursors.filter(({ kind }) => kind !== "system").map(({ column }) => column),
    ),
    ...lacking("softDelete", access.softDelete ? [access.softDelete.column] : []),
    ...lacking("cdc", access.cdc.columns ?? []),
    ...lacking("chunkBy", access.chunkBy ?? []),
  ];
}

/** A call that changes something is never made unasked. */
export function procedureProblems(path: string, { selected }: Stream, access: ProcedureAccess): ModelProblem[] {
  const problems: ModelProblem[] = access.name === "" ? [{ path: `${path}.name`, problem: "it is empty" }] : [];
  if (selected && access.effects === "writes")
    problems.push({ path: `${path}.effects`, problem: "it writes, and is selected" });
  return problems;
}
