import { Command, CommanderError } from "commander";
import { Failure } from "../../diagnostics/failure.ts";
import { commands } from "./commands/index.ts";
import { systemTerminal, type Terminal } from "./terminal.ts";

/** Runs one call of the command line; gives its exit code: 0 done, 1 can't be done, 2 a wrong call. */
export async function run(args: readonly string[], terminal: Terminal = systemTerminal()): Promise<number> {
  const result = { exitCode: 0 };
  const program = new Command("sourcewright")
    .description("Builds source connectors from what describes a data source, and proves that they run.")
    .exitOverride()
    .configureOutput({ writeErr: (text) => terminal.note(text.trimEnd()) })
    .showHelpAfterError("(sourcewright --help shows what there is)");
  for (const command of commands) command(program, terminal, result);
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
    return error.exitCode;
  }
  terminal.note(
    `sourcewright: a fault of ours, please report it: ${error instanceof Error ? error.stack : String(error)}`,
  );
  return 1;
}
