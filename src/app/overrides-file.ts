import { Failure } from "../diagnostics/failure.ts";
import type { Overrides } from "../model/overrides.ts";
import type { Ports } from "./ports.ts";
import { schemaErrors } from "./schema-errors.ts";
import { parseYamlFile } from "./yaml-text.ts";

/** Reads and checks an `overrides.yaml`. Errors: a `Failure` that names the line or the key that is wrong. */
export async function readOverrides(path: string, ports: Pick<Ports, "files">): Promise<Overrides> {
  const bytes = await ports.files.read(path);
  if (bytes === undefined) throw new Failure("unusable", `${path}: there is no such file`);
  return parseOverrides(new TextDecoder().decode(bytes), path);
}

export function parseOverrides(text: string, path: string): Overrides {
  const value = parseYamlFile(text, path) ?? {};
  const errors = schemaErrors("overrides", value);
  if (errors.length > 0) throw new Failure("unusable", `${path}: ${errors.slice(0, 3).join("; ")}`);
  return value as Overrides;
}
