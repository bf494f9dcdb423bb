import type { Client } from "pg";
import { Failure } from "../../diagnostics/failure.ts";
import { catalogHead, type Session, type Tls } from "./catalog-session.ts";
import { TIMEOUT_SECONDS } from "./connection-problem.ts";
import type { DatabaseAddress } from "./database-address.ts";
import { postgresqlDefinitions } from "./postgresql-definitions.ts";
import { type CatalogRows, NAMES, queriesOf, SCHEMAS } from "./postgresql-queries.ts";

/** Names are written with their schemas, values alike whatever the user's own settings are. */
const SETTINGS = {
  statement_timeout: `${TIMEOUT_SECONDS.statement}s`,
  lock_timeout: "5s",
  search_path: "",
  timezone: "UTC",
  datestyle: "ISO",
  intervalstyle: "postgres",
  quote_all_identifiers: "off",
};

/** Before this version catalogs have other columns. */
const OLDEST = 110_000;

/** Errors: a `Failure`, or what the driver throws. */
export async function readPostgresqlCatalog(address: DatabaseAddress, session: Session, tls: Tls): Promise<string> {
  const { default: pg } = await import("pg");
  const { host, port, database } = address;
  const client = new pg.Client({
    host,
    port,
    database,
    ...(address.user !== undefined && { user: address.user }),
    ...(session.env.PGPASSWORD !== undefined && { password: session.env.PGPASSWORD }),
    ssl: tls ?? false,
    connectionTimeoutMillis: TIMEOUT_SECONDS.connect * 1000,
    query_timeout: (TIMEOUT_SECONDS.statement + 5) * 1000,
    application_name: "sourcewright",
  });
  // A connection that breaks between two queries tells the next one.
  client.on("error", () => undefined);
  const end = () => void client.end();
  session.signal?.addEventListener("abort", end, { once: true });
  try {
    await client.connect();
    return await readWithin(client, address);
  } finally {
    session.signal?.removeEventListener("abort", end);
    await client.end();
  }
}

async function readWithin(client: Client, address: DatabaseAddress): Promise<string> {
  await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
  for (const [name, value] of Object.entries(SETTINGS))
    await client.query("SELECT pg_catalog.set_config($1, $2, true)", [name, value]);
  const { rows: settings } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
  const version = Number(settings[0]?.server_version_num);
  if (!(version >= OLDEST))
    throw new Failure(
      "unusable",
      `${address.shown} is a server before PostgreSQL 11; give its definitions (pg_dump -s)`,
    );
  const schemas = await schemasOf(client, address);
  const found = {} as Record<keyof CatalogRows, unknown>;
  for (const name of NAMES) found[name] = (await client.query(queriesOf(version)[name], [schemas])).rows;
  await client.query("ROLLBACK");
  const definitions = postgresqlDefinitions(found as CatalogRows);
  if (definitions.length === 0)
    throw new Failure("unusable", `${address.shown} has no table, view or routine in ${schemas.join(", ")}`);
  const head = catalogHead(`PostgreSQL ${Math.floor(version / 10_000)}`, address, schemas);
  return `${[head, ...definitions].join("\n\n")}\n`;
}

async function schemasOf(client: Client, { schemas, shown }: DatabaseAddress): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(SCHEMAS);
  const seen = rows.map(({ name }) => name);
  const missing = schemas.filter((name) => !seen.includes(name));
  if (missing.length > 0)
    throw new Failure(
      "unusable",
      `${shown} has no schema ${missing.join(", ")} that the user may look into; there are: ${seen.slice(0, 12).join(", ")}`,
    );
  return schemas.length === 0 ? seen : seen.filter((name) => schemas.includes(name));
}
