import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { Style } from "../terminal.ts";
import { shorten } from "./table.ts";

const SHOWN_PER_CODE = 3;

/** Messages by severity; of one kind only the first few, and how many more there are. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  const byCode = new Map<string, Diagnostic[]>();
  for (const one of diagnostics) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  const groups = [...byCode.values()].sort((a, b) => rank(a) - rank(b));
  return groups.flatMap((group) => renderGroup(group, style)).join("\n");
}

function rank(group: readonly Diagnostic[]): number {
  return ["error", "warning", "info"].indexOf(group[0]?.severity ?? "info");
}

function renderGroup(group: readonly Diagnostic[], style: Style): string[] {
  const lines = group.slice(0, SHOWN_PER_CODE).map((one) => renderDiagnostic(one, style));
  const more = group.length - SHOWN_PER_CODE;
  return more > 0 ? [...lines, style.dim(`  … and ${more} more of this kind (--json shows all)`)] : lines;
}

export function renderDiagnostic({ severity, message, fix, at, times }: Diagnostic, style: Style): string {
  const paint = { error: style.red, warning: style.yellow, info: style.dim }[severity];
  const place = at ? style.dim(` [${at.document}${at.pointer === "" ? "" : `#${at.pointer}`}]`) : "";
  const remedy = fix === undefined ? "" : style.dim(` — ${fix}`);
  const often = times === undefined ? "" : ` (${times} times)`;
  return `${paint(severity)}: ${shorten(message, 300)}${often}${place}${remedy}`;
}
