import type { BuiltConnector } from "../../../app/build.ts";
import type { Style } from "../terminal.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { renderQuestions } from "./questions.ts";
import { renderTable, shorten } from "./table.ts";

const LOSSES_SHOWN = 8;

/** What was built and where, what was lost on the way, what is open, and what to do next. */
export function renderBuild(built: BuiltConnector, style: Style): string {
  const { folder, model, analysis, targets } = built;
  const streams = model.streams.filter(({ selected }) => selected).length;
  const parts = [
    style.bold(`${folder}: ${streams} streams`),
    renderTable(targets.map(({ id, files }) => [`  ${id}`, `${files} files`, `${folder}/${id}`])),
    targets.flatMap(({ id, losses }) => renderLosses(id, losses, style)).join("\n"),
    analysis ? renderQuestions(analysis.questions, model, style) : "",
    analysis ? renderDiagnostics(analysis.diagnostics, style) : "",
    style.dim(`next: sourcewright verify ${folder}`),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderLosses(id: string, losses: BuiltConnector["targets"][number]["losses"], style: Style): string[] {
  if (losses.length === 0) return [];
  const shown = losses
    .slice(0, LOSSES_SHOWN)
    .map(({ path, lost, instead }) => `  ${path}: ${shorten(lost, 80)} → ${shorten(instead, 120)}`);
  const more = losses.length - LOSSES_SHOWN;
  return [
    style.bold(`${id} can't hold everything as it is:`),
    ...shown,
    ...(more > 0 ? [style.dim(`  … and ${more} more (the README of ${id} lists them)`)] : []),
  ];
}
