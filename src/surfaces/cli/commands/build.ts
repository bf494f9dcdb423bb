import type { BuiltConnector } from "../../../app/building/build-options.ts";
import type { StreamChoice } from "../../../app/building/stream-choice.ts";
import { systemPorts } from "../../../app/system-ports.ts";
import { targetIds } from "../../../app/targets.ts";
import { Failure } from "../../../diagnostics/failure.ts";
import type { AddCommand } from "./add-command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import { given, givenEach } from "./given.ts";
import { parseList } from "./parse-list.ts";
import { parseTargets } from "./parse-targets.ts";
import { winnersOf } from "./winners.ts";

interface BuildCommandOptions extends DocumentOptions {
  readonly to?: string;
  readonly out?: string;
  readonly streams?: string;
  readonly all: boolean;
  readonly ours?: string;
  readonly theirs?: string;
  readonly force: boolean;
  readonly json: boolean;
}

export const buildCommand: AddCommand = (program, terminal, result) => {
  documentOptions(program.command("build"))
    .description("builds connectors from documents, or again from a connector's own folder")
    .argument("<document...>", "files, folders or URLs that describe one source; or one connector folder", givenEach)
    .option(
      "--to <targets>",
      `what to build, separated by commas: ${targetIds.join(", ")} (default: what the folder holds)`,
    )
    .option("--out <folder>", "the connector's folder (default: connectors/<name>)", given)
    .option(
      "--streams <names>",
      "only these streams and their parents: names or globs like 'invoice*', separated by commas; remembered in overrides.yaml",
    )
    .option("--all", "all streams, also those that are not offered; remembered in overrides.yaml", false)
    .option(
      "--ours <globs>",
      "files of which your edits win where they clash with what is generated, separated by commas",
    )
    .option("--theirs <globs>", "files of which what is generated wins where it clashes with your edits")
    .option("--force", "overwrites generated files that were edited, in place of merging them", false)
    .option("--json", "prints what was built as JSON", false)
    .action(async (documents: string[], options: BuildCommandOptions) => {
      const choice = choiceOf(options);
      const { build } = await import("../../../app/build.ts");
      const { misfits } = await import("../../../app/misfits.ts");
      const { renderBuild } = await import("../render/build.ts");
      const built = await build(
        documents,
        {
          allowedOrigins: options.allowOrigin,
          force: options.force,
          winners: winnersOf(options),
          ...(options.to !== undefined && { targets: parseTargets(options.to) }),
          ...(options.overrides !== undefined && { overridesFile: options.overrides }),
          ...(options.out !== undefined && { out: options.out }),
          ...(options.name !== undefined && { name: options.name }),
          ...(choice && { choice }),
        },
        systemPorts((line) => terminal.progress(line)),
      );
      await terminal.out(options.json ? JSON.stringify(summary(built)) : renderBuild(built, terminal.style));
      if (options.strict && misfits(built.diagnostics).length > 0) result.exitCode = 1;
    });
};

function choiceOf({ streams, all }: BuildCommandOptions): StreamChoice | undefined {
  if (streams !== undefined && all)
    throw new Failure("misuse", "--streams and --all contradict each other; give one of them");
  if (all) return { kind: "all" };
  return streams === undefined ? undefined : { kind: "named", words: parseList(streams) };
}

function summary({ folder, model, analysis, targets, along, overwritten, kept, diagnostics }: BuiltConnector): unknown {
  return {
    folder,
    name: model.name,
    streams: model.streams.filter(({ selected }) => selected).map(({ name }) => name),
    along,
    targets: targets.map(({ id, files, losses }) => ({ id, files: files.length, losses })),
    overwritten,
    kept,
    questions: analysis?.questions ?? [],
    diagnostics,
  };
}
