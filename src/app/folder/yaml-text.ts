import { load } from "js-yaml";
import { Failure } from "../../diagnostics/failure.ts";

/** Undefined where there is nothing but comments. Errors: a `Failure` with the file and what is wrong in it. */
export function parseYamlFile(text: string, path: string): unknown {
  if (text.split("\n").every((line) => /^\s*(#.*)?$/.test(line))) return undefined;
  try {
    return load(text);
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new Failure("unusable", `${path}: not valid YAML: ${message}`, { cause });
  }
}
