import type { CatalogRows, ColumnRow, RelationRow } from "./postgresql-queries.ts";

/** Rows of a catalog → statements, as a dump would have them; types of a view's columns are told where a dump has none. */
export function postgresqlDefinitions(rows: CatalogRows): readonly string[] {
  const columns = Map.groupBy(rows.columns, ({ relation }) => relation);
  const constraints = Map.groupBy(rows.constraints, ({ relation }) => relation);
  const indexes = Map.groupBy(rows.indexes, ({ relation }) => relation);
  const triggers = Map.groupBy(rows.triggers, ({ relation }) => relation);
  const tables = rows.relations.map((relation) => {
    const own = columns.get(relation.id) ?? [];
    const statements = [
      createRelation(relation, own, constraints.get(relation.id) ?? []),
      ...(indexes.get(relation.id) ?? []).map(({ definition }) => definition),
      ...replicaIdentity(relation),
      ...comments(relation, own),
    ];
    return statements.map((one) => `${one};`).join("\n");
  });
  // Behind the tables that they are of.
  const last = [...triggers.values()].flat().map(({ definition }) => `${definition};`);
  return [
    ...rows.types.map((type) => `${createType(type)};`),
    ...tables,
    ...rows.routines.map(({ definition }) => `${definition.trimEnd()};`),
    ...last.sort(),
  ];
}

function createType(type: CatalogRows["types"][number]): string {
  if (type.kind === "e") return `CREATE TYPE ${type.name} AS ENUM (${type.values.map(literal).join(", ")})`;
  if (type.kind === "c") return `CREATE TYPE ${type.name} AS (${type.values.join(", ")})`;
  return [
    `CREATE DOMAIN ${type.name} AS ${type.base ?? "text"}`,
    ...(type.default === null ? [] : [`DEFAULT ${type.default}`]),
    ...(type.not_null ? ["NOT NULL"] : []),
    ...type.checks,
  ].join(" ");
}

function createRelation(
  relation: RelationRow,
  columns: readonly ColumnRow[],
  constraints: CatalogRows["constraints"],
): string {
  const { name, kind, query, partition, partition_key, parents, server } = relation;
  if (query !== null) {
    const listed = columns.map((column) => `${column.name} ${column.type}`).join(", ");
    const word = kind === "m" ? "MATERIALIZED VIEW" : "VIEW";
    return `CREATE ${word} ${name} (${listed}) AS\n${query.replace(/;\s*$/, "")}`;
  }
  const key = partition_key === null ? "" : ` PARTITION BY ${partition_key}`;
  const [parent] = parents;
  const head = `CREATE ${kind === "f" ? "FOREIGN " : relation.unlogged ? "UNLOGGED " : ""}TABLE ${name}`;
  if (partition !== null && parent !== undefined) return `${head} PARTITION OF ${parent} ${partition}${key}`;
  const parts = [
    ...columns.filter(({ own }) => own).map((column) => columnText(column, constraints)),
    ...constraints.filter(({ column }) => column === null).map((one) => `CONSTRAINT ${one.name} ${one.definition}`),
  ];
  const inherited = parents.length === 0 ? "" : ` INHERITS (${parents.join(", ")})`;
  const from = server === null ? "" : ` SERVER ${server}`;
  return `${head} (\n${parts.map((part) => `  ${part}`).join(",\n")}\n)${inherited}${key}${from}`;
}

function columnText(column: ColumnRow, constraints: CatalogRows["constraints"]): string {
  const { name, type, identity, generated, not_null } = column;
  const words = [name, type];
  if (identity !== "") words.push(`GENERATED ${identity === "a" ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY`);
  else if (generated !== "") words.push(`GENERATED ALWAYS AS (${column.default ?? ""}) STORED`);
  else if (column.default !== null) words.push(`DEFAULT ${column.default}`);
  if (not_null) words.push("NOT NULL");
  for (const one of constraints) if (one.column === name) words.push(`CONSTRAINT ${one.name} ${one.definition}`);
  return words.join(" ");
}

function replicaIdentity({ name, kind, identity, identity_index }: RelationRow): string[] {
  if (identity === "d" || !/[rp]/.test(kind)) return [];
  const how = identity === "f" ? "FULL" : identity === "n" ? "NOTHING" : `USING INDEX ${identity_index ?? ""}`;
  return [`ALTER TABLE ${name} REPLICA IDENTITY ${how}`];
}

function comments({ name, comment }: RelationRow, columns: readonly ColumnRow[]): string[] {
  return [
    ...(comment === null ? [] : [`COMMENT ON TABLE ${name} IS ${literal(comment)}`]),
    ...columns.flatMap((column) =>
      column.comment === null ? [] : [`COMMENT ON COLUMN ${name}.${column.name} IS ${literal(column.comment)}`],
    ),
  ];
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
