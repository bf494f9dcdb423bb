import { plainName } from "./plain-name.ts";
import type { Lever } from "./request-levers.ts";

const ZERO =
  /\b(zero|0)[- ]?(based|indexed)\b|\b(start(s|ing)?|begin(s|ning)?|count(s|ed|ing)?|index(ed)?|numbered|first page)\b[^.]{0,30}\b(at|from|with|is|=)? ?(zero|0)\b|\bdefaults?\b[^.\d]{0,20}\b0\b|\bfirst page is 0\b/i;
const ONE =
  /\b(one|1)[- ]?(based|indexed)\b|\b(start(s|ing)?|begin(s|ning)?|first page)\b[^.]{0,30}\b(at|from|with|is)? ?(one|1)\b|\bdefaults?\b[^.\d]{0,20}\b1\b/i;

/**
 * Number of the first page: what the document says, else 1, or 0 for a page *index*
 * (asking for one page too many loses nothing, skipping the first would).
 */
export function firstPageOf(lever: Lever): number {
  const { schema, description, param } = lever;
  for (const stated of [schema.default, schema.minimum]) {
    if (isFirst(stated)) return Number(stated);
  }
  if (ZERO.test(description)) return 0;
  if (ONE.test(description)) return 1;
  return /index$/.test(plainName(param.name)) ? 0 : 1;
}

/** Where counting starts, where it isn't at 0. */
export function firstOffsetOf(lever: Lever): number | undefined {
  const { schema, description } = lever;
  if (schema.minimum === 1 || (schema.default !== undefined && Number(schema.default) === 1)) return 1;
  if (ZERO.test(description)) return undefined;
  return /\b(one|1)[- ]based\b/i.test(description) ? 1 : undefined;
}

function isFirst(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && (Number(value) === 0 || Number(value) === 1);
}
