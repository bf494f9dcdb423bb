import { join } from "node:path";
import { diagnose } from "../../diagnostics/collector.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { mergeText } from "../../merge/merge-text.ts";
import type { Overrides } from "../../model/overrides.ts";
import { readBase } from "../folder/base-copies.ts";
import { isGenerated, readRecord } from "../folder/build-record.ts";
import { CONNECTOR_FILE, OVERRIDES_FILE, parseConnector } from "../folder/connector-folder.ts";
import type { NamedModel } from "../folder/connector-schemas.ts";
import { decidedPlaces } from "../folder/decided-places.ts";
import { readText, sha256 } from "../folder/file-text.ts";
import { parseYamlFile } from "../folder/yaml-text.ts";
import type { Ports } from "../ports.ts";
import { type Conflict, clashConflict, conflictsFailure } from "./merge-conflict.ts";
import { type Winners, winnerAt } from "./merge-generated.ts";
import { renamedParents } from "./renamed-parents.ts";

interface Merging {
  readonly folder: string;
  /** As an analysis makes it now. */
  readonly theirs: string;
  readonly overrides: Overrides;
  readonly winners: Winners;
}

export interface MergedConnector extends NamedModel {
  readonly text: string;
  /** What stood there. */
  readonly from: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A `connector.yaml` that people edited together with what an analysis makes of the documents now; undefined where nobody
 * edited it. What `overrides.yaml` decides wins. Errors: a `Failure` with the conflicts.
 */
export async function mergeConnector(
  { folder, theirs, overrides, winners }: Merging,
  ports: Pick<Ports, "files">,
): Promise<MergedConnector | undefined> {
  const record = await readRecord(folder, ports);
  const path = join(folder, CONNECTOR_FILE);
  const from = await readText(path, ports);
  const known = record.files[CONNECTOR_FILE];
  if (from === undefined || known === undefined) return undefined;
  if (from === theirs || isGenerated(record, CONNECTOR_FILE, sha256(from))) return undefined;
  const base = known === sha256(theirs) ? theirs : (await readBase(folder, "", ports)).get(CONNECTOR_FILE);
  const winner = winnerAt(CONNECTOR_FILE, winners);
  if (base === undefined || sha256(base) !== known) {
    if (winner === "theirs") return undefined;
    if (winner === "ours") return { ...parseConnector(from, path), text: from, from, diagnostics: [] };
    throw conflictsFailure(folder, [unknownBase]);
  }
  const merged = mergeText(
    { base, ours: from, theirs },
    {
      hasKeys: true,
      decided: decidedPlaces(overrides),
      findProblem: (text) => reasonOf(() => parseYamlFile(text, CONNECTOR_FILE)),
      ...(winner && { winner }),
    },
  );
  const clashes = merged.clashes.map((clash) => clashConflict(CONNECTOR_FILE, clash, from, theirs));
  if (clashes.length > 0) throw conflictsFailure(folder, clashes);
  if (merged.problem !== undefined)
    throw conflictsFailure(folder, [
      { path: CONNECTOR_FILE, what: `can't hold your edits and what is found now: ${merged.problem}` },
    ]);
  const text = renamedParents(merged.text, { base, ours: from });
  const outranked = (merged.outranked ?? []).map((place) =>
    diagnose("build/override-outranks", { place, overrides: join(folder, OVERRIDES_FILE) }),
  );
  return { ...parseConnector(text, path), text, from, diagnostics: outranked };
}

const unknownBase: Conflict = {
  path: CONNECTOR_FILE,
  what: "was edited by you and is another one now, and what was generated last isn't known",
};

function reasonOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
