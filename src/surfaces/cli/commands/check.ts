import { systemPorts } from "../../../app/system-ports.ts";
import type { AddCommand } from "./add-command.ts";
import { allowOriginOption } from "./document-options.ts";
import { given, givenEach } from "./given.ts";

interface CheckCommandOptions {
  readonly against?: readonly string[];
  readonly allowOrigin: string[];
  readonly strict: boolean;
  readonly json: boolean;
}

/** Of a check that found what breaks the connector. */
const CHANGED = 3;

export const checkCommand: AddCommand = (program, terminal, result) => {
  const command = program
    .command("check")
    .description("shows what changed in a source's documents since a connector was built, as far as it cares")
    .argument("<connector>", "the connector's folder", given)
    .option(
      "--against <document...>",
      "files, folders or URLs that describe the source now (default: where the connector's own documents lie)",
      givenEach,
    );
  allowOriginOption(command)
    .option("--strict", "exits with 3 for risky changes too", false)
    .option("--json", "prints the changes as JSON", false)
    .action(async (connector: string, options: CheckCommandOptions) => {
      const { check } = await import("../../../app/check.ts");
      const { renderCheck } = await import("../render/check.ts");
      const checked = await check(
        connector,
        { against: options.against ?? [], allowedOrigins: options.allowOrigin },
        systemPorts((line) => terminal.progress(line)),
      );
      const { changes, compared, unknown, documents } = checked;
      if (options.json) await terminal.out(JSON.stringify({ changes, compared, unknown, documents }));
      else await terminal.out(renderCheck(checked, terminal.style));
      const fails = options.strict ? ["breaking", "risky"] : ["breaking"];
      if (changes.some((change) => fails.includes(change.class))) result.exitCode = CHANGED;
    });
};
