import { systemPorts } from "../../../app/system-ports.ts";
import type { AddCommand } from "./add-command.ts";
import { given } from "./given.ts";

export const explainCommand: AddCommand = (program, terminal) => {
  program
    .command("explain")
    .description("shows why a connector holds a fact: places, quotations, rivals, confidence")
    .argument("<connector>", "the connector's folder", given)
    .argument("<place>", "streams.<name>.pagination, streams.<name>, source.auth, …")
    .option("--json", "prints the findings as JSON", false)
    .action(async (connector: string, place: string, options: { json: boolean }) => {
      const { explain } = await import("../../../app/explain.ts");
      const { renderExplanation } = await import("../render/explanation.ts");
      const explanation = await explain(
        connector,
        place,
        systemPorts((line) => terminal.progress(line)),
      );
      await terminal.out(options.json ? JSON.stringify(explanation) : renderExplanation(explanation, terminal.style));
    });
};
