import { member } from "../json-value.ts";

/** Whether a text may be a HAR recording, told without parsing it. */
export function mayBeHar(text: string): boolean {
  return /"log"\s*:\s*\{/.test(text.slice(0, 2000)) && text.includes('"entries"');
}

export function isHar(value: unknown): boolean {
  return Array.isArray(member(member(value, "log"), "entries"));
}
