/** What is read of a catalog, by what is made of it. Names are quoted where they need it. */
export interface CatalogRows {
  readonly types: readonly {
    readonly kind: "e" | "d" | "c";
    readonly name: string;
    readonly values: readonly string[];
    readonly base: string | null;
    readonly not_null: boolean;
    readonly default: string | null;
    readonly checks: readonly string[];
  }[];
  readonly routines: readonly { readonly definition: string }[];
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly {
    readonly relation: string;
    readonly name: string;
    readonly definition: string;
    /** Of a CHECK over one column. */
    readonly column: string | null;
  }[];
  readonly indexes: readonly { readonly relation: string; readonly definition: string }[];
  readonly triggers: readonly { readonly relation: string; readonly definition: string }[];
}

export interface RelationRow {
  readonly id: string;
  readonly name: string;
  readonly kind: "r" | "p" | "f" | "v" | "m";
  readonly unlogged: boolean;
  readonly partition: string | null;
  readonly partition_key: string | null;
  readonly parents: readonly string[];
  readonly query: string | null;
  readonly server: string | null;
  /** d: by its key, n: nothing, f: the whole row, i: by an index. */
  readonly identity: "d" | "n" | "f" | "i";
  readonly identity_index: string | null;
  readonly comment: string | null;
}

export interface ColumnRow {
  readonly relation: string;
  readonly name: string;
  readonly type: string;
  readonly not_null: boolean;
  readonly own: boolean;
  readonly identity: "" | "a" | "d";
  readonly generated: "" | "s" | "v";
  readonly default: string | null;
  readonly comment: string | null;
}

export const NAMES = ["types", "routines", "relations", "columns", "constraints", "indexes", "triggers"] as const;

/** Those that hold what users made, and that this one may look into. */
export const SCHEMAS = `SELECT nspname::text AS name FROM pg_catalog.pg_namespace
 WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(oid, 'USAGE')
 ORDER BY nspname COLLATE "C"`;

/** What an extension brings is part of it, not of the schema. */
const ofNoExtension = (catalog: string, id: string): string =>
  `NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend e
     WHERE e.classid = 'pg_catalog.${catalog}'::regclass AND e.objid = ${id} AND e.deptype = 'e')`;

const FULL_NAME = "pg_catalog.format('%I.%I', n.nspname, c.relname)";

/** The relations that are read; `n` is their schema. */
const RELATIONS = `pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${ofNoExtension("pg_class", "c.oid")}`;

const OF_RELATIONS = `IN (SELECT c.oid FROM ${RELATIONS} AND NOT c.relispartition)`;

const TYPES = `SELECT t.typtype AS kind, pg_catalog.format('%I.%I', n.nspname, t.typname) AS name,
   CASE t.typtype
     WHEN 'e' THEN ARRAY(SELECT l.enumlabel::text FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder)
     ELSE ARRAY(SELECT pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
       FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
   END AS values,
   CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END AS base,
   t.typnotnull AS not_null, t.typdefault AS default,
   ARRAY(SELECT pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k
     WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname COLLATE "C") AS checks
 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
 WHERE n.nspname = ANY($1) AND (t.typtype IN ('e', 'd') OR (t.typtype = 'c' AND c.relkind = 'c'))
   AND ${ofNoExtension("pg_type", "t.oid")}
 ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`;

const ROUTINES = `SELECT pg_catalog.pg_get_functiondef(p.oid) AS definition
 FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   JOIN pg_catalog.pg_language l ON l.oid = p.prolang
 WHERE n.nspname = ANY($1) AND p.prokind IN ('f', 'p') AND l.lanname NOT IN ('c', 'internal')
   AND ${ofNoExtension("pg_proc", "p.oid")}
 ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", pg_catalog.pg_get_function_identity_arguments(p.oid) COLLATE "C"`;

const TABLES = `SELECT c.oid::text AS id, ${FULL_NAME} AS name, c.relkind AS kind, c.relpersistence = 'u' AS unlogged,
   CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS partition,
   CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key,
   ARRAY(SELECT pg_catalog.format('%I.%I', pn.nspname, p.relname) FROM pg_catalog.pg_inherits i
     JOIN pg_catalog.pg_class p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
     WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parents,
   CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END AS query,
   (SELECT pg_catalog.quote_ident(s.srvname) FROM pg_catalog.pg_foreign_table f
     JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid) AS server,
   c.relreplident AS identity,
   (SELECT pg_catalog.quote_ident(x.relname) FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
     WHERE i.indrelid = c.oid AND i.indisreplident) AS identity_index,
   pg_catalog.obj_description(c.oid, 'pg_class') AS comment
 FROM ${RELATIONS} ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

const COLUMNS = (generated: string): string =>
  `SELECT a.attrelid::text AS relation, pg_catalog.quote_ident(a.attname) AS name,
   pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null, a.attislocal AS own,
   a.attidentity AS identity, ${generated} AS generated, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS default,
   pg_catalog.col_description(a.attrelid, a.attnum) AS comment
 FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid ${OF_RELATIONS} ORDER BY a.attrelid, a.attnum`;

const CONSTRAINTS = `SELECT k.conrelid::text AS relation, pg_catalog.quote_ident(k.conname) AS name,
   pg_catalog.pg_get_constraintdef(k.oid) AS definition,
   CASE WHEN k.contype = 'c' AND pg_catalog.cardinality(k.conkey) = 1 THEN (SELECT pg_catalog.quote_ident(a.attname)
     FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) END AS column
 FROM pg_catalog.pg_constraint k
 WHERE k.contype IN ('p', 'u', 'f', 'c') AND k.conislocal AND k.conrelid ${OF_RELATIONS}
 ORDER BY k.conrelid, pg_catalog.strpos('pufc', k.contype::text), k.conname COLLATE "C"`;

const INDEXES = `SELECT i.indrelid::text AS relation, pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
 WHERE i.indisvalid AND i.indrelid ${OF_RELATIONS}
   AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
 ORDER BY i.indrelid, x.relname COLLATE "C"`;

const TRIGGERS = `SELECT t.tgrelid::text AS relation, pg_catalog.pg_get_triggerdef(t.oid) AS definition
 FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgrelid ${OF_RELATIONS}
 ORDER BY t.tgrelid, t.tgname COLLATE "C"`;

/** `$1` is the list of schemas. `version`: 150003. */
export function queriesOf(version: number): Readonly<Record<keyof CatalogRows, string>> {
  return {
    types: TYPES,
    routines: ROUTINES,
    relations: TABLES,
    columns: COLUMNS(version >= 120_000 ? "a.attgenerated" : "''"),
    constraints: CONSTRAINTS,
    indexes: INDEXES,
    triggers: TRIGGERS,
  };
}
