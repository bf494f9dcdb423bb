import type { ConnectorModel } from "../../src/model/connector-model.ts";
import { analyseSql } from "./analyse-sql.ts";

const HOSTILE = `"""'); DROP TABLE x; -- {{ 7*7 }} \${HOME} %s :p"`;

/** A file with tables whose names and keys are anything. */
export const FILE_SQL = `
CREATE TABLE "select" (
  id INTEGER PRIMARY KEY, "we""ird" TEXT, "a.b" DECIMAL(12,2), "sp ace" BLOB, "%s:p" VARCHAR(40), flag BOOLEAN, day DATE, ratio REAL,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TRIGGER touch AFTER UPDATE ON "select" BEGIN UPDATE "select" SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id; END;
CREATE TABLE pairs (a INTEGER NOT NULL, b TEXT NOT NULL, amount DECIMAL(10,2), PRIMARY KEY (a, b));
CREATE TABLE seen (code VARCHAR(20) NOT NULL PRIMARY KEY, last_modified TEXT, note TEXT);
CREATE TABLE ${HOSTILE} (id INTEGER PRIMARY KEY, ${HOSTILE} TEXT);
CREATE TABLE loose (x TEXT, y REAL);
`;

/** A server's database with every type that there is. */
export const SERVER_SQL = `
CREATE SCHEMA sales;
CREATE TYPE sales.mood AS ENUM ('sad', 'ok');
CREATE TABLE sales.everything (
  id bigint PRIMARY KEY, b boolean, i2 smallint, i4 integer, i8 bigint, n numeric(30,10), n0 numeric, r real, d double precision,
  t text, v varchar(20), c char(5), by bytea, dt date, tm time, tmz timetz, ts timestamp, tsz timestamptz, iv interval, u uuid,
  j json, jb jsonb, x xml, m sales.mood, bt bit(4), ta text[], na numeric(6,2)[], tsa timestamptz[], ip inet, r1 int4range, mo money,
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON sales.everything FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE sales."we""ird. täble" ("a b" uuid NOT NULL, "%s" varchar(10) NOT NULL, "select" date NOT NULL, note text, PRIMARY KEY ("a b", "%s", "select"));
CREATE TABLE sales.seen (code text PRIMARY KEY, last_modified timestamp, note text);
CREATE TABLE sales.loose (x integer, y text);
`;

export async function fileModel(): Promise<ConnectorModel> {
  return (await analyseSql(FILE_SQL, "stock.sqlite.sql")).model;
}

export async function serverModel(): Promise<ConnectorModel> {
  return (await analyseSql(SERVER_SQL, "shop.postgresql.sql")).model;
}
