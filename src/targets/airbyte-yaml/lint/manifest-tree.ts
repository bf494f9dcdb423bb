import { COMPONENTS } from "./component-table.ts";

export type Node = null | boolean | number | string | readonly Node[] | { readonly [key: string]: Node };
export type NodeMap = { readonly [key: string]: Node };

/** A component of a manifest, where it stands and what it is. */
export interface Found {
  readonly type: string;
  readonly value: NodeMap;
  /** `definitions.streams.users.retriever`. */
  readonly path: string;
}

export const isMap = (node: Node | undefined): node is NodeMap =>
  typeof node === "object" && node !== null && !Array.isArray(node);

export const isList = (node: Node | undefined): node is readonly Node[] => Array.isArray(node);

/** Every component, as it is written: references are not followed. What holds a `$ref` is what it refers to. */
export function componentsOf(manifest: NodeMap): Found[] {
  const found: Found[] = [];
  visitComponent(manifest, { path: "", expected: ["DeclarativeSource"], manifest, found });
  return found;
}

interface Visit {
  readonly path: string;
  /** What may stand here; empty where the schema doesn't say. */
  readonly expected: readonly string[];
  readonly manifest: NodeMap;
  readonly found: Found[];
}

function visit(node: Node, at: Visit): void {
  if (isMap(node)) visitComponent(node, at);
  if (!isList(node)) return;
  for (const [index, held] of node.entries()) visit(held, { ...at, path: `${at.path}[${index}]` });
}

function visitComponent(node: NodeMap, at: Visit): void {
  const type = typeIn(node, at);
  if (type !== undefined) at.found.push({ type, value: node, path: at.path });
  const component = type === undefined ? undefined : COMPONENTS[type];
  for (const [key, held] of Object.entries(node)) {
    if (key === "$ref" || isOpaque(key)) continue;
    const expected = component?.keys[key] ?? [];
    visit(held, { ...at, path: at.path === "" ? key : `${at.path}.${key}`, expected });
  }
}

/** A component says its type, has it from what it refers to, or can only be one thing where it stands. */
function typeIn(node: NodeMap, { expected, manifest }: Visit): string | undefined {
  const target = typeof node.$ref === "string" ? resolve(node.$ref, manifest) : undefined;
  const said = typeof node.type === "string" ? node.type : isMap(target) ? target.type : undefined;
  if (typeof said === "string" && (COMPONENTS[said] !== undefined || expected.length > 0)) return said;
  return expected.length === 1 ? expected[0] : undefined;
}

/** Values of the user's own: JSON Schemas and bodies, in which `type` means something else. */
function isOpaque(key: string): boolean {
  return ["connection_specification", "schema", "schemas", "value", "metadata", "$parameters"].includes(key);
}

export function resolve(reference: string, manifest: NodeMap): Node | undefined {
  let at: Node | undefined = manifest;
  for (const key of reference.replace(/^#\//, "").split("/")) {
    if (isList(at)) at = at[Number(key)];
    else at = isMap(at) ? at[key] : undefined;
  }
  return at;
}

/** The component with what it refers to filled in, its own keys on top, one level at a time. */
export function filled(node: Node | undefined, manifest: NodeMap, depth = 0): NodeMap {
  if (!isMap(node) || depth > 20) return {};
  const { $ref: reference, ...own } = node;
  if (typeof reference !== "string") return node;
  return { ...filled(resolve(reference, manifest), manifest, depth + 1), ...own };
}
