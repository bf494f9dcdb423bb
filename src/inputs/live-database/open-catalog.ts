import { Failure } from "../../diagnostics/failure.ts";
import { parseDatabaseAddress } from "./database-address.ts";

/** The catalog of a live database as the port gives it, and what it may be called. Errors: a `Failure`. */
export async function openCatalog(
  origin: string,
  fetch: typeof globalThis.fetch | undefined,
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const { database, schemas, shown } = parseDatabaseAddress(origin);
  if (!fetch) throw new Failure("unusable", `${shown} can't be read: the network isn't to be used`);
  const response = await fetch(origin);
  if (!response.ok) throw new Failure("unusable", `${shown}: there is no copy of its catalog`);
  return { bytes: new Uint8Array(await response.arrayBuffer()), name: `${database || schemas[0]}.sql` };
}
