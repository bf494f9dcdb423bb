import { Failure } from "../../diagnostics/failure.ts";
import { compareConnector, type Drift } from "../../drift/compare-connector.ts";
import { compareTables } from "../../drift/compare-tables.ts";
import { shared } from "../../drift/match-operations.ts";
import { sharedTables } from "../../drift/match-tables.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { DetectedDocuments } from "../analyse.ts";
import { documentSide } from "./document-side.ts";

/**
 * What the documents of a connector's source say otherwise, of an API or of a database. `origins` are for messages.
 * Errors: a `Failure` where they describe another source, or one of another kind.
 */
export function compareDocuments(
  model: ConnectorModel,
  old: DetectedDocuments,
  now: DetectedDocuments,
  origins: readonly string[],
): Drift {
  if ("detection" in old && "detection" in now) {
    const sides = [documentSide(old), documentSide(now)] as const;
    const drift = compareConnector(model, ...sides);
    refuseAnother({ origins, old, now, drift, left: shared(...sides), ...WORDS.http });
    return drift;
  }
  if ("tables" in old && "tables" in now) {
    const sides = [
      { facts: old.facts, detection: old.tables },
      { facts: now.facts, detection: now.tables },
    ] as const;
    const drift = compareTables(model, ...sides);
    refuseAnother({ origins, old, now, drift, left: sharedTables(...sides), ...WORDS.database });
    return drift;
  }
  throw new Failure(
    "unusable",
    `${origins.join(", ")} describes ${kindOf(now)}, and the connector was made from what describes ${kindOf(old)}`,
  );
}

const WORDS = {
  http: { parts: "operations", whole: "API" },
  database: { parts: "tables", whole: "database" },
} as const;

function kindOf(detected: DetectedDocuments): string {
  if ("detection" in detected) return "an API";
  return "tables" in detected ? "a database" : "files";
}

/** Less than this share of the operations or tables, and hardly one that moved: another source, or only a part of this one. */
const LEAST_SHARED = 0.1;

interface Compared {
  readonly origins: readonly string[];
  readonly old: DetectedDocuments;
  readonly now: DetectedDocuments;
  readonly drift: Drift;
  readonly left: { readonly of: number; readonly found: number };
  readonly parts: string;
  readonly whole: string;
}

function refuseAnother({ origins, old, now, drift, left, parts, whole }: Compared): void {
  const moved = drift.changes.filter(({ successor }) => successor !== undefined).length;
  const isNamedAlike = old.facts.title.toLowerCase() === now.facts.title.toLowerCase();
  if (isNamedAlike || left.found + moved >= Math.max(1, LEAST_SHARED * left.of)) return;
  throw new Failure(
    "unusable",
    `${origins.join(", ")} describes "${now.facts.title}", in which ${left.found} of the ${left.of} ${parts} of "${old.facts.title}" are left: that is another ${whole}, or another part of it; give the document that took the old one's place`,
  );
}
