import { candidate } from "../../evidence/confidence.ts";
import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { FieldPath } from "../../model/values.ts";

type Key = readonly FieldPath[];

/** The document itself calls the key unique: what finds the record further up says only where it is read. */
export function isToldUnique({ evidence }: Finding<Key>): boolean {
  return evidence.some(({ signal, quote }) => /^key\/told-(unique|primary)$/.test(signal) && !WITHIN.test(quote ?? ""));
}

/** Unique, but only there. */
const WITHIN = /\b(unique(ly)?|identif\w+)\b[^.]*\b(within|inside|per|in (a|this|its))\b/i;

/** The key with further fields before it, for that reason; alone it is the first rival. */
export function widenedKey(finding: Finding<Key>, fields: Key, reason: Evidence): Finding<Key> {
  const { value, evidence, against, rivals } = finding;
  const alone = candidate<Key>(value, evidence, [...against, { ...reason, weight: 0.5 }]);
  const wide = candidate<Key>([...fields, ...value], [...evidence, reason], against);
  return { ...finding, ...wide, rivals: [alone, ...rivals] };
}
