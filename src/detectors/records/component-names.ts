import { createHash } from "node:crypto";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SchemaNames } from "../../model/schema-names.ts";
import type { JsonSchema } from "../../model/values.ts";

const LONGEST = 80;

/** A schema that a component was written as, in full or in part. */
export interface ComponentPart {
  readonly view: SchemaView;
  readonly schema: JsonSchema;
  readonly isWhole: boolean;
  /** Of nesting that are written out. */
  readonly levels: number;
  /** What it comes back to and stands around it: not written out again inside. */
  readonly cuts: readonly SchemaView[];
}

/**
 * Names for the schemas that components were written as: `customer` for all of it, `customer:2-levels` and
 * `customer:1-level-within-charge` for parts. They hang on the component alone, so that they stay when streams come
 * and go.
 */
export function componentNames(parts: readonly ComponentPart[], isOfSeveral: boolean): SchemaNames {
  const names = new Map<JsonSchema, string>();
  const taken = new Set<string>();
  for (const part of parts) {
    const { view, schema } = part;
    const suffix = part.isWhole ? "" : partSuffix(part);
    if (suffix === undefined) continue;
    const own = safe(view.name ?? "") + suffix;
    const full = isOfSeveral ? `${safe(view.at.document.replace(/\.\w+$/, ""))}:${own}` : own;
    names.set(schema, taken.has(full) ? `${full}:${shortHash(view.id)}` : full);
    taken.add(full);
  }
  return names;
}

/** Neither merged of several places nor a reference with words of its own. */
export function isComponent({ id, at, name, base }: SchemaView): boolean {
  return name !== undefined && base === undefined && id === `${at.document}#${at.pointer}`;
}

/** Undefined where something is cut that has no name. */
function partSuffix({ levels, cuts }: ComponentPart): string | undefined {
  if (cuts.some(({ name }) => name === undefined)) return undefined;
  const within = cuts.map(({ name = "" }) => safe(name)).sort();
  return `:${[levels, levels === 1 ? "level" : "levels", ...(within.length === 0 ? [] : ["within", ...within])].join("-")}`;
}

/** Letters, digits, `.`, `_` and `-`: what neither a pointer nor YAML takes for more than a name. */
function safe(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, "_");
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}_${shortHash(name)}` : plain;
}

const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 6);
