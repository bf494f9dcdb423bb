import { systemPorts } from "../../../app/system-ports.ts";
import { verify } from "../../../app/verify.ts";
import { renderVerification } from "../render/verification.ts";
import type { AddCommand } from "./add-command.ts";
import { parseTargets } from "./parse-targets.ts";

interface VerifyCommandOptions {
  readonly to?: string;
  readonly streams?: string;
  readonly seed: string;
  readonly json: boolean;
}

export const verifyCommand: AddCommand = (program, terminal, result) => {
  program
    .command("verify")
    .description(
      "runs every generated connector against a simulated source, in its own framework; exits with 1 when a property does not hold",
    )
    .argument("<connector>", "the connector's folder")
    .option("--to <targets>", "only these targets, separated by commas")
    .option("--streams <names>", "only these streams, separated by commas")
    .option("--seed <number>", "of the simulated data", "1")
    .option("--json", "prints the verdicts as JSON", false)
    .action(async (connector: string, options: VerifyCommandOptions) => {
      const reports = await verify(
        connector,
        {
          seed: Number(options.seed) || 1,
          ...(options.to === undefined ? {} : { targets: parseTargets(options.to) }),
          ...(options.streams === undefined ? {} : { streams: options.streams.split(",").map((name) => name.trim()) }),
        },
        systemPorts((line) => terminal.progress(line)),
      );
      const red = reports.some(({ verdicts }) => verdicts.some(({ outcome }) => outcome === "fail"));
      await terminal.out(options.json ? JSON.stringify({ reports }) : renderVerification(reports, terminal.style));
      result.exitCode = red ? 1 : 0;
    });
};
