import type {
  ColumnFact,
  DatabaseFacts,
  NamedTypeFact,
  ObjectName,
  RelationFact,
  TypeFact,
} from "../../evidence/database-facts.ts";
import type { DatabaseDialect } from "../../model/dialect.ts";
import { TYPE_TABLES } from "./dialect-type-table.ts";
import { sized } from "./type-rules.ts";

/** Everything of a schema that types lead to, by name. */
export interface Catalog {
  readonly dialect: DatabaseDialect;
  type(name: string, schema: string | undefined): NamedTypeFact | undefined;
  relation(name: ObjectName): RelationFact | undefined;
}

export function createCatalog({ dialect, types, relations }: DatabaseFacts): Catalog {
  const typesByName = group(types, ({ name }) => name);
  const relationsByName = group(relations, ({ name }) => name);
  return {
    dialect,
    type: (name, schema) => pick(typesByName.get(name.toLowerCase()), schema),
    relation: ({ name, schema }) => pick(relationsByName.get(name.toLowerCase()), schema),
  };
}

function group<One>(all: readonly One[], nameOf: (one: One) => string): ReadonlyMap<string, readonly One[]> {
  const found = new Map<string, One[]>();
  for (const one of all) {
    const key = nameOf(one).toLowerCase();
    const held = found.get(key);
    if (held) held.push(one);
    else found.set(key, [one]);
  }
  return found;
}

function pick<One extends { readonly schema: string | undefined }>(
  all: readonly One[] | undefined,
  schema: string | undefined,
): One | undefined {
  const exact = all?.find((one) => schema !== undefined && one.schema?.toLowerCase() === schema.toLowerCase());
  return exact ?? all?.[0];
}

/** Types that lead to one another more often than this go in circles. */
const DEEPEST = 12;

/** In the notation of `Column.type`; `opaque` where the type isn't known. */
export function canonicalType(type: TypeFact, catalog: Catalog, depth = 0): string {
  if (depth > DEEPEST) return "opaque";
  if (type.anchor) {
    const column = anchored(type.anchor, catalog);
    return column ? canonicalType(column.type, catalog, depth + 1) : "opaque";
  }
  if (type.dimensions > 0) return `array<${canonicalType({ ...type, dimensions: 0 }, catalog, depth + 1)}>`;
  const named = catalog.type(type.name, type.schema);
  if (named) return ofNamed(named, catalog, depth);
  return catalog.dialect === "sqlite" ? ofSqlite(type) : (ofTable(type, catalog) ?? "opaque");
}

function ofNamed({ definition }: NamedTypeFact, catalog: Catalog, depth: number): string {
  switch (definition.kind) {
    case "domain":
      return canonicalType(definition.base, catalog, depth + 1);
    case "enum":
      return `enum(${definition.values.join("|")})`;
    case "row":
      return "json";
    case "collection":
      return `array<${canonicalType(definition.of, catalog, depth + 1)}>`;
    case "cursor":
      return "refcursor";
  }
}

/** By the longest beginning of its name that the dialect has. */
function ofTable({ name, args }: TypeFact, { dialect }: Catalog): string | undefined {
  const words = name.split(" ");
  for (let count = Math.min(words.length, 6); count > 0; count--) {
    const key = words.slice(0, count).join(" ");
    const rule = Object.hasOwn(TYPE_TABLES[dialect], key) ? TYPE_TABLES[dialect][key] : undefined;
    if (rule) return rule(args, name);
  }
  return undefined;
}

/** The rules by which SQLite itself reads a declared type, after the names that say more. */
function ofSqlite({ name, args }: TypeFact): string {
  const rule = Object.hasOwn(TYPE_TABLES.sqlite, name) ? TYPE_TABLES.sqlite[name] : undefined;
  if (rule) return rule(args, name);
  if (name.includes("INT")) return "int64";
  if (/CHAR/.test(name)) return sized("text")(args, name);
  if (/CLOB|TEXT/.test(name)) return "text";
  if (name.includes("BLOB")) return "bytes";
  return /REAL|FLOA|DOUB/.test(name) ? "float64" : "opaque";
}

/** The column that `table.column%TYPE` speaks of. */
function anchored({ path, of }: NonNullable<TypeFact["anchor"]>, catalog: Catalog): ColumnFact | undefined {
  if (of === "row") return undefined;
  const [column, table, schema] = [...path].reverse();
  const relation = table === undefined ? undefined : catalog.relation({ name: table, schema });
  return relation?.columns.find(({ name }) => name.toLowerCase() === column?.toLowerCase());
}

/** A column's own, or what its domain presets. */
export function isNotNull(column: ColumnFact, catalog: Catalog): boolean {
  if (column.notNull !== undefined) return column.notNull;
  const named = catalog.type(column.type.name, column.type.schema);
  if (named?.definition.kind === "domain" && named.definition.notNull) return true;
  if (catalog.dialect === "postgresql" && (/^(?:SMALL|BIG)?SERIAL\d?$/.test(column.type.name) || column.identity))
    return true;
  if (/^(?:mysql|mariadb)$/.test(catalog.dialect) && column.type.name === "SERIAL") return true;
  if (catalog.dialect === "informix" && /^(?:BIG)?SERIAL8?$/.test(column.type.name)) return true;
  if (column.generated?.kind === "row-start" || column.generated?.kind === "row-end") return true;
  if (column.identity && /^(?:oracle|sqlserver|sybase|db2|firebird|mysql|mariadb)$/.test(catalog.dialect)) return true;
  // Adaptive Server takes a column for NOT NULL unless it is told otherwise.
  return catalog.dialect === "sybase" && column.generated === undefined;
}
