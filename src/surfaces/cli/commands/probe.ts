import { InvalidArgumentError } from "commander";
import { systemPorts } from "../../../app/system-ports.ts";
import type { AddCommand } from "./add-command.ts";
import { given } from "./given.ts";
import { parseList } from "./parse-list.ts";

interface ProbeCommandOptions {
  readonly config?: string;
  readonly streams?: string;
  readonly mostRequests: number;
  readonly post: boolean;
  readonly json: boolean;
}

export const probeCommand: AddCommand = (program, terminal, result) => {
  program
    .command("probe")
    .description(
      "tries on the live source what a connector believes of it, by a handful of requests that only read; exits with 1 when something is wrong",
    )
    .argument("<connector>", "the connector's folder", given)
    .option("--config <file>", "values of the connector's settings, credentials too, as JSON or YAML", given)
    .option("--streams <names>", "only these streams and their parents: names or globs, separated by commas")
    .option("--most-requests <number>", "that are sent", requestCount, 60)
    .option("--post", "also asks streams that are read by POST", false)
    .option("--json", "prints what was found as JSON", false)
    .action(async (connector: string, { config, streams, mostRequests, post, json }: ProbeCommandOptions) => {
      const { probe } = await import("../../../app/probe.ts");
      const { renderProbe } = await import("../render/probe.ts");
      const options = {
        mostRequests,
        post,
        ...(config !== undefined && { config }),
        ...(streams !== undefined && { streams: parseList(streams) }),
      };
      const report = await probe(
        connector,
        options,
        systemPorts((line) => terminal.progress(line)),
      );
      await terminal.out(json ? JSON.stringify(report) : renderProbe(connector, report, terminal.style));
      if (report.probed.some(({ outcome }) => outcome === "contradicted")) result.exitCode = 1;
    });
};

function requestCount(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError("It is a number from 1 to 9999.");
  return Number(value);
}
