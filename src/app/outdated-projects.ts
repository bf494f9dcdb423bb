import { join } from "node:path";
import { diagnose } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { TargetId } from "../targets/target.ts";
import { readRecord } from "./folder/build-record.ts";
import { builtTargets } from "./folder/built-targets.ts";
import { CONNECTOR_FILE } from "./folder/connector-folder.ts";
import { readText, sha256 } from "./folder/file-text.ts";
import type { Ports } from "./ports.ts";

/** Projects that were made from another `connector.yaml` than the one that is there: it was edited, or another target alone was built since. */
export async function outdatedProjects(folder: string, ports: Pick<Ports, "files">): Promise<readonly Diagnostic[]> {
  const outdated = await outdatedTargets(folder, ports);
  return outdated.map((target) => diagnose("build/outdated-project", { target, folder }));
}

/** The targets of these projects. */
export async function outdatedTargets(folder: string, ports: Pick<Ports, "files">): Promise<readonly TargetId[]> {
  const model = sha256((await readText(join(folder, CONNECTOR_FILE), ports)) ?? "");
  const { madeFrom = {} } = await readRecord(folder, ports);
  const built = await builtTargets(folder, ports);
  return built.filter((target) => madeFrom[target] !== undefined && madeFrom[target] !== model);
}
