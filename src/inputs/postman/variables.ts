import { isOpaque, isSecretName, SCRUBBED } from "../scrub-secrets.ts";
import type { KeyValue } from "./key-values.ts";

/** The values that collections and environments give to names. */
export interface Variables {
  /** What a variable stands for at last; `undefined`: nobody says, or it leads back to itself. */
  valueOf(name: string): string | undefined;
  /** The text with every variable filled in that has a value; the others stay as `{{name}}`. */
  fill(text: string): string;
}

const HOLE = /\{\{\s*([^{}]+?)\s*\}\}/g;
const DEEPEST = 10;
/** No address is longer; variables that hold each other several times over could make one without end. */
const LONGEST = 2000;

/** The later has the last word: environments come after the collection. Values of what is named like a credential are not kept. */
export function readVariables(pairs: readonly KeyValue[]): Variables {
  const values = new Map<string, string>();
  for (const { key, value, disabled, type } of pairs) {
    if (disabled || value === undefined || value.trim() === "") continue;
    if (type !== "secret" && !isSecretName(key) && !isOpaque(value) && value !== SCRUBBED)
      values.set(key, value.trim());
  }

  function filled(text: string, above: readonly string[]): string {
    if (above.length > DEEPEST || text.length > LONGEST) return text;
    const whole = text.replace(HOLE, (hole, name: string) => {
      const value = above.includes(name) ? undefined : values.get(name);
      return value === undefined ? hole : filled(value, [...above, name]);
    });
    return whole.length > LONGEST ? text : whole;
  }

  return {
    valueOf(name) {
      const value = values.has(name) ? filled(`{{${name}}}`, []) : undefined;
      return value === undefined || value.includes("{{") ? undefined : value;
    },
    fill: (text) => filled(text, []),
  };
}

/** Names of the variables in a text, in order. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(HOLE)].map(([, name = ""]) => name);
}
