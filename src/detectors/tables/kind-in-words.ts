import type { RelationType } from "../../evidence/database-facts.ts";

/** `a view`, `an external table`. */
export function kindInWords(type: RelationType): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type.replaceAll("-", " ")}`;
}
