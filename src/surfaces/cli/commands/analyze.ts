import { systemPorts } from "../../../app/system-ports.ts";
import type { AddCommand } from "./add-command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import { givenEach } from "./given.ts";

export const analyzeCommand: AddCommand = (program, terminal, result) => {
  documentOptions(program.command("analyze"))
    .description("shows what documents say about a data source, with evidence and open questions")
    .argument("<document...>", "files, folders or URLs that describe one source", givenEach)
    .option("--json", "prints model, findings, questions and diagnostics as JSON", false)
    .action(async (documents: string[], options: DocumentOptions & { json: boolean }) => {
      const { analyse } = await import("../../../app/analyse.ts");
      const { misfits } = await import("../../../app/misfits.ts");
      const { readOverrides } = await import("../../../app/folder/overrides-file.ts");
      const { renderAnalysis } = await import("../render/analysis.ts");
      const ports = systemPorts((line) => terminal.progress(line));
      const overrides = options.overrides === undefined ? {} : await readOverrides(options.overrides, ports);
      const analysis = await analyse(
        documents,
        {
          allowedOrigins: options.allowOrigin,
          overrides,
          ...(options.name === undefined ? {} : { name: options.name }),
        },
        ports,
      );
      const { model, findings, questions, diagnostics } = analysis;
      if (options.json) await terminal.out(JSON.stringify({ model, findings, questions, diagnostics }));
      else await terminal.out(renderAnalysis(analysis, terminal.style));
      if (options.strict && misfits(diagnostics).length > 0) result.exitCode = 1;
    });
};
