import { describe, expect, it } from "vitest";
import { decideSource, detectDocuments } from "../app/analyse.ts";
import type { Ports } from "../app/ports.ts";
import { compareDocuments } from "../app/updating/compare-documents.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Change } from "./change.ts";
import { compareTypes } from "./type-size.ts";

const ZOO = `-- PostgreSQL
CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen := now(); RETURN NEW; END $$;
CREATE TABLE keeper (id integer PRIMARY KEY, name varchar(40) NOT NULL, phone text);
CREATE TABLE animal (
  tag uuid NOT NULL,
  pen smallint NOT NULL,
  kind mood NOT NULL,
  fee numeric(8,2),
  notes text NOT NULL,
  seen timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tag, pen)
);
CREATE INDEX animal_seen ON animal (seen);
CREATE TRIGGER animal_stamp BEFORE INSERT OR UPDATE ON animal FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE VIEW wild AS SELECT tag, fee FROM animal WHERE kind = 'wild';
`;

async function detected(text: string) {
  const read = async (path: string) => (path === "zoo.sql" ? new TextEncoder().encode(text) : undefined);
  const ports = { files: { read, list: async () => undefined }, fetch: undefined, progress: () => undefined };
  return detectDocuments(["zoo.sql"], { allowedOrigins: [] }, ports as unknown as Ports);
}

async function changes(since: string, connector = (model: ConnectorModel) => model): Promise<readonly Change[]> {
  const old = await detected(ZOO);
  const { model } = decideSource(old, {});
  return compareDocuments(connector(model), old, await detected(since), ["zoo.sql"]).changes;
}

const inShort = ({ class: of, about, stream, detail }: Change) => `${of} ${about} ${stream}: ${detail}`;

