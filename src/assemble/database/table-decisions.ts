import type { DetectedTable } from "../../evidence/database-detection.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { SoftDelete } from "../../model/database.ts";
import type { Incremental } from "../../model/incremental.ts";
import type { Overrides, StreamOverride } from "../../model/overrides.ts";
import type { FieldPath } from "../../model/values.ts";
import { type Decision, decide } from "../decide.ts";
import type { Asked, StreamDoubts } from "../questions.ts";

/** Everything that is decided about one table. */
export interface TableDecisions {
  readonly table: DetectedTable;
  readonly selected: boolean;
  readonly primaryKey: Decision<readonly FieldPath[]>;
  readonly incremental: Decision<Incremental | null>;
  readonly softDelete: Decision<SoftDelete | null>;
}

export function saidOf(stream: string, overrides: Overrides): StreamOverride {
  return { ...overrides.all, ...overrides.streams?.[stream] };
}

export function decideTable(table: DetectedTable, overrides: Overrides): TableDecisions {
  const said = saidOf(table.stream, overrides);
  return {
    table,
    selected: said.selected ?? table.offered.value,
    primaryKey: decide({ override: said.primaryKey, finding: table.primaryKey, unknown: [], needed: false }),
    incremental: decideIncremental(said.incremental, table),
    softDelete: decideSoftDelete(said.softDelete, table),
  };
}

/** A mark is of no use before it is known which value it has. */
function decideSoftDelete(
  override: SoftDelete | null | undefined,
  { softDelete }: DetectedTable,
): Decision<SoftDelete | null> {
  const decision = decide<SoftDelete | null>({ override, finding: softDelete, unknown: null, needed: false });
  return decision.value?.deletedWhen === "unknown" ? { ...decision, open: true } : decision;
}

/** Two columns that are as likely are asked about: the wrong one would lose changes without a word. */
function decideIncremental(
  override: Incremental | null | undefined,
  { incremental, access }: DetectedTable,
): Decision<Incremental | null> {
  const decision = decide<Incremental | null>({ override, finding: incremental, unknown: null, needed: false });
  if (decision.by !== "finding" || !incremental || decision.value === null) return decision;
  const proof = access.cursors.find(({ column }) => column === decision.value?.cursorField[0]);
  const isProven =
    proof !== undefined && proof.evidence !== "name" && proof.evidence !== "comment" && proof.evidence !== "default";
  return { ...decision, open: !isProven && hasEqual(incremental) };
}

function hasEqual({ confidence, rivals }: Finding<Incremental | null>): boolean {
  return rivals.some((rival) => rival.value !== null && confidence - rival.confidence < 0.05);
}

export function openTableDecisions({ table, primaryKey, incremental, softDelete }: TableDecisions): StreamDoubts {
  const all: readonly (readonly [Asked, Decision<unknown>])[] = [
    ["primary-key", primaryKey],
    ["incremental", incremental],
    ["soft-delete", softDelete],
  ];
  return { stream: table.stream, open: all.filter(([, { open }]) => open) };
}
