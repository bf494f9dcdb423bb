import { type Capabilities, YES } from "./capabilities.ts";

const UNTRIED = {
  kind: "no",
  because: "it reads PostgreSQL, MySQL, MariaDB and SQLite, which were run for real; of this one no server could be",
} as const;

/** What targets can do that read tables with the shared support code. */
export const TABLE_CAPABILITIES = {
  "source.database": YES,
  "records.of-procedures": { kind: "no", because: "it reads tables and views, and calls no procedures" },
  "dialect.postgresql": YES,
  "dialect.mysql": YES,
  "dialect.mariadb": YES,
  "dialect.sqlite": YES,
  "dialect.oracle": UNTRIED,
  "dialect.sqlserver": UNTRIED,
  "dialect.db2": UNTRIED,
  "dialect.informix": UNTRIED,
  "dialect.sybase": UNTRIED,
  "dialect.firebird": UNTRIED,
} as const satisfies Partial<Capabilities>;
