import { type BuiltConnector, build } from "../../../app/build.ts";
import { systemPorts } from "../../../app/system-ports.ts";
import { targetIds } from "../../../app/targets.ts";
import { renderBuild } from "../render/build.ts";
import type { AddCommand } from "./add-command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import { parseTargets } from "./parse-targets.ts";

interface BuildCommandOptions extends DocumentOptions {
  readonly to: string;
  readonly out?: string;
  readonly force: boolean;
  readonly json: boolean;
}

export const buildCommand: AddCommand = (program, terminal) => {
  documentOptions(program.command("build"))
    .description("builds connectors from documents, or again from a connector's own folder")
    .argument("<document...>", "files, folders or URLs that describe one source; or one connector folder")
    .requiredOption("--to <targets>", `what to build, separated by commas: ${targetIds.join(", ")}`)
    .option("--out <folder>", "the connector's folder (default: connectors/<name>)")
    .option("--force", "overwrites generated files that were edited", false)
    .option("--json", "prints what was built as JSON", false)
    .action(async (documents: string[], options: BuildCommandOptions) => {
      const built = await build(
        documents,
        {
          targets: parseTargets(options.to),
          allowedOrigins: options.allowOrigin,
          force: options.force,
          ...(options.overrides === undefined ? {} : { overridesFile: options.overrides }),
          ...(options.out === undefined ? {} : { out: options.out }),
          ...(options.name === undefined ? {} : { name: options.name }),
        },
        systemPorts((line) => terminal.progress(line)),
      );
      await terminal.out(options.json ? JSON.stringify(summary(built)) : renderBuild(built, terminal.style));
    });
};

function summary({ folder, model, analysis, targets }: BuiltConnector): unknown {
  return {
    folder,
    name: model.name,
    streams: model.streams.filter(({ selected }) => selected).map(({ name }) => name),
    targets,
    questions: analysis?.questions ?? [],
    diagnostics: analysis?.diagnostics ?? [],
  };
}
