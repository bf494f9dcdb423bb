import { spawn } from "node:child_process";

export interface CommandResult {
  /** -1: could not be started. */
  readonly exitCode: number;
  /** Standard output and error output as they came. */
  readonly output: string;
}

/** Runs a program to its end without a shell; a program that isn't there is a result, not an exception. */
export function runCommand(
  program: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ exitCode: -1, output: error.message }));
    child.on("close", (exitCode) => resolve({ exitCode: exitCode ?? -1, output }));
  });
}
