import type { FieldPath } from "../../model/values.ts";
import { type AnswerField, ENVELOPE } from "./answer-fields.ts";
import { ANSWER_SIGNALS, type AnswerSignal, BACK, type PointerRole } from "./answer-vocabulary.ts";
import { plainName } from "./plain-name.ts";

/** A field of the answer that says something about paging. */
export interface Pointer extends AnswerField {
  readonly role: PointerRole;
  readonly signal: string;
  readonly weight: number;
}

/** Every role that the answer's fields can play; `_links.next` and its `href` are one. */
export function observePointers(fields: readonly AnswerField[], records: FieldPath): Pointer[] {
  const byPlace = new Map<string, Pointer>();
  for (const pointer of fields.flatMap(pointersOf).filter((one) => isAbout(one, records))) {
    const key = JSON.stringify([pointer.role, pointer.path]);
    const held = byPlace.get(key);
    if (!held || held.weight < pointer.weight || pointer.promised) byPlace.set(key, pointer);
  }
  return [...byPlace.values()];
}

/** A count inside an object that is no envelope of these records counts something else. */
function isAbout({ role, path }: Pointer, records: FieldPath): boolean {
  if (role === "next-url" || role === "next-cursor" || role === "next-page") return true;
  const shared = path.findIndex((step, index) => step !== records[index]);
  return path.slice(shared === -1 ? path.length : shared, -1).every((step) => ENVELOPE.test(plainName(step)));
}

function pointersOf(field: AnswerField): Pointer[] {
  const levels = field.path.map(plainName);
  const best = new Map<PointerRole, Pointer>();
  for (const signal of ANSWER_SIGNALS) {
    if (!fits(signal, field, levels)) continue;
    const held = best.get(signal.role);
    if (held && held.weight >= signal.weight) continue;
    best.set(signal.role, {
      ...field,
      path: signal.role === "next-url" ? linkPath(field) : field.path,
      role: signal.role,
      signal: `pagination/${signal.id}`,
      weight: signal.weight,
    });
  }
  return settle([...best.values()], field);
}

function fits(signal: AnswerSignal, field: AnswerField, levels: readonly string[]): boolean {
  const name = levels.at(-1) ?? "";
  if (!signal.name.test(name) || (signal.below && !signal.below.test(levels.at(-2) ?? ""))) return false;
  if (looksBack(signal.role, levels)) return false;
  if (signal.typed && field.types.length === 0) return false;
  if (field.types.length > 0 && !field.types.some((type) => signal.types.includes(type))) return false;
  if (signal.says && !signal.says.test(field.description)) return false;
  return !signal.not?.test(field.description);
}

function looksBack(role: PointerRole, levels: readonly string[]): boolean {
  if (role === "is-last" || role === "total-pages") return false;
  return levels.some((level) => BACK.test(level) && !level.startsWith("current"));
}

/** A link object without stated properties is taken for HAL's. */
function linkPath({ path, types }: AnswerField): FieldPath {
  return types.includes("object") && !types.includes("string") ? [...path, "href"] : path;
}

/** Looking like an address decides between a link and a token. */
function settle(pointers: readonly Pointer[], field: AnswerField): Pointer[] {
  if (looksLikeUrl(field)) {
    return pointers
      .filter(({ role }) => role !== "next-cursor")
      .map((pointer) =>
        pointer.role === "next-url" ? { ...pointer, weight: Math.max(pointer.weight, 0.88) } : pointer,
      );
  }
  const token = pointers.find(({ role }) => role === "next-cursor")?.weight ?? 0;
  return pointers.filter(({ role, weight }) => role !== "next-url" || weight > 0.8 || token <= 0.6);
}

function looksLikeUrl({ format, examples }: AnswerField): boolean {
  if (format === "uri" || format === "url" || format === "uri-reference") return true;
  return examples.some((example) => typeof example === "string" && /^(https?:\/\/|\/[\w.-]+[/?])/.test(example));
}
