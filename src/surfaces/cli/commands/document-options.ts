import { type Command, InvalidArgumentError } from "commander";
import { askedOrigin } from "../../../app/asked-origin.ts";
import { given } from "./given.ts";

/** What every command that reads documents takes. */
export interface DocumentOptions {
  readonly allowOrigin: string[];
  readonly overrides?: string;
  readonly name?: string;
  readonly strict: boolean;
}

export function documentOptions(command: Command): Command {
  return allowOriginOption(command)
    .option("--overrides <file>", "an overrides.yaml with what you decided", given)
    .option("--name <name>", "the connector's name, in place of one made from the title", connectorName)
    .option("--strict", "exits with 1 when something that you decided in overrides.yaml doesn't fit", false);
}

export function allowOriginOption(command: Command): Command {
  const what = "lets references be fetched from this origin (may be given again)";
  return command.option("--allow-origin <origin>", what, origins, []);
}

function origins(value: string, before: string[]): string[] {
  const origin = askedOrigin(value);
  if (origin === undefined) throw new InvalidArgumentError("An origin is like https://example.com");
  return [...before, origin];
}

/** It becomes a folder and the name of a package. */
function connectorName(value: string): string {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value) && value.length <= 40) return value;
  throw new InvalidArgumentError(
    "A name is small letters, digits and single dashes, and begins with a letter: acme-billing",
  );
}
