import { pythonProblem } from "../../printing/ruff.ts";
import { lintManifest } from "../../targets/airbyte-yaml/lint/lint-manifest.ts";
import { CONNECTOR_FILE, parseConnector } from "../folder/connector-folder.ts";
import { parseYamlFile } from "../folder/yaml-text.ts";

/**
 * What makes a merged file useless, in one line: it no longer parses, names something that isn't there, or says one thing
 * twice. What was wrong with the user's own text already isn't told.
 */
export function fileProblem(path: string, text: string, ours: string): string | undefined {
  if (path.endsWith(".py")) return pythonProblem(text);
  if (path === CONNECTOR_FILE) return reasonOf(() => parseConnector(text, path));
  if (path.endsWith(".toml")) return saidTwice(text);
  if (path.endsWith(".json")) return reasonOf(() => JSON.parse(text));
  if (!/\.ya?ml$/.test(path)) return undefined;
  const broken = reasonOf(() => parseYamlFile(text, path));
  if (broken !== undefined || !path.endsWith("/manifest.yaml")) return broken;
  const known = new Set(manifestErrors(ours, path));
  return manifestErrors(text, path).find((error) => !known.has(error));
}

/** YAML and JSON: read by their keys. */
export function hasKeys(path: string): boolean {
  return /\.(ya?ml|json)$/.test(path);
}

function reasonOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function manifestErrors(text: string, path: string): string[] {
  try {
    const findings = lintManifest(parseYamlFile(text, path));
    return findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
  } catch {
    return [];
  }
}

/** A table or a key of TOML that stands there twice, which no reader of it allows. */
function saidTwice(text: string): string | undefined {
  const seen = new Set<string>();
  let table = "";
  for (const line of text.split("\n")) {
    const header = /^\[([^[\]]+)\]/.exec(line)?.[1];
    const key = /^([\w."-]+)\s*=/.exec(line)?.[1];
    if (line.startsWith("[[")) table = `${line} ${seen.size}`;
    else if (header !== undefined) table = header;
    const name = header === undefined ? key && `${table} ${key}` : `[${header}]`;
    if (name !== undefined && seen.has(name)) return `${(header ?? key ?? "").trim()} stands there twice`;
    if (name !== undefined) seen.add(name);
  }
  return undefined;
}
