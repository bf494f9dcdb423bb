import { type Capabilities, YES } from "../capabilities.ts";
import { HTTP_CAPABILITIES } from "../http-capabilities.ts";

const UNTRIED = {
  kind: "no",
  because: "it reads PostgreSQL, MySQL, MariaDB and SQLite, which were run for real; of this one no server could be",
} as const;

export const capabilities: Capabilities = {
  ...HTTP_CAPABILITIES,
  "source.database": YES,
  "source.file": YES,
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
  "store.local": YES,
  "store.sftp": YES,
  "store.s3": {
    kind: "no",
    because: "it reads folders of the machine that it runs on, and of SFTP servers; object stores were never tried",
  },
  "format.delimited": YES,
  "format.json-lines": YES,
  "format.json": YES,
  "format.fixed-width": YES,
  "format.long-signs": { kind: "no", because: "it reads values between single characters" },
};
