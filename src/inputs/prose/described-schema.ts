import type { SchemaView } from "../../evidence/schema-view.ts";
import type { FieldList } from "./fields.ts";

const DEEPEST = 5;
/** Of the names that a table lists, so many must be seen where it is taken to speak of. */
const SHARE = 0.5;
const FEWEST = 2;

/** A schema that was inferred from samples, with what tables say of its fields: the words, types that samples leave open. */
export function describedSchema(view: SchemaView, lists: readonly FieldList[]): SchemaView {
  return lists.reduce(
    (described, list) => withList(described, new Map(list.fields.map((field) => [field.name, field]))),
    view,
  );
}

type Fields = ReadonlyMap<string, FieldList["fields"][number]>;

function withList(view: SchemaView, fields: Fields): SchemaView {
  const known = [...fields.keys()].filter((name) => !name.includes("."));
  let best: { node: SchemaView; count: number } | undefined;
  for (const node of objectsIn(view, 0)) {
    const count = known.filter((name) => node.properties.has(name)).length;
    if (count > (best?.count ?? 0)) best = { node, count };
  }
  const isEnough =
    best && (best.count >= Math.max(FEWEST, known.length * SHARE) || best.count === best.node.properties.size);
  return best && isEnough ? replaced(view, best.node, withFields(best.node, fields), 0) : view;
}

/** The outer ones first. */
function objectsIn(view: SchemaView, depth: number): SchemaView[] {
  if (depth > DEEPEST) return [];
  const below = view.items ? objectsIn(view.items, depth + 1) : [];
  const own = view.properties.size > 0 ? [view] : [];
  return [...own, ...below, ...[...view.properties.values()].flatMap((one) => objectsIn(one, depth + 1))];
}

function withFields(node: SchemaView, fields: Fields): SchemaView {
  const properties = new Map(
    [...node.properties].map(([name, property]): [string, SchemaView] => {
      const field = fields.get(name);
      if (!field) return [name, property];
      const open = property.types.length === 0 && property.alternatives.length === 0 && !field.type?.isArray;
      return [
        name,
        {
          ...property,
          description: field.description === "" ? property.description : field.description,
          ...(open && field.type ? { types: field.type.types } : {}),
          ...(property.format === undefined && field.type?.format && property.types[0] !== "integer"
            ? { format: field.type.format }
            : {}),
        },
      ];
    }),
  );
  return { ...node, properties };
}

function replaced(view: SchemaView, node: SchemaView, by: SchemaView, depth: number): SchemaView {
  if (view === node) return by;
  if (depth > DEEPEST) return view;
  const properties = new Map(
    [...view.properties].map(([name, one]): [string, SchemaView] => [name, replaced(one, node, by, depth + 1)]),
  );
  return { ...view, properties, items: view.items && replaced(view.items, node, by, depth + 1) };
}
