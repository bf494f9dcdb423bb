import { answer } from "../../../app/answer.ts";
import { openQuestions } from "../../../app/open-questions.ts";
import { systemPorts } from "../../../app/system-ports.ts";
import { renderQuestions } from "../render/questions.ts";
import type { AddCommand } from "./add-command.ts";
import { given } from "./given.ts";

export const questionsCommand: AddCommand = (program, terminal) => {
  program
    .command("questions")
    .description("lists what a connector's documents don't say, what most data hangs on first")
    .argument("<connector>", "the connector's folder", given)
    .option("--json", "prints the questions as JSON", false)
    .action(async (connector: string, options: { json: boolean }) => {
      const { model, questions } = await openQuestions(
        connector,
        systemPorts((line) => terminal.progress(line)),
      );
      if (options.json) await terminal.out(JSON.stringify({ questions }));
      else await terminal.out(renderQuestions(questions, model, terminal.style) || "no open questions");
    });
};

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
