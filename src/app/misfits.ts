import { join } from "node:path";
import { diagnose } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestNames } from "../diagnostics/nearest-names.ts";
import { readRecord } from "./folder/build-record.ts";
import { OVERRIDES_FILE, readConnector, readEvidence } from "./folder/connector-folder.ts";
import { readText, sha256 } from "./folder/file-text.ts";
import { parseOverrides } from "./folder/overrides-file.ts";
import type { Ports } from "./ports.ts";

/** Messages about what the user decided: that it has no effect, or that the documents show otherwise. */
const CODES: ReadonlySet<string> = new Set([
  "assemble/override-unknown-stream",
  "assemble/override-unknown-parent",
  "assemble/override-misfit",
  "assemble/override-misfit-all",
  "build/overrides-pending",
  "build/overrides-unheeded",
]);

/** Those of the diagnostics that speak of a decision of the user's which doesn't fit; `--strict` refuses them. */
export function misfits(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => CODES.has(code));
}

/** The rest of them. */
export function others(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => !CODES.has(code));
}

/** What is to be said of a built connector's `overrides.yaml`: what the last build found, or that none has seen it yet. */
export async function misfitsOfConnector(folder: string, ports: Pick<Ports, "files">): Promise<readonly Diagnostic[]> {
  const path = join(folder, OVERRIDES_FILE);
  const text = await readText(path, ports);
  if (text === undefined) return [];
  const overrides = parseOverrides(text, path);
  const { overrides: heeded } = await readRecord(folder, ports);
  if (heeded === sha256(text)) return (await readEvidence(folder, ports)).misfits ?? [];
  if (Object.keys(overrides).length === 0 && heeded === undefined) return [];
  const known = (await readConnector(folder, ports)).streams.map(({ name }) => name);
  const unknown = Object.keys(overrides.streams ?? {}).filter((name) => !known.includes(name));
  return [
    ...unknown.map((stream) =>
      diagnose("assemble/override-unknown-stream", { stream, known: nearestNames(stream, known)[0] }),
    ),
    diagnose("build/overrides-pending", { overrides: path, folder }),
  ];
}
