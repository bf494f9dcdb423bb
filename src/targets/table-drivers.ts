import type { DatabaseSource } from "../model/database.ts";
import type { TABLE_MODULES, TABLE_NAMES } from "./table-support.ts";

/** What a dialect is read with. */
export interface Driver {
  /** The support class. */
  readonly name: keyof typeof TABLE_NAMES;
  /** Where it is. */
  readonly module: keyof typeof TABLE_MODULES;
  /** Of Python packages. */
  readonly dependencies: readonly string[];
}

const MYSQL: Driver = { name: "MySQL", module: "mysql", dependencies: ["pymysql[rsa]>=1.1"] };
const DRIVERS: Partial<Record<DatabaseSource["dialect"], Driver>> = {
  postgresql: { name: "PostgreSQL", module: "postgresql", dependencies: ["psycopg[binary]~=3.2"] },
  mysql: MYSQL,
  mariadb: MYSQL,
  sqlite: { name: "SQLite", module: "sqlite", dependencies: [] },
};

/** Errors: dialects that the capabilities refuse. */
export function driverOf({ dialect }: DatabaseSource): Driver {
  const driver = DRIVERS[dialect];
  if (!driver) throw new Error(`nothing reads ${dialect}`);
  return driver;
}
