import { databaseServerOf } from "../inputs/live-database/database-address.ts";
import { isDatabaseAddress } from "../inputs/source-document.ts";

/**
 * What a user allows to be asked: the origin of a web address, the server of a database's address
 * (`postgresql://host:5432`); undefined for what is neither. Errors: a `Failure` where a database's address holds a password.
 */
export function askedOrigin(address: string): string | undefined {
  if (isDatabaseAddress(address)) return databaseServerOf(address);
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
