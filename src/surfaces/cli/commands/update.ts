import { InvalidArgumentError } from "commander";
import type { ChangeClass } from "../../../app/check.ts";
import { systemPorts } from "../../../app/system-ports.ts";
import type { UpdatedConnector } from "../../../app/update.ts";
import { Failure } from "../../../diagnostics/failure.ts";
import type { AddCommand } from "./add-command.ts";
import { allowOriginOption } from "./document-options.ts";
import { given, givenEach } from "./given.ts";
import { parseTargets } from "./parse-targets.ts";
import { winnersOf } from "./winners.ts";

interface UpdateCommandOptions {
  readonly against?: readonly string[];
  readonly allowOrigin: string[];
  readonly to?: string;
  readonly accept: ChangeClass;
  readonly ours?: string;
  readonly theirs?: string;
  readonly deadline: string;
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly undo: boolean;
  readonly json: boolean;
}

/** Of an update that was refused for what it changes. */
const CHANGED = 3;

export const updateCommand: AddCommand = (program, terminal, result) => {
  const command = program
    .command("update")
    .description("updates a connector to what its documents say now: with your edits, tried, and told in a record")
    .argument("<connector>", "the connector's folder", given)
    .option(
      "--against <document...>",
      "files, folders or URLs that describe the source now (default: where the connector's own documents lie)",
      givenEach,
    );
  allowOriginOption(command)
    .option("--to <targets>", "what to build, separated by commas (default: what the folder holds)")
    .option(
      "--accept <class>",
      "the worst changes to take without asking: additive, risky or breaking",
      accepted,
      "risky",
    )
    .option(
      "--ours <globs>",
      "files of which your edits win where they clash with what is generated, separated by commas",
    )
    .option("--theirs <globs>", "files of which what is generated wins where it clashes with your edits")
    .option("--deadline <date>", "by when users have to take a breaking update (default: in 30 days)", date, inDays(30))
    .option("--dry-run", "tells what would come of it and writes nothing", false)
    .option("--no-verify", "doesn't try the updated projects before they are put in place")
    .option("--undo", "puts the connector back as it was before its last update", false)
    .option("--json", "prints what was updated as JSON", false)
    .action(async (connector: string, options: UpdateCommandOptions) => {
      const ports = systemPorts((line) => terminal.progress(line));
      if (options.undo) {
        if (options.against) throw new Failure("misuse", "--undo reads no documents; leave --against away");
        const { undoUpdate } = await import("../../../app/updating/undo-update.ts");
        const files = await undoUpdate(connector, ports);
        const told = `${connector} is as it was before its last update: ${files.length} files put back`;
        await terminal.out(options.json ? JSON.stringify({ undone: files }) : told);
        return;
      }
      const { update } = await import("../../../app/update.ts");
      const { renderUpdate } = await import("../render/update.ts");
      const { against = [], allowOrigin, to, accept, deadline, dryRun, verify } = options;
      const updated = await update(
        connector,
        {
          against,
          allowedOrigins: allowOrigin,
          accept,
          deadline,
          dryRun,
          verify,
          winners: winnersOf(options),
          ...(to !== undefined && { targets: parseTargets(to) }),
        },
        ports,
      );
      await terminal.out(options.json ? JSON.stringify(summary(updated)) : renderUpdate(updated, terminal.style));
      if (updated.outcome === "refused") result.exitCode = CHANGED;
      if (updated.outcome === "red") result.exitCode = 1;
    });
};

function accepted(value: string): ChangeClass {
  if (value === "additive" || value === "risky" || value === "breaking") return value;
  throw new InvalidArgumentError("It is one of additive, risky and breaking.");
}

function date(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidArgumentError("A date is like 2026-01-31.");
}

/** The day of the call is an input like any other: it is kept in the connector's record of updates. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function summary({ checked, ...updated }: UpdatedConnector): unknown {
  const { changes, unknown, documents } = checked;
  return { ...updated, changes, unknown, documents };
}
