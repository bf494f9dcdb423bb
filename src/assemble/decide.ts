import { ACCEPT, type Finding } from "../evidence/finding.ts";

/** What the model will hold in one place, and on whose word. */
export interface Decision<Value> {
  readonly value: Value;
  readonly by: "override" | "finding" | "nothing";
  /** True while the user has to say: what was found is not sure enough, or nothing was. */
  readonly open: boolean;
  readonly finding: Finding<Value> | undefined;
}

interface Choice<Value> {
  readonly override: Value | undefined;
  readonly finding: Finding<Value> | undefined;
  /** What the model holds while nothing is known. */
  readonly unknown: Value;
  /** Whether a value says that nothing is known. */
  readonly isUnknown?: (value: Value) => boolean;
  /** Whether the connector can't be right without it; else a lack of any hint is no question. */
  readonly needed: boolean;
}

/** Precedence: the user's word, then the best finding if it is sure enough, then nothing and a question. */
export function decide<Value>({ override, finding, unknown, isUnknown, needed }: Choice<Value>): Decision<Value> {
  if (override !== undefined) return { value: override, by: "override", open: false, finding };
  if (!finding) return { value: unknown, by: "nothing", open: needed, finding };
  if (isUnknown?.(finding.value)) return { value: finding.value, by: "finding", open: needed, finding };
  if (finding.confidence >= ACCEPT) return { value: finding.value, by: "finding", open: false, finding };
  return { value: unknown, by: "nothing", open: needed || !isNothing(finding.value), finding };
}

/** A stream may well have no key, no cursor and no parent. */
function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
