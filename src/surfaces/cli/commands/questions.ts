import type { OpenQuestion } from "../../../app/open-questions.ts";
import { systemPorts } from "../../../app/system-ports.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { ConnectorModel } from "../../../model/connector-model.ts";
import { renderMisfits } from "../render/misfits.ts";
import { renderQuestions } from "../render/questions.ts";
import type { Style } from "../terminal.ts";
import type { AddCommand } from "./add-command.ts";
import { given } from "./given.ts";

export const questionsCommand: AddCommand = (program, terminal, result) => {
  program
    .command("questions")
    .description("lists what a connector's documents don't say, what most data hangs on first")
    .argument("<connector>", "the connector's folder", given)
    .option("--json", "prints the questions and what in overrides.yaml doesn't fit as JSON", false)
    .option("--strict", "exits with 1 when something that you decided in overrides.yaml doesn't fit", false)
    .action(async (connector: string, options: { json: boolean; strict: boolean }) => {
      const ports = systemPorts((line) => terminal.progress(line));
      const { openQuestions } = await import("../../../app/open-questions.ts");
      const { misfitsOfConnector } = await import("../../../app/misfits.ts");
      const { model, questions } = await openQuestions(connector, ports);
      const misfits = await misfitsOfConnector(connector, ports);
      if (options.json) await terminal.out(JSON.stringify({ questions, diagnostics: misfits }));
      else await terminal.out(renderAll(questions, misfits, model, terminal.style));
      if (options.strict && misfits.length > 0) result.exitCode = 1;
    });
};

function renderAll(
  questions: readonly OpenQuestion[],
  misfits: readonly Diagnostic[],
  model: ConnectorModel,
  style: Style,
): string {
  const asked = renderQuestions(questions, model, style) || "no open questions";
  return [asked, renderMisfits(misfits, style)].filter((part) => part !== "").join("\n\n");
}

export const answerCommand: AddCommand = (program, terminal) => {
  program
    .command("answer")
    .description("answers a question in overrides.yaml; build again for it to take effect")
    .argument("<connector>", "the connector's folder", given)
    .argument("<question>", "the question's id, as `questions` shows it")
    .argument("<answer>", "1 or 2 for a candidate, or the value as YAML: '{kind: none}'")
    .option("--stream <name>", "for this stream alone")
    .option("--all", "for all streams alike", false)
    .action(async (connector: string, id: string, text: string, options: { stream?: string; all: boolean }) => {
      const { answer } = await import("../../../app/answer.ts");
      const places = await answer(
        connector,
        id,
        { answer: text, all: options.all, ...(options.stream === undefined ? {} : { stream: options.stream }) },
        systemPorts((line) => terminal.progress(line)),
      );
      await terminal.out(
        `${connector}/overrides.yaml now says ${places.join(", ")}; build again for it to take effect`,
      );
    });
};
