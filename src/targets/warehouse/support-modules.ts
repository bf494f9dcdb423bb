import { HTTP_MODULES, HTTP_NAMES, supportFile, withImports as withAll } from "../http-support.ts";
import { clientFile, READER_MODULES } from "../reader-support.ts";
import { TABLE_MODULES, TABLE_NAMES, tableSupportFile } from "../table-support.ts";

/** The pipeline's own support modules in `support/loading/`, each with those that it imports. A test holds this against the Python. */
export const OWN_MODULES = {
  client: [
    "authenticate",
    "errors",
    "framework",
    "origin",
    "pages",
    "params",
    "reading",
    "records",
    "source",
    "stream",
    "values",
  ],
  columns: [],
  command: ["logs", "reading"],
  logs: [],
  reading: [],
  resources: ["client", "columns", "framework", "lists", "progress", "reading", "source", "stream"],
  source: ["client", "errors", "framework", "limiter", "lists", "reading", "retry", "stream"],
  table_resources: ["columns", "database", "reading", "table_bookmark", "table_reader", "table_records", "tables"],
  tables: ["database", "reading", "table_bookmark", "table_reader"],
  stream: ["authenticate", "cursor_filter", "errors", "formats", "pages", "params", "parents"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const { authenticate, credentials, framework, lists, progress } = READER_MODULES;

/** What reads an API here as in every project whose framework brings no client along. */
const READING_MODULES = { authenticate, credentials, framework, lists, progress };

const MODULES = { ...HTTP_MODULES, ...TABLE_MODULES, ...READING_MODULES, ...OWN_MODULES };

export type SupportModule = keyof typeof MODULES;

/** What generated code names of the support modules, and where each is. */
export const SUPPORT_NAMES = {
  ...HTTP_NAMES,
  ...TABLE_NAMES,
  ApiKey: "credentials",
  Basic: "credentials",
  Command: "command",
  Cursor: "stream",
  Source: "source",
  Stream: "stream",
  TableCursor: "table_bookmark",
  TableStream: "tables",
  Tables: "tables",
} as const satisfies Readonly<Record<string, SupportModule>>;

/** The modules that names are in, with all that they import and all that every pipeline over HTTP needs; sorted. */
export function modulesOf(names: Iterable<string>): SupportModule[] {
  const known = SUPPORT_NAMES as Readonly<Record<string, SupportModule>>;
  const used = [...names].flatMap((name) => known[name] ?? []);
  return withAll<SupportModule>(["command", "resources", ...used], MODULES);
}

/** Those of a pipeline of tables. The tests read a database file, whatever the pipeline reads. */
export const tableModulesOf = (driver: SupportModule): SupportModule[] =>
  withAll<SupportModule>(["command", "table_resources", "sqlite", driver], MODULES);

const OWN = new URL("support/loading/", import.meta.url);

/** A module's file, wherever it lies. */
export function fileOf(module: SupportModule): URL {
  if (module in TABLE_MODULES) return tableSupportFile(module);
  return module in READING_MODULES ? clientFile(module, OWN) : supportFile(module, OWN);
}
