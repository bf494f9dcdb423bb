import type { Session, Tls } from "./catalog-session.ts";
import { codeOf, connectionProblem } from "./connection-problem.ts";
import { parseDatabaseAddress, type SslMode } from "./database-address.ts";

/**
 * The definitions that a live database's catalog holds, as SQL in an order of our own: the same catalog gives the same text.
 * Reads only catalogs, in a transaction that can't write. Errors: a `Failure` of one line.
 */
export async function readCatalog(origin: string, session: Session): Promise<string> {
  const address = parseDatabaseAddress(origin);
  const read =
    address.kind === "postgresql"
      ? (await import("./postgresql-catalog.ts")).readPostgresqlCatalog
      : (await import("./mysql-catalog.ts")).readMysqlCatalog;
  try {
    return await withTls(address.sslMode, (tls) => read(address, session, tls));
  } catch (cause) {
    throw connectionProblem(cause, address);
  }
}

async function withTls<Read>(mode: SslMode, read: (tls: Tls) => Promise<Read>): Promise<Read> {
  if (mode === "disable") return read(undefined);
  try {
    return await read({ rejectUnauthorized: mode === "verify-full" });
  } catch (cause) {
    if (mode === "prefer" && /^(?:NO_TLS|HANDSHAKE_NO_SSL_SUPPORT)$/.test(codeOf(cause))) return read(undefined);
    throw cause;
  }
}
