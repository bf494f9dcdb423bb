import type { ColumnFact, NamedTypeFact, TypeFact } from "../../evidence/database-facts.ts";
import type { Column } from "../../model/database.ts";
import { type Catalog, canonicalType, isNotNull } from "../tables/canonical-type.ts";
import { type ResultColumn, relationColumns } from "../tables/query-columns.ts";

/** The columns of a row type: a table's, a record's, an object's, or those of a collection's elements. */
export function rowColumns(type: TypeFact, catalog: Catalog, depth = 0): Column[] | undefined {
  if (depth > 8) return undefined;
  if (type.anchor?.of === "row") {
    const [table, schema] = [...type.anchor.path].reverse();
    return table === undefined
      ? undefined
      : relationColumns(catalog.relation({ name: table, schema }), catalog)?.map(asColumn);
  }
  const named = catalog.type(type.name, type.schema);
  if (named) return namedColumns(named, catalog, depth);
  const relation = catalog.relation({ name: type.name, schema: type.schema });
  return relation && relationColumns(relation, catalog)?.map(asColumn);
}

function namedColumns({ definition }: NamedTypeFact, catalog: Catalog, depth: number): Column[] | undefined {
  switch (definition.kind) {
    case "row":
      return declaredColumns(definition.columns, catalog);
    case "collection":
      return (
        rowColumns(definition.of, catalog, depth + 1) ?? [
          {
            name: "COLUMN_VALUE",
            native: definition.of.native,
            type: canonicalType(definition.of, catalog),
            nullable: true,
          },
        ]
      );
    case "domain":
      return rowColumns(definition.base, catalog, depth + 1);
    default:
      return undefined;
  }
}

/** Columns that a routine or type declares; nothing is said to keep them from being null unless it is. */
export function declaredColumns(columns: readonly ColumnFact[], catalog: Catalog): Column[] {
  return columns.map((column, at) => ({
    name: column.name === "" ? `column${at + 1}` : column.name,
    native: column.type.native,
    type: canonicalType(column.type, catalog),
    nullable: !isNotNull(column, catalog) || column.notNull === undefined,
  }));
}

/** As the model holds it. */
export function asColumn({ name, native, type, nullable }: ResultColumn): Column {
  return { name, native, type, nullable };
}