describe("what became of a database's tables", () => {
  it.each([
    ["a column is gone", "  fee numeric(8,2),\n", "", ["breaking field public.animal: the column fee is gone"]],
    [
      "a column has another name",
      "fee numeric",
      "price numeric",
      [
        "breaking field public.animal: the column fee is gone; it is perhaps called price now",
        "additive field public.animal: a new column price",
      ],
    ],
    ["a column is new", "phone text", "phone text, born date", ["additive field public.keeper: a new column born"]],
    [
      "a type is wider",
      "pen smallint",
      "pen bigint",
      ["risky field public.animal: pen has a wider type: what its values are loaded into may be too small"],
    ],
    [
      "a type is narrower",
      "varchar(40)",
      "varchar(20)",
      ["additive field public.keeper: name has a narrower type: its values fit as before"],
    ],
    [
      "a type is another",
      "pen smallint",
      "pen text",
      ["breaking field public.animal: pen has another type: records hold something else"],
    ],
    [
      "an enum has another value",
      "'wild')",
      "'wild', 'ill')",
      ["risky field public.animal: kind has a wider type: what its values are loaded into may be too small"],
    ],
    ["values may be null", "notes text NOT NULL", "notes text", ["risky field public.animal: notes may be null now"]],
    [
      "values are never null",
      "phone text",
      "phone text NOT NULL",
      ["additive field public.keeper: phone is never null now"],
    ],
    [
      "the cursor may be null",
      "seen timestamptz NOT NULL",
      "seen timestamptz",
      ["breaking field public.animal: seen may be null now"],
    ],
    [
      "the key is another",
      "PRIMARY KEY (tag, pen)",
      "PRIMARY KEY (tag)",
      ["breaking primary-key public.animal: pen, tag is no key of the table any more"],
    ],
    [
      "nothing sets the cursor",
      /CREATE TRIGGER.*/,
      "",
      ["breaking incremental public.animal: nothing sets seen any more when a row changes"],
    ],
    [
      "the cursor has no index",
      /CREATE INDEX.*/,
      "",
      ["risky incremental public.animal: no index begins with seen any more: reading what is new is slow"],
    ],
    ["a table is gone", /CREATE TABLE keeper.*/, "", ["breaking endpoint public.keeper: the table is gone"]],
    [
      "a table has another name",
      "TABLE keeper",
      "TABLE staff",
      ["breaking endpoint public.keeper: the table is gone; public.staff has its columns"],
    ],
    [
      "a table is new",
      "CREATE VIEW",
      "CREATE TABLE food (id int PRIMARY KEY, weight int);\nCREATE VIEW",
      ["additive endpoint public.food: a new table"],
    ],
  ])("%s", async (_, from, to, told) => {
    const now = ZOO.replace(from, to);
    expect(now).not.toBe(ZOO);
    expect((await changes(now)).map(inShort)).toEqual(told);
  });

  it.each([
    [
      "the order of columns and tables",
      (zoo: string) =>
        zoo.replace("pen smallint NOT NULL,\n  kind mood NOT NULL", "kind mood NOT NULL,\n  pen smallint NOT NULL"),
    ],
    [
      "another spelling of a type",
      (zoo: string) => zoo.replace("smallint", "int2").replace("varchar(40)", "character varying(40)"),
    ],
    ["a default", (zoo: string) => zoo.replace("fee numeric(8,2)", "fee numeric(8,2) DEFAULT 0")],
    ["a comment", (zoo: string) => `${zoo}COMMENT ON COLUMN animal.fee IS 'in euros';`],
    ["a further unique key", (zoo: string) => zoo.replace("phone text", "phone text, UNIQUE (name)")],
    [
      "a key that is unique in place of primary",
      (zoo: string) => zoo.replace("PRIMARY KEY (tag, pen)", "UNIQUE (pen, tag)"),
    ],
    ["a view that isn't built", (zoo: string) => zoo.replace(/CREATE VIEW.*/, "")],
    ["a new view", (zoo: string) => `${zoo}CREATE VIEW calm AS SELECT tag FROM animal;`],
    ["a routine", (zoo: string) => `${zoo}CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';`],
  ])("doesn't count: %s", async (_, since) => {
    const now = since(ZOO);
    expect(now).not.toBe(ZOO);
    expect((await changes(now)).map(inShort)).toEqual([]);
  });

  it("doesn't count of tables and columns that the connector doesn't read", async () => {
    const without = (model: ConnectorModel): ConnectorModel => ({
      ...model,
      streams: model.streams.map((one) => (one.name === "keeper" ? { ...one, selected: false } : one)),
    });
    expect(await changes(ZOO.replace("phone text", "phone integer"), without)).toEqual([]);
  });

  it("is told with the places of both", async () => {
    const [change] = await changes(`\n${ZOO.replace("pen smallint", "pen integer")}`);
    expect(change?.evidence).toEqual({
      old: "smallint",
      new: "integer",
      oldAt: { document: "zoo.sql", pointer: "line 7" },
      newAt: { document: "zoo.sql", pointer: "line 8" },
    });
  });
});

describe("types", () => {
  it.each([
    ["int32", "int64", "wider"],
    ["uint32", "int32", "wider"],
    ["uint32", "int64", "wider"],
    ["int64", "int16", "narrower"],
    ["decimal(8,2)", "decimal(10,2)", "wider"],
    ["decimal(8,2)", "decimal", "wider"],
    ["decimal(8,2)", "decimal(8,3)", "wider"],
    ["float32", "float64", "wider"],
    ["char(4)", "text(4)", "same"],
    ["text(40)", "text", "wider"],
    ["enum(a|b)", "enum(a)", "narrower"],
    ["enum(a|b)", "text(1)", "wider"],
    ["timestamp", "timestamp(6)", "same"],
    ["timestamp(3)", "timestamptz(3)", "other"],
    ["int32", "decimal(10,0)", "other"],
    ["array<text>", "array<int32>", "other"],
    ["bool", "int8", "other"],
  ])("%s → %s: %s", (old, now, change) => {
    expect(compareTypes(old, now)).toBe(change);
  });
});
