import { isObject, readPath } from "../model/field-path.ts";
import type { FieldPath, Json } from "../model/values.ts";

/** The records at a place of an answer; undefined where nothing is there, or something that holds none. */
export function recordsIn(body: Json | undefined, path: FieldPath): readonly Json[] | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return isList(body) ? body : isObject(body) ? [body] : undefined;
  if (name === "*") return elementsOf(body)?.flatMap((element) => recordsIn(element, rest) ?? []);
  const held = readPath(body, [name]);
  // Where there are none, many a source writes null.
  return held === null && rest.length === 0 ? [] : recordsIn(held, rest);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function elementsOf(value: Json | undefined): readonly Json[] | undefined {
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : undefined;
}

/** Places of lists of objects in an answer, the longest list first, at most three levels deep. */
export function listsIn(body: Json | undefined): readonly { readonly path: FieldPath; readonly length: number }[] {
  const found: { path: FieldPath; length: number }[] = [];
  const visit = (value: Json | undefined, path: FieldPath): void => {
    if (Array.isArray(value)) {
      if (value.some((one: Json) => isObject(one))) found.push({ path, length: value.length });
    } else if (isObject(value) && path.length < 3) {
      for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name]);
    }
  };
  visit(body, []);
  return found.sort((a, b) => b.length - a.length);
}
