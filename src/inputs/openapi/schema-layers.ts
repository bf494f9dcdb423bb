import { isRecord, type Raw } from "../json-value.ts";
import { child, children, type Node } from "../node.ts";
import type { References } from "./references.ts";

/** One schema object among those that make up a schema together: its own, or one that `allOf` or `$ref` brings in. */
export interface Layer {
  readonly node: Node;
  readonly raw: Raw;
}

/** All layers in the document's order, those that are built upon first, the schema's own last. */
export interface Layers {
  readonly all: readonly Layer[];
  /** Branches of `oneOf` and `anyOf` that stand for a choice, without those that only say `null`. */
  readonly alternatives: readonly Node[];
  /** Layers that had a branch which only says `null`. */
  readonly withNullBranch: ReadonlySet<Raw>;
}

interface Collecting {
  readonly references: References;
  readonly seen: Set<unknown>;
  readonly all: Layer[];
  readonly alternatives: Node[];
  readonly withNullBranch: Set<Raw>;
}

/** Keys beside a `$ref` that change nothing about what the schema means. */
const SILENT_SIBLINGS: ReadonlySet<string> = new Set(["$ref", "$schema", "$id", "$comment", "xml", "externalDocs"]);

export function hasSiblings(raw: Raw): boolean {
  for (const key in raw) if (!SILENT_SIBLINGS.has(key)) return true;
  return false;
}

export function collectLayers(roots: readonly Node[], references: References): Layers {
  const [only] = roots;
  if (only && roots.length === 1 && isRecord(only.value) && isPlain(only.value)) {
    return { all: [{ node: only, raw: only.value }], alternatives: NO_NODES, withNullBranch: NO_LAYERS };
  }
  const collecting: Collecting = {
    references,
    seen: new Set(),
    all: [],
    alternatives: [],
    withNullBranch: new Set(),
  };
  for (const root of roots) collect(root, collecting);
  return collecting;
}

const NO_NODES: readonly Node[] = [];
const NO_LAYERS: ReadonlySet<Raw> = new Set();

/** Nine schemas of ten stand for themselves. */
function isPlain({ $ref, allOf, oneOf, anyOf }: Raw): boolean {
  return $ref === undefined && allOf === undefined && oneOf === undefined && anyOf === undefined;
}

function collect(node: Node, collecting: Collecting): void {
  const raw = node.value;
  if (!isRecord(raw) || collecting.seen.has(raw)) return;
  collecting.seen.add(raw);
  if (typeof raw.$ref === "string") collect(collecting.references.follow(node), collecting);
  if (raw.allOf !== undefined) for (const branch of children(child(node, "allOf"))) collect(branch, collecting);
  collectChoice(node, raw, "oneOf", collecting);
  collectChoice(node, raw, "anyOf", collecting);
  collecting.all.push({ node, raw });
}

/** A choice of one is no choice: `anyOf: [X, null]` is how 3.1 writes a nullable X. */
function collectChoice(node: Node, raw: Raw, keyword: "oneOf" | "anyOf", collecting: Collecting): void {
  if (raw[keyword] === undefined) return;
  const branches = children(child(node, keyword));
  const real = branches.filter((branch) => !saysOnlyNull(branch.value));
  if (real.length < branches.length) collecting.withNullBranch.add(raw);
  const [only] = real;
  if (only && real.length === 1) collect(only, collecting);
  else collecting.alternatives.push(...real);
}

function saysOnlyNull(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { type } = value;
  if (type === "null" || (Array.isArray(type) && type.length === 1 && type[0] === "null")) return true;
  if (Object.hasOwn(value, "const")) return value.const === null;
  return Array.isArray(value.enum) && value.enum.length > 0 && value.enum.every((one) => one === null);
}
