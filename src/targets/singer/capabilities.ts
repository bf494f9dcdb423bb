import { type Capabilities, YES } from "../capabilities.ts";

const OTHER_SOURCE = {
  kind: "no",
  because: "this target builds taps for HTTP APIs and databases; the SDK's file taps are another target",
} as const;

const UNTRIED = {
  kind: "no",
  because: "it reads PostgreSQL, MySQL, MariaDB and SQLite, which were run for real; of this one no server could be",
} as const;

export const capabilities: Capabilities = {
  "source.http": YES,
  "source.database": YES,
  "source.file": OTHER_SOURCE,
  "auth.none": YES,
  "auth.bearer": YES,
  "auth.basic": YES,
  "auth.api-key": YES,
  "auth.oauth2": YES,
  "auth.jwt": YES,
  "auth.session": YES,
  "auth.custom": { kind: "no", because: "its scheme isn't known well enough to write it" },
  "auth.all": YES,
  "pagination.none": YES,
  "pagination.page-number": YES,
  "pagination.offset": YES,
  "pagination.cursor": YES,
  "pagination.next-url": YES,
  "pagination.link-header": YES,
  "pagination.unknown": {
    kind: "approximated",
    with: "the first page is read, and the sync fails when that may not be all",
  },
  "incremental.filter": YES,
  "incremental.client-side": YES,
  "parents.single": YES,
  "parents.multiple": YES,
  "request.post": YES,
  "records.plain-values": {
    kind: "no",
    because: "its records are plain values without fields, and the framework's records are objects",
  },
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
