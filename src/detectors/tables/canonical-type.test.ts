import { describe, expect, it } from "vitest";
import type { DatabaseFacts, NamedTypeFact, TypeFact } from "../../evidence/database-facts.ts";
import type { DatabaseDialect } from "../../model/dialect.ts";
import { canonicalType, createCatalog } from "./canonical-type.ts";
import { recordSchema } from "./record-schema.ts";

const at = { document: "a.sql", pointer: "line 1" };

function typeOf(name: string, more: Partial<TypeFact> = {}): TypeFact {
  return { native: name, name, schema: undefined, args: [], dimensions: 0, anchor: undefined, ...more };
}

function catalogOf(dialect: DatabaseDialect, types: readonly NamedTypeFact[] = []) {
  const facts: DatabaseFacts = {
    kind: "database",
    documents: [],
    title: "a",
    dialect,
    dialectReasons: [],
    relations: [],
    triggers: [],
    types,
    routines: [],
  };
  return createCatalog(facts);
}

const cases: readonly (readonly [DatabaseDialect, string, readonly string[], string])[] = [
  ["postgresql", "NUMERIC", [], "decimal"],
  ["postgresql", "NUMERIC", ["5"], "decimal(5,0)"],
  ["postgresql", "CHARACTER VARYING", ["80"], "text(80)"],
  ["postgresql", "CHARACTER", [], "char(1)"],
  ["postgresql", "TIMESTAMP WITH TIME ZONE", ["3"], "timestamptz(3)"],
  ["postgresql", "INTERVAL DAY TO MINUTE", [], "interval"],
  ["mysql", "TINYINT", ["1"], "bool"],
  ["mysql", "TINYINT UNSIGNED", ["1"], "uint8"],
  ["mysql", "BIGINT UNSIGNED ZEROFILL", ["13"], "uint64"],
  ["mysql", "FLOAT", ["7", "2"], "float32"],
  ["mysql", "TIMESTAMP", [], "timestamptz(0)"],
  ["mysql", "ENUM", ["a", "b"], "enum(a|b)"],
  ["oracle", "NUMBER", [], "decimal"],
  ["oracle", "NUMBER", ["*", "2"], "decimal(38,2)"],
  ["oracle", "NUMBER", ["9", "-3"], "decimal(12,0)"],
  ["oracle", "NUMBER", ["3", "5"], "decimal(5,5)"],
  ["oracle", "VARCHAR2", ["10 BYTE"], "text(10)"],
  ["oracle", "DATE", [], "timestamp(0)"],
  ["oracle", "INTERVAL DAY TO SECOND", ["3"], "interval_ds"],
  ["sqlserver", "NVARCHAR", ["max"], "text"],
  ["sqlserver", "TIMESTAMP", [], "rowversion"],
  ["sqlserver", "FLOAT", ["24"], "float32"],
  ["sqlserver", "DATETIME2", [], "timestamp(7)"],
  ["sybase", "UNSIGNED INT", [], "uint32"],
  ["db2", "CHAR FOR BIT DATA", ["8"], "bytes(8)"],
  ["db2", "DECIMAL", [], "decimal(5,0)"],
  ["informix", "DECIMAL", ["12"], "decfloat"],
  ["informix", "DECIMAL", ["12", "2"], "decimal(12,2)"],
  ["informix", "DATETIME YEAR TO DAY", [], "date"],
  ["informix", "DATETIME HOUR TO MINUTE", [], "time(0)"],
  ["informix", "INTERVAL YEAR TO MONTH", [], "interval_ym"],
  ["firebird", "VARCHAR OCTETS", ["16"], "bytes(16)"],
  ["firebird", "BLOB SUB_TYPE TEXT", [], "text"],
  ["sqlite", "VARCHAR", ["30"], "text(30)"],
  ["sqlite", "UNSIGNED BIG INT", [], "int64"],
  ["sqlite", "", [], "opaque"],
  ["postgresql", "NOBODY_KNOWS", [], "opaque"],
];

it.each(cases)("%s %s %j is %s", (dialect, name, args, expected) => {
  expect(canonicalType(typeOf(name, { args }), catalogOf(dialect))).toBe(expected);
});

describe("types that the schema defines", () => {
  const named = (name: string, definition: NamedTypeFact["definition"]): NamedTypeFact => ({
    schema: "s",
    name,
    definition,
    package: undefined,
    at,
  });
  const catalog = catalogOf("postgresql", [
    named("money2", {
      kind: "domain",
      base: typeOf("NUMERIC", { args: ["9", "2"] }),
      notNull: true,
      default: undefined,
    }),
    named("net", { kind: "domain", base: typeOf("MONEY2", { schema: "s" }), notNull: false, default: undefined }),
    named("loop", { kind: "domain", base: typeOf("LOOP", { schema: "s" }), notNull: false, default: undefined }),
    named("colour", { kind: "enum", values: ["red", "it's"] }),
    named("place", { kind: "row", columns: [] }),
  ]);
  it.each([
    ["a domain over a domain", typeOf("NET", { schema: "s" }), "decimal(9,2)"],
    ["a domain over itself", typeOf("LOOP"), "opaque"],
    ["an enum", typeOf("COLOUR"), "enum(red|it's)"],
    ["an array of them", typeOf("MONEY2", { dimensions: 1 }), "array<decimal(9,2)>"],
    ["a row", typeOf("PLACE"), "json"],
    ["a column that isn't there", typeOf("", { anchor: { path: ["a", "b"], of: "column" } }), "opaque"],
  ])("%s", (_, type, expected) => {
    expect(canonicalType(type, catalog)).toBe(expected);
  });
});

it("records are written by type", () => {
  const column = (name: string, type: string, nullable = false) => ({ name, native: "", type, nullable });
  const schema = recordSchema(
    [
      column("a", "decimal(9,2)", true),
      column("b", "timestamptz(6)"),
      column("c", "array<int32>"),
      column("d", "json", true),
      column("e", "bits(8)"),
      column("f", "uint64"),
    ],
    new Map([["a", "in euros"]]),
  );
  expect(schema.properties).toMatchObject({
    a: { type: ["string", "null"], description: "in euros" },
    b: { type: ["string"], format: "date-time" },
    c: { type: ["array"], items: { type: ["integer", "null"] } },
    d: { type: ["object", "array", "string", "number", "boolean", "null"] },
    e: { type: ["string"] },
    f: { type: ["integer"] },
  });
});
