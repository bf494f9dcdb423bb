import { stringify } from "yaml";
import type { Explanation } from "../../../app/explain.ts";
import type { PlacedCandidate, PlacedEvidence, PlacedFinding } from "../../../app/folder/evidence-places.ts";
import type { Style } from "../terminal.ts";
import { renderQuestions } from "./questions.ts";
import { shorten } from "./table.ts";

const LONGEST_INLINE = 90;
const LONGEST_LINE = 160;
const MOST_LINES = 40;

/** Why a fact is believed: its value, what speaks for and against it with places and quotations, and what else was weighed. */
export function renderExplanation(explanation: Explanation, style: Style): string {
  const { path, value, findings, questions } = explanation;
  const parts = [
    `${style.bold(path)}${renderValue(value, "  ")}`,
    renderDecided(explanation, style),
    ...findings.map((one) => renderFinding(one, explanation, style)),
    renderQuestions(questions, { streams: [] }, style),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderDecided({ decided, findings }: Explanation, style: Style): string {
  if (decided.length === 0) return findings.length === 0 ? "Nothing in the documents speaks of it." : "";
  const what = `${decided.join(", ")}: ${style.bold("decided in overrides.yaml")}`;
  return findings.length === 0 ? what : `${what}. What the documents say:`;
}

function renderFinding(finding: PlacedFinding, { value }: Explanation, style: Style): string {
  const isShown = JSON.stringify(finding.value) === JSON.stringify(value);
  return [
    `${style.bold(finding.about)}, ${sureness(finding, style)}${isShown ? "" : renderValue(finding.value, "  ")}`,
    ...renderSides(finding, "  ", style),
    ...finding.rivals.flatMap((rival) => [
      `  ${style.bold("or else")}, ${sureness(rival, style)}${renderValue(rival.value, "    ")}`,
      ...renderSides(rival, "    ", style),
    ]),
  ].join("\n");
}

function renderSides({ evidence, against }: PlacedCandidate, indent: string, style: Style): string[] {
  const side = (sign: string) => (one: PlacedEvidence) => renderEvidence(one, sign, indent, style);
  return [...evidence.flatMap(side(style.green("+"))), ...against.flatMap(side(style.red("−")))];
}

function renderEvidence(one: PlacedEvidence, sign: string, indent: string, style: Style): string[] {
  const inside = `${indent}        `;
  const weight = percent(one.weight).padStart(5);
  return [
    `${indent}${sign} ${weight} ${shorten(one.says, 200)} ${style.dim(`(${one.signal})`)}`,
    ...(one.at ? [`${inside}${renderPlace(one, style)}`] : []),
    ...(one.quote === undefined ? [] : [`${inside}${style.dim(`“${shorten(one.quote, 200)}”`)}`]),
  ];
}

/** `api/openapi.yaml:120 #/paths/~1orders`, or the document's name where the file itself is no longer there. */
function renderPlace({ at, open }: PlacedEvidence, style: Style): string {
  const pointer = `#${at?.pointer ?? ""}`;
  if (!open) return shorten(`${at?.document ?? ""}${pointer}`, 300);
  const line = open.line === undefined ? "" : `:${open.line}`;
  return `${shorten(open.file, 200)}${line} ${style.dim(shorten(pointer, 300))}`;
}

function sureness({ confidence }: PlacedCandidate, style: Style): string {
  return style.bold(`${percent(confidence)} sure`);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Short values on the line itself; others as the YAML that `connector.yaml` and `overrides.yaml` hold. */
function renderValue(value: unknown, indent: string): string {
  const inline = JSON.stringify(value) ?? "nothing";
  if (inline.length <= LONGEST_INLINE) return `: ${shorten(inline, LONGEST_INLINE)}`;
  const lines = stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }).trimEnd().split("\n");
  const shown = lines.slice(0, MOST_LINES).map((line) => `${indent}${shortenLine(line)}`);
  const more = lines.length > MOST_LINES ? [`${indent}… and ${lines.length - MOST_LINES} more lines`] : [];
  return [":", ...shown, ...more].join("\n");
}

/** Its indentation is part of what it says. */
function shortenLine(line: string): string {
  const margin = /^ */.exec(line)?.[0] ?? "";
  return `${margin}${shorten(line, LONGEST_LINE)}`;
}
