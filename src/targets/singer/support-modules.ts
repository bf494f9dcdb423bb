import { FILE_MODULES, FILE_NAMES, fileSupportFile } from "../file-support.ts";
import { HTTP_MODULES, HTTP_NAMES, supportFile, withImports as withAll } from "../http-support.ts";
import { TABLE_MODULES, TABLE_NAMES, tableSupportFile } from "../table-support.ts";

/** The tap's own support modules in `support/tap/`, each with those that it imports. A test holds this against the Python. */
export const OWN_MODULES = {
  ahead: ["pages", "stream"],
  authenticate: ["query_string"],
  children: ["clock", "pages", "params", "parents", "records", "stream"],
  crossed: ["children", "errors", "parents", "records", "stream"],
  file_set_stream: [
    "clock",
    "file_fields",
    "file_formats",
    "file_manifest",
    "file_reader",
    "file_set_tap",
    "file_store",
  ],
  file_set_tap: ["file_arrival", "file_set_stream", "file_store", "local_store", "writer"],
  framework: [],
  incremental: ["cursor_filter", "formats", "pages", "params", "records", "stream"],
  lifted: ["records", "stream"],
  stream: [
    "authenticate",
    "clock",
    "drift",
    "errors",
    "origin",
    "pages",
    "params",
    "records",
    "retry",
    "tap",
    "values",
  ],
  table_cursor: ["table_bookmark", "table_reader", "table_stream"],
  table_stream: ["clock", "database", "table_reader", "table_records", "table_tap"],
  table_tap: ["database", "table_stream", "writer"],
  tap: ["errors", "stream", "writer"],
  writer: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const MODULES = { ...HTTP_MODULES, ...TABLE_MODULES, ...FILE_MODULES, ...OWN_MODULES };

export type SupportModule = keyof typeof MODULES;

/** What generated code names of the support modules, and where each is. */
export const SUPPORT_NAMES = {
  ...HTTP_NAMES,
  ...TABLE_NAMES,
  ...FILE_NAMES,
  AheadStream: "ahead",
  ChildStream: "children",
  ParentStream: "children",
  CrossedStream: "crossed",
  IncrementalStream: "incremental",
  FileSetStream: "file_set_stream",
  FileSetTap: "file_set_tap",
  LiftedStream: "lifted",
  HttpStream: "stream",
  HttpTap: "tap",
  CursorStream: "table_cursor",
  TableStream: "table_stream",
  TableTap: "table_tap",
} as const satisfies Readonly<Record<string, SupportModule>>;

export type SupportName = keyof typeof SUPPORT_NAMES;

/** The modules with all that they import, sorted. */
export const withImports = (modules: Iterable<SupportModule>): SupportModule[] =>
  withAll<SupportModule>(modules, MODULES);

const OWN = new URL("support/tap/", import.meta.url);

/** A module's file, wherever it lies. */
export function fileOf(module: SupportModule): URL {
  if (module in TABLE_MODULES) return tableSupportFile(module);
  return module in FILE_MODULES ? fileSupportFile(module) : supportFile(module, OWN);
}
