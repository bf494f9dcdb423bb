import { expect, it } from "vitest";
import { postgresqlDefinitions } from "./postgresql-definitions.ts";
import type { CatalogRows, ColumnRow, RelationRow } from "./postgresql-queries.ts";

const relation = (over: Partial<RelationRow>): RelationRow => ({
  id: "1",
  name: "public.orders",
  kind: "r",
  unlogged: false,
  partition: null,
  partition_key: null,
  parents: [],
  query: null,
  server: null,
  identity: "d",
  identity_index: null,
  comment: null,
  ...over,
});
const column = (over: Partial<ColumnRow>): ColumnRow => ({
  relation: "1",
  name: "id",
  type: "bigint",
  not_null: true,
  own: true,
  identity: "",
  generated: "",
  default: null,
  comment: null,
  ...over,
});
const rows = (over: Partial<CatalogRows>): CatalogRows => ({
  types: [],
  routines: [],
  relations: [],
  columns: [],
  constraints: [],
  indexes: [],
  triggers: [],
  ...over,
});

it("a table is written with all that its catalog tells", () => {
  const found = postgresqlDefinitions(
    rows({
      relations: [relation({ comment: "what 'they' bought", identity: "f" })],
      columns: [
        column({ identity: "a" }),
        column({ name: "state", type: "public.state", default: "'new'::public.state", comment: "a; b" }),
        column({ name: "total", type: "numeric(10,2)", not_null: false, generated: "s", default: "(net * 1.2)" }),
        column({ name: "from_parent", own: false }),
      ],
      constraints: [
        { relation: "1", name: "orders_pkey", definition: "PRIMARY KEY (id)", column: null },
        { relation: "1", name: "positive", definition: "CHECK ((total > 0))", column: "total" },
      ],
      indexes: [{ relation: "1", definition: "CREATE INDEX i ON public.orders USING btree (state)" }],
      triggers: [{ relation: "1", definition: "CREATE TRIGGER t BEFORE UPDATE ON public.orders EXECUTE FUNCTION f()" }],
    }),
  );
  expect(found).toEqual([
    `CREATE TABLE public.orders (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  state public.state DEFAULT 'new'::public.state NOT NULL,
  total numeric(10,2) GENERATED ALWAYS AS ((net * 1.2)) STORED CONSTRAINT positive CHECK ((total > 0)),
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);
CREATE INDEX i ON public.orders USING btree (state);
ALTER TABLE public.orders REPLICA IDENTITY FULL;
COMMENT ON TABLE public.orders IS 'what ''they'' bought';
COMMENT ON COLUMN public.orders.state IS 'a; b';`,
    "CREATE TRIGGER t BEFORE UPDATE ON public.orders EXECUTE FUNCTION f();",
  ]);
});

it.each([
  [
    relation({ kind: "p", partition_key: "RANGE (at)" }),
    /^CREATE TABLE public.orders \(\n.*\n\) PARTITION BY RANGE \(at\);$/,
  ],
  [
    relation({ partition: "FOR VALUES IN (1)", parents: ["public.all"] }),
    /^CREATE TABLE public.orders PARTITION OF public.all FOR VALUES IN \(1\);$/,
  ],
  [relation({ parents: ["public.base"] }), /\) INHERITS \(public.base\);$/],
  [relation({ kind: "f", server: "files" }), /^CREATE FOREIGN TABLE .* SERVER files;$/s],
  [relation({ unlogged: true }), /^CREATE UNLOGGED TABLE/],
  [
    relation({ kind: "m", query: " SELECT 1 AS id;" }),
    /^CREATE MATERIALIZED VIEW public.orders \(id bigint\) AS\n SELECT 1 AS id;$/,
  ],
])("each kind of relation is written as its own: %#", (one, text) => {
  expect(postgresqlDefinitions(rows({ relations: [one], columns: [column({})] })).join("\n")).toMatch(text);
});

it("types are written before what is of them", () => {
  const type = { values: [], base: null, not_null: false, default: null, checks: [] };
  const found = postgresqlDefinitions(
    rows({
      types: [
        { ...type, kind: "e", name: "a.state", values: ["new", "it's"] },
        { ...type, kind: "c", name: "a.point", values: ["x integer", "y integer"] },
        {
          ...type,
          kind: "d",
          name: "a.price",
          base: "numeric(8,2)",
          not_null: true,
          default: "0",
          checks: ["CHECK (VALUE > 0)"],
        },
      ],
    }),
  );
  expect(found).toEqual([
    "CREATE TYPE a.state AS ENUM ('new', 'it''s');",
    "CREATE TYPE a.point AS (x integer, y integer);",
    "CREATE DOMAIN a.price AS numeric(8,2) DEFAULT 0 NOT NULL CHECK (VALUE > 0);",
  ]);
});
