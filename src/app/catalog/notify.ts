import { spawn } from "node:child_process";
import { Failure } from "../../diagnostics/failure.ts";
import type { DoneJob } from "./run-due.ts";

/** A program and its arguments; no shell reads them. */
export type NotifyCommand = readonly [string, ...string[]];

/** `notify-team`, or with arguments as JSON: `["curl", "-d", "@-", "https://…"]`. Errors: a `Failure` (misuse). */
export function parseNotifyCommand(text: string): NotifyCommand {
  if (!text.trim().startsWith("[")) return [text];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string")) {
      const [program = "", ...rest] = value;
      return [program, ...rest];
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new Failure(
    "misuse",
    `--on-change takes a program, or a program and its arguments as JSON: '["notify", "--loud"]'`,
  );
}

const LONGEST_MILLISECONDS = 60_000;

/** Gives the program what happened as JSON on its standard input. Gives what went wrong; nothing: it ended well. */
export function notify([program, ...args]: NotifyCommand, done: DoneJob): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["pipe", "ignore", "ignore"], timeout: LONGEST_MILLISECONDS });
    child.on("error", (cause) => resolve(`${program}: ${cause.message}`));
    child.on("close", (code, signal) => resolve(code === 0 ? undefined : `${program} ended with ${code ?? signal}`));
    // A program that doesn't read is none of our faults.
    child.stdin.on("error", () => undefined);
    child.stdin.end(`${JSON.stringify(done)}\n`);
  });
}
