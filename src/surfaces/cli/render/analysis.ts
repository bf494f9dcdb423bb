import type { Analysis } from "../../../app/analyse.ts";
import {
  authInWords,
  incrementalInWords,
  keyInWords,
  paginationInWords,
  parentsInWords,
  pathInWords,
} from "../../../app/facts-in-words.ts";
import { misfits, others } from "../../../app/misfits.ts";
import type { Question } from "../../../evidence/question.ts";
import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Stream } from "../../../model/stream.ts";
import type { Style } from "../terminal.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { renderFiles } from "./files.ts";
import { renderMisfits } from "./misfits.ts";
import { renderQuestions } from "./questions.ts";
import { count, renderTable, shorten } from "./table.ts";
import { renderTables } from "./tables.ts";

/** What was found, for people: the source, its streams, what is open, what was mended. */
export function renderAnalysis(analysis: Analysis, style: Style): string {
  const { model, questions, diagnostics } = analysis;
  const parts = [
    renderSourceKind(analysis, style),
    renderQuestions(questions, model, style),
    renderDiagnostics(others(diagnostics), style),
    renderMisfits(misfits(diagnostics), style),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderSourceKind(analysis: Analysis, style: Style): string {
  const { source } = analysis.model;
  if (source.kind === "database") return renderTables(analysis, source, style);
  return source.kind === "file" ? renderFiles(analysis, source, style) : renderStreams(analysis, style);
}

function renderStreams({ model, questions, left }: Analysis, style: Style): string {
  const selected = model.streams.filter((stream) => stream.selected);
  return [
    renderSource(model, style),
    `${style.bold(count(selected.length, "stream"))}${style.dim(` (${model.streams.length - selected.length} more are not offered: single objects and the like; ${left.length} operations are no streams)`)}`,
    renderTable([streamHeader(style), ...selected.map((stream) => streamRow(stream, questions, style))]),
  ].join("\n\n");
}

function renderSource({ title, source, settings }: ConnectorModel, style: Style): string {
  const rows: string[][] = [];
  if (source.kind === "http") {
    rows.push(
      ["base URL", source.baseUrl],
      ["auth", source.auth.map(authInWords).join(style.dim("  or  ")) || style.yellow("? (asked below)")],
    );
    for (const { name, value } of source.headers) rows.push(["header", `${name}: ${value}`]);
    for (const { requests, seconds } of source.rateLimit?.quotas ?? [])
      rows.push(["quota", `${requests} requests in ${seconds} s`]);
  }
  rows.push(["settings", settings.map(({ name, required }) => (required ? name : `${name}?`)).join(", ")]);
  return `${style.bold(shorten(title, 100))}\n${renderTable(rows)}`;
}

function streamHeader(style: Style): string[] {
  return ["stream", "request", "records", "key", "pages", "incremental", "from parents"].map(style.dim);
}

function streamRow(stream: Stream, questions: readonly Question[], style: Style): string[] {
  const { access } = stream;
  const open = (about: string, text: string) =>
    isOpen(questions, about, stream.name) ? style.yellow(text === "" ? "?" : `${text} ?`) : text;
  const request = access.kind === "http" ? `${access.method} ${access.path}` : access.kind;
  return [
    style.bold(stream.name),
    shorten(request, 60),
    open("records", access.kind === "http" ? pathInWords(access.recordsPath) : ""),
    open("primary-key", keyInWords(stream.primaryKey)),
    open("pagination", access.kind === "http" ? paginationInWords(access.pagination).replace("?", "") : ""),
    open("incremental", incrementalInWords(stream.incremental)),
    open("parents", parentsInWords(stream.parents)),
  ];
}

function isOpen(questions: readonly Question[], about: string, stream: string): boolean {
  return questions.some((one) => one.about === about && (one.stream === stream || one.streams?.includes(stream)));
}
