import { Failure } from "../../diagnostics/failure.ts";
import { isDatabaseAddress, isUrl } from "../source-document.ts";

/** As libpq has it: `prefer` uses TLS where the server has it, only `verify-full` looks at the certificate. */
const SSL_MODES = ["disable", "prefer", "require", "verify-full"] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** A database on a server: `postgresql://user@host:5432/name?schema=a,b`. It never holds a password. */
export interface DatabaseAddress {
  readonly kind: "postgresql" | "mysql";
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly database: string;
  /** Empty: of PostgreSQL all that the user may look into, of MySQL the database itself. */
  readonly schemas: readonly string[];
  readonly sslMode: SslMode;
  /** For messages: without the user and what stands behind `?`. */
  readonly shown: string;
}

const PORTS = { postgresql: 5432, mysql: 3306 } as const;
const PASSWORD_VARIABLES = { postgresql: "PGPASSWORD", mysql: "MYSQL_PWD" } as const;

export function passwordVariable({ kind }: Pick<DatabaseAddress, "kind">): string {
  return PASSWORD_VARIABLES[kind];
}

/** Errors: a `Failure` that shows nothing of a password: the address holds one, or is none of a database. */
export function parseDatabaseAddress(origin: string): DatabaseAddress {
  const kind = /^postgres/i.test(origin) ? "postgresql" : "mysql";
  refusePassword(origin, kind);
  const url = URL.parse(origin);
  const database = url === null ? "" : decoded(url.pathname.slice(1));
  if (url === null || url.hostname === "" || /\//.test(database)) {
    throw new Failure(
      "misuse",
      `${withoutSecrets(origin)} is no address of a database: it is like ${kind}://user@host:${PORTS[kind]}/database?schema=name`,
    );
  }
  const port = url.port === "" ? PORTS[kind] : Number(url.port);
  const shown = `${kind}://${url.hostname}:${port}/${database}`;
  const { schemas, sslMode } = optionsOf(url, shown);
  const isNamed = database !== "" || (kind === "mysql" && schemas.length > 0);
  if (!isNamed) throw new Failure("misuse", `${shown} names no database: put its name behind the last /`);
  const user = url.username === "" ? undefined : decoded(url.username);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { kind, host, port, user, database, schemas, sslMode, shown };
}

/** What a server is allowed by: `postgresql://host:5432`. Errors: as `parseDatabaseAddress`. */
export function databaseServerOf(origin: string): string {
  const kind = /^postgres/i.test(origin) ? "postgresql" : "mysql";
  refusePassword(origin, kind);
  const url = URL.parse(origin);
  if (url === null || url.hostname === "")
    throw new Failure("misuse", `${withoutSecrets(origin)} is no address of a database`);
  return `${kind}://${url.hostname}:${url.port === "" ? PORTS[kind] : url.port}`;
}

/**
 * Before an origin is shown or kept anywhere: addresses that aren't of the web are refused where they hold a password or
 * can't be read. Errors: a `Failure` without what is secret.
 */
export function refuseSecrets(origin: string): void {
  if (isUrl(origin) || !/^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\//i.test(origin)) return;
  if (isDatabaseAddress(origin)) parseDatabaseAddress(origin);
  else if (/^jdbc:|^\w+(?:\+\w+)?:\/\/[^/]*@/i.test(origin))
    throw new Failure(
      "unusable",
      `${withoutSecrets(origin)} can't be read: live databases are given as postgresql://user@host/database or mysql://user@host/database; of others give the definitions as a file`,
    );
}

function refusePassword(origin: string, kind: DatabaseAddress["kind"]): void {
  const end = origin.lastIndexOf("@");
  const who = end === -1 ? "" : origin.slice(origin.indexOf("//") + 2, end);
  if (!who.includes(":") && !/[?&;](?:password|passwd|pwd)=/i.test(origin)) return;
  throw new Failure(
    "misuse",
    `the address of the database (${kind}) holds a password, which histories and files would keep: leave it out and set ${PASSWORD_VARIABLES[kind]}`,
  );
}

function withoutSecrets(origin: string): string {
  return origin.replace(/\/\/.*@/s, "//").replace(/[?;#].*$/s, "");
}

function optionsOf({ searchParams }: URL, shown: string): Pick<DatabaseAddress, "schemas" | "sslMode"> {
  for (const name of searchParams.keys()) {
    if (name === "schema" || name === "sslmode") continue;
    throw new Failure(
      "misuse",
      `${shown}: \`${name.slice(0, 40)}\` behind ? isn't known; there are schema and sslmode`,
    );
  }
  const asked = searchParams.get("sslmode") ?? "prefer";
  const sslMode = SSL_MODES.find((mode) => mode === asked);
  if (sslMode === undefined) throw new Failure("misuse", `${shown}: sslmode is one of ${SSL_MODES.join(", ")}`);
  const schemas = searchParams.getAll("schema").flatMap((list) => list.split(","));
  return { schemas: [...new Set(schemas.map((name) => name.trim()).filter((name) => name !== ""))], sslMode };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
