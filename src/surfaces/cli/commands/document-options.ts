import type { Command } from "commander";

/** What every command that reads documents takes. */
export interface DocumentOptions {
  readonly allowOrigin: string[];
  readonly overrides?: string;
  readonly name?: string;
}

export function documentOptions(command: Command): Command {
  return command
    .option("--allow-origin <origin>", "lets references be fetched from this origin (may be given again)", collect, [])
    .option("--overrides <file>", "an overrides.yaml with what you decided")
    .option("--name <name>", "the connector's name, in place of one made from the title");
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
