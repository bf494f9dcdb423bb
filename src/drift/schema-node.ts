import type { SchemaView } from "../evidence/schema-view.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { JsonType } from "../model/values.ts";

/**
 * A schema as its data looks, however it is written: a choice of one is that one, the branches of a choice are put
 * together. Two documents that say the same of the data give nodes that compare equal.
 */
export interface SchemaNode {
  /** Equal for nodes of the same places in one document. */
  readonly id: string;
  readonly at: SourceRef;
  /** Without `null`; empty where nothing is said. */
  readonly types: ReadonlySet<JsonType>;
  readonly nullable: boolean;
  readonly deprecated: boolean;
  readonly format: string | undefined;
  readonly enum: readonly unknown[] | undefined;
  readonly fields: ReadonlyMap<string, FieldNode>;
  readonly items: SchemaNode | undefined;
  /** Of a map from any name to values of one kind. */
  readonly values: SchemaNode | undefined;
}

export interface FieldNode {
  readonly node: SchemaNode;
  /** Promised in every record. */
  readonly required: boolean;
}

export type Nodes = (view: SchemaView) => SchemaNode;

/** Makes nodes of one document's views; each is looked into when it is asked. */
export function createNodes(): Nodes {
  const byId = new Map<string, SchemaNode>();
  const nodeOf = (views: readonly SchemaView[]): SchemaNode | undefined => {
    const [first] = views;
    if (!first) return undefined;
    const id = [...new Set(views.map((view) => view.id))].join("|");
    const known = byId.get(id) ?? lazyNode(id, first.at, views, nodeOf);
    byId.set(id, known);
    return known;
  };
  return (view) => nodeOf([view]) ?? lazyNode(view.id, view.at, [view], nodeOf);
}

type NodeOf = (views: readonly SchemaView[]) => SchemaNode | undefined;

function lazyNode(id: string, at: SourceRef, views: readonly SchemaView[], nodeOf: NodeOf): SchemaNode {
  const branches = once(() => views.flatMap((view) => branchesOf(view)));
  const all = once(() => branches().flat());
  const types = once(() => typesOf(branches()));
  const fields = once(() => fieldsOf(branches(), nodeOf));
  const items = once(() => nodeOf(all().flatMap((view) => (types().has("array") && view.items ? [view.items] : []))));
  const values = once(() =>
    nodeOf(all().flatMap(({ additionalProperties: more }) => (typeof more === "object" ? [more] : []))),
  );
  const listed = once(() => enumOf(branches()));
  return {
    id,
    at,
    get types() {
      return types();
    },
    get nullable() {
      return all().some((view) => view.nullable);
    },
    get deprecated() {
      return views.every((view) => view.deprecated);
    },
    get format() {
      const formats = new Set(branches().map((layers) => layers.find(({ format }) => format !== undefined)?.format));
      return formats.size === 1 ? [...formats][0] : undefined;
    },
    get enum() {
      return listed();
    },
    get fields() {
      return fields();
    },
    get items() {
      return items();
    },
    get values() {
      return values();
    },
  };
}

/** What one record may look like: for each branch of a choice the schemas that hold there together, the innermost first. */
type Branch = readonly SchemaView[];

const DEEPEST_CHOICE = 6;
const MOST_BRANCHES = 60;

function branchesOf(view: SchemaView, above: Branch = []): readonly Branch[] {
  const layers = [view, ...above];
  if (view.alternatives.length === 0 || above.length >= DEEPEST_CHOICE || above.includes(view)) return [layers];
  return view.alternatives.flatMap((one) => branchesOf(one, layers)).slice(0, MOST_BRANCHES);
}

/** Empty as soon as one branch may be anything. */
function typesOf(branches: readonly Branch[]): ReadonlySet<JsonType> {
  const each = branches.map((layers) => layers.find(({ types }) => types.length > 0)?.types ?? []);
  return each.some((types) => types.length === 0) ? new Set() : new Set(each.flat());
}

/** Undefined as soon as one branch isn't bound to values. */
function enumOf(branches: readonly Branch[]): readonly unknown[] | undefined {
  const each = branches.map((layers) => layers.find((view) => view.enum !== undefined)?.enum);
  return each.includes(undefined) ? undefined : [...new Set(each.flatMap((values) => values ?? []))];
}

function fieldsOf(branches: readonly Branch[], nodeOf: NodeOf): ReadonlyMap<string, FieldNode> {
  const fields = new Map<string, FieldNode>();
  for (const [name, views] of viewsByName(branches)) {
    const node = nodeOf([...views]);
    const required = branches.every((layers) => layers.some((layer) => layer.required.has(name)));
    if (node) fields.set(name, { node, required });
  }
  return fields;
}

/** What is only ever sent isn't in records. */
function viewsByName(branches: readonly Branch[]): ReadonlyMap<string, ReadonlySet<SchemaView>> {
  const views = new Map<string, Set<SchemaView>>();
  const layers = branches.flatMap((branch) => [...branch].reverse());
  for (const [name, view] of layers.flatMap(({ properties }) => [...properties])) {
    if (view.writeOnly) continue;
    const held = views.get(name) ?? new Set();
    views.set(name, held.add(view));
  }
  return views;
}

function once<Made>(make: () => Made): () => Made {
  let held: { readonly made: Made } | undefined;
  return () => {
    held ??= { made: make() };
    return held.made;
  };
}
