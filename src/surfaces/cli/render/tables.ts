import type { Analysis } from "../../../app/analyse.ts";
import { keyInWords } from "../../../app/facts-in-words.ts";
import type { Question } from "../../../evidence/question.ts";
import type { DatabaseSource, ProcedureAccess, TableAccess } from "../../../model/database.ts";
import type { Stream } from "../../../model/stream.ts";
import type { Style } from "../terminal.ts";
import { count, renderTable, shorten } from "./table.ts";

type With<Access> = Stream & { readonly access: Access };

/** What was found in a database, for people: its tables, and the views and reports that are there on request. */
export function renderTables({ model, questions, left }: Analysis, source: DatabaseSource, style: Style): string {
  const tables = model.streams.filter((stream): stream is With<TableAccess> => stream.access.kind === "table");
  const reports = model.streams.filter((stream): stream is With<ProcedureAccess> => stream.access.kind === "procedure");
  const selected = tables.filter((stream) => stream.selected);
  const views = tables.filter((stream) => !stream.selected);
  const parts = [
    `${style.bold(shorten(model.title, 100))}\n${renderTable([
      ["database", source.dialect],
      ...(source.session.length === 0
        ? []
        : [["session", source.session.map(({ name, value }) => `${name} ${value}`).join(", ")]]),
    ])}`,
    `${style.bold(count(selected.length, "table"))}${style.dim(` (${count(views.length, "view")} and the like and ${count(reports.length, "report")} on request; ${left.length} left out)`)}`,
    selected.length === 0
      ? ""
      : renderTable([tableHeader(style), ...selected.map((one) => tableRow(one, questions, style))]),
    views.length === 0 ? "" : `${style.bold("on request")}\n${renderTable(views.map((one) => viewRow(one, style)))}`,
    reports.length === 0 ? "" : renderTable([reportHeader(style), ...reports.map((one) => reportRow(one, style))]),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function tableHeader(style: Style): string[] {
  return ["stream", "table", "columns", "key", "cursor", "deleted", "capture"].map(style.dim);
}

function tableRow(
  { name, access, primaryKey, incremental }: With<TableAccess>,
  questions: readonly Question[],
  style: Style,
): string[] {
  const open = (about: string, text: string) =>
    isOpen(questions, about, name) ? style.yellow(text === "" ? "?" : `${text} ?`) : text;
  const cursor = incremental?.cursorField[0] ?? "";
  const proof = access.cursors.find(({ column }) => column === cursor)?.evidence;
  const { softDelete, cdc } = access;
  return [
    style.bold(name),
    shorten(fullName(access.schema, access.table), 60),
    String(access.columns.length),
    open("primary-key", keyInWords(primaryKey) || style.dim("none")),
    open("incremental", cursor === "" ? style.dim("every row") : `${cursor}${proof ? style.dim(` (${proof})`) : ""}`),
    open("soft-delete", softDelete ? `${softDelete.column} ${softDelete.deletedWhen}` : ""),
    cdc.needsSetup ? `${cdc.key}, ${style.yellow("to be set up")}` : cdc.key,
  ];
}

function viewRow({ name, access }: With<TableAccess>, style: Style): string[] {
  return [style.bold(name), shorten(fullName(access.schema, access.table), 60), access.type.replaceAll("-", " ")];
}

function reportHeader(style: Style): string[] {
  return ["report", "routine", "asks for", "gives", "effects"].map(style.dim);
}

function reportRow({ name, access }: With<ProcedureAccess>, style: Style): string[] {
  const asked = access.parameters.filter(({ mode }) => mode !== "out");
  const columns = access.results.map((result) => result.columns.length);
  const gives = columns.length === 0 ? "columns that a run tells" : `${columns.join(" + ")} columns`;
  return [
    style.bold(name),
    shorten([access.schema, access.package, access.name].filter((part) => part !== undefined).join("."), 60),
    shorten(asked.map((one) => (one.default === undefined ? one.name : `${one.name}?`)).join(", "), 60),
    `${access.output.replaceAll("-", " ")}: ${gives}`,
    access.effects === "unknown" ? style.yellow("unknown") : access.effects.replaceAll("-", " "),
  ];
}

function fullName(schema: string | undefined, table: string): string {
  return schema === undefined ? table : `${schema}.${table}`;
}

function isOpen(questions: readonly Question[], about: string, stream: string): boolean {
  return questions.some((one) => one.about === about && (one.stream === stream || one.streams?.includes(stream)));
}
