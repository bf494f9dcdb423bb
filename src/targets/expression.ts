import { type Code, code, commaSeparated } from "../printing/code.ts";
import { lit, tuple } from "../printing/python.ts";

/** Python that generated code holds, with the names of the support modules that it needs. */
export interface Expression {
  readonly code: Code;
  readonly names: readonly string[];
}

export const plain = (made: Code): Expression => ({ code: made, names: [] });
export const literal = (value: unknown): Expression => plain(lit(value));
export const path = (steps: readonly string[]): Expression => plain(tuple(steps));

/** A call of a support name; keywords that are undefined are left out. */
export function call(
  name: string,
  positional: readonly Expression[] = [],
  keywords: Readonly<Record<string, Expression | undefined>> = {},
): Expression {
  const named = Object.entries(keywords).flatMap(([key, value]) =>
    value === undefined ? [] : [{ code: code(`${key}=${value.code.text}`), names: value.names }],
  );
  const parts = [...positional, ...named];
  return {
    code: code(`${name}(${commaSeparated(parts.map((part) => part.code)).text})`),
    names: [name, ...parts.flatMap((part) => part.names)],
  };
}

export function tupleOf(parts: readonly Expression[]): Expression {
  const inner = parts.map((part) => part.code.text).join(", ");
  return { code: code(parts.length === 1 ? `(${inner},)` : `(${inner})`), names: parts.flatMap((part) => part.names) };
}

export function dictOf(entries: readonly (readonly [string, Expression])[]): Expression {
  const inner = entries.map(([key, value]) => `${lit(key).text}: ${value.code.text}`).join(", ");
  return { code: code(`{${inner}}`), names: entries.flatMap(([, value]) => value.names) };
}

export function listOf(parts: readonly Expression[]): Expression {
  return {
    code: code(`[${commaSeparated(parts.map((part) => part.code)).text}]`),
    names: parts.flatMap((part) => part.names),
  };
}
