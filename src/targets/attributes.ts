import type { Expression } from "./expression.ts";

/** An attribute of a Python class. */
export interface AttributePlan {
  readonly name: string;
  readonly value: Expression;
  /** Lines above it, for what a reader would wonder at. */
  readonly comment: string | undefined;
  /** Where other classes have values of other types. */
  readonly type?: Expression;
}

/** Those that have a value, in their order. */
export function given(attributes: readonly (readonly [string, Expression | undefined])[]): AttributePlan[] {
  return attributes.flatMap(([name, value]) => (value ? [{ name, value, comment: undefined }] : []));
}
