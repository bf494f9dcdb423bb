import type { MediaFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { FieldPath } from "../../model/values.ts";

/** A text in an error's body by which it means "slow down", whatever its status. */
interface BodySign {
  readonly path: FieldPath;
  readonly contains: string;
}

const SLOW_DOWN = /rate.?limit|too.?many.?requests|throttl/i;
const DEPTH = 3;

/** Where an error answer's examples or its codes tell of too many requests; undefined: nowhere. */
export function slowDownSign({ content }: ResponseFact): BodySign | undefined {
  for (const media of content) {
    const found = ofExamples(media) ?? (media.schema && ofSchema(media.schema, [], DEPTH));
    if (found) return found;
  }
  return undefined;
}

function ofExamples({ examples }: MediaFact): BodySign | undefined {
  for (const { value } of examples) {
    const found = ofValue(value, [], DEPTH);
    if (found) return found;
  }
  return undefined;
}

function ofValue(value: unknown, path: FieldPath, depth: number): BodySign | undefined {
  if (typeof value === "string") return signOf(value, path);
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = ofValue(inner, [...path, Array.isArray(value) ? "*" : name], depth - 1);
    if (found) return found;
  }
  return undefined;
}

function ofSchema(schema: SchemaView, path: FieldPath, depth: number): BodySign | undefined {
  for (const value of [...(schema.enum ?? []), ...schema.examples]) {
    const found = typeof value === "string" && path.length > 0 ? signOf(value, path) : undefined;
    if (found) return found;
  }
  if (depth === 0) return undefined;
  for (const [name, inner] of schema.properties) {
    const found = ofSchema(inner, [...path, name], depth - 1);
    if (found) return found;
  }
  return undefined;
}

/** A code is looked for as it is; of a sentence only the words that matter, since the rest may differ. */
function signOf(text: string, path: FieldPath): BodySign | undefined {
  const match = SLOW_DOWN.exec(text);
  if (!match) return undefined;
  return { path, contains: /^\S{1,60}$/.test(text) ? text : match[0] };
}
