import type { WarehousePlan } from "../plan.ts";

const DLT = "~=1.31";
/** Destinations whose driver is no part of dlt itself. */
const DESTINATIONS = [
  "postgres",
  "snowflake",
  "bigquery",
  "redshift",
  "databricks",
  "mssql",
  "clickhouse",
  "motherduck",
];

/** What any pipeline needs, and what this one needs of Python packages besides. */
export function requirements(own: readonly string[]): Pick<WarehousePlan, "dependencies" | "extras"> {
  return {
    dependencies: [`dlt[duckdb]${DLT}`, ...own, "typing-extensions>=4.12"],
    extras: Object.fromEntries(DESTINATIONS.map((name) => [name, [`dlt[${name}]${DLT}`]])),
  };
}
