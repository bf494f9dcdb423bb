import { Failure } from "../../diagnostics/failure.ts";
import type { Overrides } from "../../model/overrides.ts";
import type { Ports } from "../ports.ts";
import { schemaErrors } from "./schema-errors.ts";
import { parseYamlFile } from "./yaml-text.ts";

/** What a new `overrides.yaml` holds: the schema for the user's editor, and how to write into it. */
export const NEW_OVERRIDES = `# yaml-language-server: $schema=.sourcewright/overrides.schema.json
# What you decide here wins over every finding and survives a new analysis:
#   source: { auth: … }  all: { pagination: … }  streams: { <name>: { primaryKey: [[id]] } }
# \`sourcewright answer\` writes into this file; build again for it to take effect.
`;

/** Reads and checks an `overrides.yaml`. Errors: a `Failure` that names the line or the key that is wrong. */
export async function readOverrides(path: string, ports: Pick<Ports, "files">): Promise<Overrides> {
  const bytes = await ports.files.read(path);
  if (bytes === undefined) throw new Failure("unusable", `${path}: there is no such file`);
  return parseOverrides(new TextDecoder().decode(bytes), path);
}

export function parseOverrides(text: string, path: string): Overrides {
  const value = parseYamlFile(text, path);
  if (value === undefined) return {};
  const errors = schemaErrors("overrides", value);
  if (errors.length > 0) throw new Failure("unusable", `${path}: ${errors.slice(0, 3).join("; ")}`);
  return value as Overrides;
}
