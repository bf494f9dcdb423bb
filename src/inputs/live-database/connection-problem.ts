import { Failure } from "../../diagnostics/failure.ts";
import { type DatabaseAddress, passwordVariable } from "./database-address.ts";

export const TIMEOUT_SECONDS = { connect: 10, statement: 60 } as const;

interface Problem {
  readonly codes: RegExp;
  readonly says: (address: DatabaseAddress) => string;
}

const who = ({ user }: DatabaseAddress): string => (user === undefined ? "the user" : `the user ${user}`);

/** By the codes of Node, PostgreSQL and MySQL; what servers say in words isn't passed on, but for what is left. */
const PROBLEMS: readonly Problem[] = [
  { codes: /^ECONNREFUSED$/, says: () => "no server listens there" },
  { codes: /^(?:ENOTFOUND|EAI_AGAIN)$/, says: () => "there is no such host, or no network" },
  {
    codes: /^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    says: () => `no answer within ${TIMEOUT_SECONDS.connect} seconds`,
  },
  {
    codes: /^(?:ECONNRESET|EPIPE|PROTOCOL_CONNECTION_LOST|PROTOCOL_PACKETS_OUT_OF_ORDER)$/,
    says: ({ kind }) => `the connection broke: is that a server of ${kind === "mysql" ? "MySQL" : "PostgreSQL"}?`,
  },
  {
    codes: /^(?:28P01|28000|ER_ACCESS_DENIED_ERROR|ER_ACCESS_DENIED_NO_PASSWORD_ERROR|NO_PASSWORD)$/,
    says: (address) =>
      `the server doesn't let ${who(address)} in: is the password in ${passwordVariable(address)}, and right?`,
  },
  { codes: /^(?:3D000|ER_BAD_DB_ERROR)$/, says: ({ database }) => `there is no database ${database} on it` },
  {
    codes: /^(?:42501|ER_DBACCESS_DENIED_ERROR|ER_TABLEACCESS_DENIED_ERROR|ER_SPECIFIC_ACCESS_DENIED_ERROR)$/,
    says: (address) => `${who(address)} has no right to look into it`,
  },
  {
    codes: /^(?:57014|ER_QUERY_TIMEOUT|PROTOCOL_SEQUENCE_TIMEOUT|ER_STATEMENT_TIMEOUT)$/,
    says: () => `a query of its catalog took too long`,
  },
  {
    codes: /^(?:NO_TLS|HANDSHAKE_NO_SSL_SUPPORT)$/,
    says: () => "the server has no TLS, which sslmode asks for",
  },
  {
    codes: /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/,
    says: () => "the server's certificate isn't trusted; name the authority's file in NODE_EXTRA_CA_CERTS",
  },
];

/** One line about why a database can't be read, without what servers repeat of the session. */
export function connectionProblem(cause: unknown, address: DatabaseAddress): Failure {
  if (cause instanceof Failure) return cause;
  const code = codeOf(cause);
  const known = PROBLEMS.find(({ codes }) => codes.test(code));
  const told = cause instanceof Error ? (cause.message.split("\n", 1)[0] ?? "").slice(0, 200) : "unknown error";
  return new Failure("unusable", `${address.shown} can't be read: ${known ? known.says(address) : told}`, { cause });
}

/** As the driver has it, or what its words mean where they have none. */
export function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  // Node tries all addresses of a name.
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  if (/client password must be a string/.test(cause.message)) return "NO_PASSWORD";
  if (/does not support (?:SSL|secure) connection/i.test(cause.message)) return "NO_TLS";
  if (/^Query read timeout/.test(cause.message)) return "57014";
  if (/timeout expired|connect ETIMEDOUT/.test(cause.message)) return "ETIMEDOUT";
  if (/Connection terminated unexpectedly/.test(cause.message)) return "ECONNRESET";
  return "code" in cause ? String(cause.code) : "";
}
