import { type Capabilities, YES } from "../capabilities.ts";
import { HTTP_CAPABILITIES } from "../http-capabilities.ts";

const OTHER_SOURCE = {
  kind: "no",
  because: "this target builds taps for HTTP APIs and databases; the SDK's file taps are another target",
} as const;

const UNTRIED = {
  kind: "no",
  because: "it reads PostgreSQL, MySQL, MariaDB and SQLite, which were run for real; of this one no server could be",
} as const;

export const capabilities: Capabilities = {
  ...HTTP_CAPABILITIES,
  "source.database": YES,
  "source.file": OTHER_SOURCE,
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
};
