import type { Question } from "../../../evidence/question.ts";
import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Style } from "../terminal.ts";
import { count, shorten } from "./table.ts";

/** The open questions, as given; each with its candidates and the line that answers it. */
export function renderQuestions(
  questions: readonly Question[],
  model: Pick<ConnectorModel, "streams">,
  style: Style,
): string {
  const built = new Set(model.streams.filter(({ selected }) => selected).map(({ name }) => name));
  const concerning = questions.filter((question) => built.size === 0 || concerns(question, built));
  const rest = questions.length - concerning.length;
  const others = rest === 0 ? "" : `${count(rest, "question")} about streams that are not built (--json shows all)`;
  if (concerning.length === 0) return style.dim(others);
  return [
    style.bold(count(concerning.length, "open question")),
    ...concerning.map((question) => renderQuestion(question, model, style)),
    ...(others === "" ? [] : [style.dim(`  and ${others}`)]),
  ].join("\n");
}

/** A question about no stream is about all of them. */
function concerns({ stream, streams }: Question, built: ReadonlySet<string>): boolean {
  const names = streams ?? (stream === undefined ? [] : [stream]);
  return names.length === 0 || names.some((name) => built.has(name));
}

function renderQuestion(question: Question, model: Pick<ConnectorModel, "streams">, style: Style): string {
  const candidates = question.candidates.map(
    ({ value, confidence, because }, at) =>
      `    ${at + 1}. ${shorten(JSON.stringify(value), 110)} ${style.dim(`(${Math.round(100 * confidence)} %: ${shorten(because, 140)})`)}`,
  );
  return [
    `  ${style.yellow(question.id)}  ${question.question}${about(question, model)}`,
    ...candidates,
    style.dim(`    settled by ${question.settledBy}`),
  ].join("\n");
}

function about({ stream, streams }: Question, model: Pick<ConnectorModel, "streams">): string {
  const names = streams ?? (stream === undefined ? [] : [stream]);
  if (names.length === 0) return "";
  const selected = new Set(model.streams.filter((one) => one.selected).map((one) => one.name));
  const offered = names.filter((name) => selected.has(name)).length;
  const shown = names.slice(0, 4).join(", ");
  return names.length <= 4 ? ` (${shown})` : ` (${shown} and ${names.length - 4} more; ${offered} of them built)`;
}
