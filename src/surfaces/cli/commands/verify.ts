import { InvalidArgumentError } from "commander";
import type { StreamChoice } from "../../../app/building/stream-choice.ts";
import { systemPorts } from "../../../app/system-ports.ts";
import { Failure } from "../../../diagnostics/failure.ts";
import type { AddCommand } from "./add-command.ts";
import { given } from "./given.ts";
import { parseList } from "./parse-list.ts";
import { parseTargets } from "./parse-targets.ts";

interface VerifyCommandOptions {
  readonly to?: string;
  readonly streams?: string;
  readonly allStreams: boolean;
  readonly seed: number;
  readonly json: boolean;
}

export const verifyCommand: AddCommand = (program, terminal, result) => {
  program
    .command("verify")
    .description(
      "runs every generated connector against a simulated source, in its own framework; exits with 1 when a property does not hold",
    )
    .argument("<connector>", "the connector's folder", given)
    .option("--to <targets>", "only these targets, separated by commas")
    .option("--streams <names>", "only these streams: names or globs, separated by commas")
    .option("--all-streams", "every stream that is built (default: one of each shape where they are many)", false)
    .option("--seed <number>", "of the simulated data", seed, 1)
    .option("--json", "prints the verdicts as JSON", false)
    .action(async (connector: string, options: VerifyCommandOptions) => {
      const streams = choiceOf(options);
      const { misfitsOfConnector } = await import("../../../app/misfits.ts");
      const { outdatedProjects } = await import("../../../app/outdated-projects.ts");
      const { verify } = await import("../../../app/verify.ts");
      const { renderDiagnostic } = await import("../render/diagnostics.ts");
      const { renderVerification } = await import("../render/verification.ts");
      const ports = systemPorts((line) => terminal.progress(line));
      const doubts = [...(await outdatedProjects(connector, ports)), ...(await misfitsOfConnector(connector, ports))];
      for (const one of doubts) terminal.note(renderDiagnostic(one, terminal.style));
      const reports = await verify(
        connector,
        {
          seed: options.seed,
          ...(options.to !== undefined && { targets: parseTargets(options.to) }),
          ...(streams && { streams }),
        },
        ports,
      );
      const red = reports.some(({ verdicts }) => verdicts.some(({ outcome }) => outcome === "fail"));
      await terminal.out(options.json ? JSON.stringify({ reports }) : renderVerification(reports, terminal.style));
      result.exitCode = red ? 1 : 0;
    });
};

function choiceOf({ streams, allStreams }: VerifyCommandOptions): StreamChoice | undefined {
  if (streams !== undefined && allStreams)
    throw new Failure("misuse", "--streams and --all-streams contradict each other; give one of them");
  if (allStreams) return { kind: "all" };
  return streams === undefined ? undefined : { kind: "named", words: parseList(streams) };
}

function seed(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("A seed is a whole number.");
  return Number(value);
}
