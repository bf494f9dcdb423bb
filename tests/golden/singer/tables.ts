import type { ConnectorModel } from "../../../src/model/connector-model.ts";
import { analyseSql } from "../../databases/analyse-sql.ts";

const SQL = `
CREATE TABLE shop.customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, credit numeric(12,2), photo bytea, tags text[], born date,
  deleted_at timestamptz, updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE shop.customers IS 'Whoever bought something. """ \${HOME} {{ 7*7 }} | <b>';
CREATE INDEX ON shop.customers (updated_at);
CREATE TABLE shop."order ""lines""" ("order.id" bigint, "%s" text, "select" money, PRIMARY KEY ("order.id", "%s"));
CREATE TABLE shop.visits (page text, last_modified timestamp);
CREATE VIEW shop.best AS SELECT id, name FROM shop.customers;
`;

/** A database, as its definitions give it. */
export async function shop(): Promise<ConnectorModel> {
  return (await analyseSql(SQL, "shop.postgresql.sql")).model;
}
