import { load } from "js-yaml";
import { Failure } from "../diagnostics/failure.ts";

/** Errors: a `Failure` with the file and what is wrong in it. */
export function parseYamlFile(text: string, path: string): unknown {
  try {
    return load(text);
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new Failure("unusable", `${path}: not valid YAML: ${message}`, { cause });
  }
}
