import type { BuiltConnector } from "../../../app/building/build-options.ts";
import { misfits, others } from "../../../app/misfits.ts";
import type { Style } from "../terminal.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { renderMisfits } from "./misfits.ts";
import { renderQuestions } from "./questions.ts";
import { count, renderTable, shorten } from "./table.ts";

const LOSSES_SHOWN = 8;

/** What was built and where, what was lost on the way, what is open, and what to do next. */
export function renderBuild(built: BuiltConnector, style: Style): string {
  const { folder, model, analysis, targets, diagnostics } = built;
  const parts = [
    renderStreams(built, style),
    renderTable(targets.map(({ id, files }) => [`  ${id}`, `${files.length} files`, `${folder}/${id}`])),
    renderOverwritten(built, style),
    renderKept(built.kept, style),
    targets.flatMap(({ id, losses }) => renderLosses(id, losses, style)).join("\n"),
    analysis ? renderQuestions(analysis.questions, model, style) : "",
    renderDiagnostics(others(diagnostics), style),
    renderMisfits(misfits(diagnostics), style),
    style.dim(`next: sourcewright verify ${folder}`),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderStreams({ folder, model, along, analysis }: BuiltConnector, style: Style): string {
  const built = model.streams.filter(({ selected }) => selected).length;
  const rest = model.streams.length - built;
  const others = rest === 0 ? "" : style.dim(` (${count(rest, "more stream")} not built; --streams or --all chooses)`);
  const from = analysis ? "" : style.dim(", from its edited connector.yaml");
  const parents = along.length === 0 ? "" : `\nbuilt along as parents of others: ${shorten(along.join(", "), 300)}`;
  return `${style.bold(`${folder}: ${count(built, "stream")}`)}${others}${from}${parents}`;
}

function renderOverwritten({ overwritten }: BuiltConnector, style: Style): string {
  if (overwritten.length === 0) return "";
  return style.yellow(`overwritten, though they were edited: ${overwritten.join(", ")}`);
}

const KEPT_WORDS = {
  kept: "as you edited them",
  merged: "your edits merged with what is new",
  deleted: "deleted by you, and still so",
} as const;

/** Which edits are still there. */
export function renderKept(kept: BuiltConnector["kept"], style: Style): string {
  const rows = [...Map.groupBy(kept, ({ how }) => how)].map(([how, files]) => {
    const paths = files.map(({ path }) => path).join(", ");
    return [`  ${KEPT_WORDS[how]}`, shorten(paths, 300)];
  });
  const twice = kept.flatMap(({ path, twice: lines = [] }) =>
    lines.map((line) =>
      style.yellow(`  you and the new version both added, each elsewhere, in ${path}: ${shorten(line, 120)}`),
    ),
  );
  return rows.length === 0 ? "" : [style.bold("your edits stay:"), renderTable(rows), ...twice].join("\n");
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
