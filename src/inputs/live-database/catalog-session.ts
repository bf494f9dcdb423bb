import type { DatabaseAddress } from "./database-address.ts";

/** What a session is opened with besides the address. */
export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal | undefined;
}

/** What a driver is told of TLS; undefined: none. */
export type Tls = { readonly rejectUnauthorized: boolean } | undefined;

/** The first line of a text that was read so; the dialect is told by it. */
export function catalogHead(server: string, { database }: DatabaseAddress, schemas: readonly string[]): string {
  const of = database === "" ? "" : `, database ${database}`;
  return `-- Catalog of ${server}${of}: ${schemas.join(", ")}`.replace(/\s+/g, " ");
}
