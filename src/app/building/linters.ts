import { join } from "node:path";
import { lintManifest } from "../../targets/airbyte-yaml/lint/lint-manifest.ts";
import type { TargetId } from "../../targets/target.ts";
import { readText } from "../folder/file-text.ts";
import { parseYamlFile } from "../folder/yaml-text.ts";
import type { Ports } from "../ports.ts";

/** Findings about the files of a generated project, a line each. */
type Linter = (folder: string, ports: Pick<Ports, "files">) => Promise<readonly string[]>;

/** Linters of our own for generated files that no linter of their framework knows. */
export const linters: Readonly<Partial<Record<TargetId, Linter>>> = { "airbyte-yaml": lintAirbyte };

async function lintAirbyte(folder: string, ports: Pick<Ports, "files">): Promise<readonly string[]> {
  const path = join(folder, "manifest.yaml");
  const text = await readText(path, ports);
  if (text === undefined) return ["manifest.yaml is missing"];
  const findings = lintManifest(parseYamlFile(text, path)).filter(({ severity }) => severity === "error");
  return findings.map(({ code, message }) => `manifest.yaml: ${message} (${code})`);
}
