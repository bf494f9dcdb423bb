import type { DatabaseDialect } from "../../model/dialect.ts";
import type { Setting } from "../../model/setting.ts";
import { START } from "../settings.ts";

const setting = (name: string, title: string, more: Partial<Setting>): Setting => ({
  name,
  title,
  type: "string",
  secret: false,
  required: true,
  purpose: "server",
  ...more,
});

const FILE: readonly Setting[] = [
  setting("path", "Path", {
    description: "Where the database file is; it is opened for reading only.",
    examples: ["data/app.db"],
  }),
];

/** Where a server listens when nobody chose otherwise. */
const PORTS: Readonly<Record<Exclude<DatabaseDialect, "sqlite">, number>> = {
  postgresql: 5432,
  mysql: 3306,
  mariadb: 3306,
  oracle: 1521,
  sqlserver: 1433,
  db2: 50_000,
  informix: 9088,
  sybase: 5000,
  firebird: 3050,
};

const SSL: Partial<Record<DatabaseDialect, { readonly values: readonly string[]; readonly default: string }>> = {
  postgresql: { values: ["disable", "prefer", "require", "verify-ca", "verify-full"], default: "prefer" },
  mysql: { values: ["disable", "require", "verify-ca", "verify-full"], default: "require" },
  mariadb: { values: ["disable", "require", "verify-ca", "verify-full"], default: "require" },
};

/** A table can be read from its beginning, which is what most want. */
export const TABLES_START: Setting = {
  ...START,
  description: "Rows that were last changed before this point in time are not read; left out, all are.",
  required: false,
};

/** What a connection needs: where the database is, and who asks. */
export function connectionSettings(dialect: DatabaseDialect): readonly Setting[] {
  if (dialect === "sqlite") return FILE;
  const ssl = SSL[dialect];
  return [
    setting("host", "Host", { examples: ["db.example.com"] }),
    setting("port", "Port", { type: "integer", required: false, default: PORTS[dialect] }),
    setting("database", "Database", { description: "The database's name." }),
    setting("user", "User", {
      description: "A user that may read the tables; it needs no other right.",
      purpose: "credential",
    }),
    setting("password", "Password", { secret: true, purpose: "credential" }),
    ...(ssl
      ? [
          setting("ssl_mode", "Encryption", {
            description: "Whether the connection is encrypted, and the server's certificate checked.",
            required: false,
            ...ssl,
          }),
          setting("ssl_ca", "Certificate authority", {
            description: "Path of the certificates that the server's is checked with.",
            required: false,
          }),
        ]
      : []),
  ];
}
