import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { Failure } from "../../diagnostics/failure.ts";
import { commands } from "./commands/index.ts";
import { shorten } from "./render/table.ts";
import { systemTerminal, type Terminal } from "./terminal.ts";

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));

const EXIT_CODES = `
Exit codes:
  0  done
  1  can't be done (the reason is on standard error), a property does not hold (verify),
     or something in overrides.yaml doesn't fit (--strict)
  2  the call itself is wrong
  3  something that a connector relies on has changed (check, catalog run), or more than --accept takes (update)

Results go to standard output, everything else to standard error; --json prints JSON and nothing else.`;

/** Runs one call of the command line; gives its exit code: 0 done, 1 can't be done, 2 a wrong call, 3 a check found what breaks, or an update was refused for it. */
export async function run(args: readonly string[], terminal: Terminal = systemTerminal()): Promise<number> {
  const result = { exitCode: 0 };
  const program = new Command("sourcewright")
    .description("Builds source connectors from what describes a data source, and proves that they run.")
    .version(version, "-V, --version", "prints the version")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.out(text), writeErr: (text) => terminal.note(text.trimEnd()) })
    .showHelpAfterError("(sourcewright --help shows what there is)");
  for (const command of commands) command(program, terminal, result);
  for (const command of program.commands) command.addHelpText("after", EXIT_CODES);
  try {
    await program.parseAsync(args, { from: "user" });
    return result.exitCode;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

function exitCodeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Failure) {
    terminal.note(`sourcewright: ${error.message}`);
    for (const line of error.details) terminal.note(`  ${shorten(line, 300)}`);
    return error.exitCode;
  }
  terminal.note(
    `sourcewright: a fault of ours, please report it: ${error instanceof Error ? error.stack : String(error)}`,
  );
  return 1;
}
