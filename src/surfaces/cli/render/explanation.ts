import type { Explanation } from "../../../app/explain.ts";
import type { Candidate, Evidence, Finding } from "../../../evidence/finding.ts";
import type { Style } from "../terminal.ts";
import { renderQuestions } from "./questions.ts";
import { shorten } from "./table.ts";

/** Why a fact is believed: its value, what speaks for and against it with places and quotations, and what else was weighed. */
export function renderExplanation({ path, value, findings, questions }: Explanation, style: Style): string {
  const findingParts =
    findings.length === 0
      ? ["Nothing in the documents speaks of it."]
      : findings.map((one) => renderFinding(one, style));
  const parts = [
    `${style.bold(path)} = ${inline(value)}`,
    ...findingParts,
    renderQuestions(questions, { streams: [] }, style),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderFinding(finding: Finding, style: Style): string {
  const lines = [
    `${style.bold(finding.about)} ${percent(finding)} sure: ${inline(finding.value)}`,
    ...renderSignals(finding, "  "),
  ];
  finding.rivals.forEach((rival, at) => {
    lines.push(
      `  ${style.dim(`rival ${at + 1}, ${percent(rival)}:`)} ${inline(rival.value)}`,
      ...renderSignals(rival, "    "),
    );
  });
  return lines.join("\n");
}

function renderSignals({ evidence, against }: Candidate, indent: string): string[] {
  const line = (sign: string) => (signal: Evidence) => {
    const place = signal.at ? `\n${indent}    ${signal.at.document}#${signal.at.pointer}` : "";
    const quote = signal.quote === undefined ? "" : `\n${indent}    “${shorten(signal.quote, 200)}”`;
    return `${indent}${sign} ${shorten(signal.says, 200)} (${signal.signal}, ${signal.weight})${place}${quote}`;
  };
  return [...evidence.map(line("+")), ...against.map(line("−"))];
}

function percent({ confidence }: Candidate): string {
  return `${Math.round(100 * confidence)} %`;
}

function inline(value: unknown): string {
  return shorten(JSON.stringify(value) ?? "nothing", 400);
}
