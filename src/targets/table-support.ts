/**
 * The support modules in `table-support/client/`, which know nothing of a framework, each with those that it imports
 * (`clock` lies with those for HTTP). A test holds this against the Python.
 */
export const TABLE_MODULES = {
  database: ["clock", "table_values"],
  mysql: ["database", "table_values"],
  postgresql: ["database", "table_values"],
  sqlite: ["database", "table_values"],
  table_bookmark: ["database", "table_reader", "table_values"],
  table_reader: ["clock", "database"],
  table_records: ["table_reader", "table_values"],
  table_values: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What generated code names of them, and where each is. */
export const TABLE_NAMES = {
  MySQL: "mysql",
  PostgreSQL: "postgresql",
  SQLite: "sqlite",
} as const satisfies Readonly<Record<string, keyof typeof TABLE_MODULES>>;

const FOLDER = new URL("table-support/", import.meta.url);

export const tableSupportFile = (module: string): URL => new URL(`client/${module}.py`, FOLDER);

const http = (name: string): URL => new URL(`http-support/testing/${name}.py`, import.meta.url);

/** What plays the database in a project's own tests, whatever framework it is on. */
export const PLAYED_TABLES: readonly (readonly [name: string, file: URL])[] = [
  ["__init__", http("__init__")],
  ["fake_clock", http("fake_clock")],
  ["played_tables", new URL("testing/played_tables.py", FOLDER)],
];
