import type { Evidence } from "../../evidence/finding.ts";
import type { KeyField } from "./record-fields.ts";

/** A field with all that speaks for and against it as the key. */
export interface WeighedField {
  readonly field: KeyField;
  readonly evidence: readonly Evidence[];
  readonly against: readonly Evidence[];
  readonly confidence: number;
}
