import type { YamlMap } from "../../../printing/yaml.ts";

interface OtherLoader {
  readonly name: string;
  readonly about: string;
  readonly definition: YamlMap;
}

/** Loaders that a user may take in place of the first one; shown in the README, not installed. */
export const OTHER_LOADERS: readonly OtherLoader[] = [
  {
    name: "target-duckdb",
    about: "**DuckDB**, a file and no server:",
    definition: {
      name: "target-duckdb",
      namespace: "target_duckdb",
      variant: "jwills",
      // With DuckDB 2.0 it takes the first record of each table for a header, and loses it.
      pip_url: "target-duckdb==0.8.0 duckdb~=1.1.3",
      executable: "target-duckdb",
      settings: [
        { name: "path" },
        { name: "default_target_schema" },
        { name: "primary_key_required", kind: "boolean" },
      ],
      config: { path: "output/warehouse.duckdb", default_target_schema: "raw", primary_key_required: false },
    },
  },
  {
    name: "target-postgres",
    about: "**PostgreSQL**, with the password as `TARGET_POSTGRES_PASSWORD` in `.env`:",
    definition: {
      name: "target-postgres",
      namespace: "target_postgres",
      variant: "meltanolabs",
      pip_url: "meltanolabs-target-postgres~=0.8.1",
      executable: "target-postgres",
      settings: [
        { name: "host" },
        { name: "port", kind: "integer" },
        { name: "user" },
        { name: "password", sensitive: true },
        { name: "database" },
        { name: "default_target_schema" },
      ],
      config: { host: "localhost", port: 5432, user: "loader", database: "warehouse", default_target_schema: "raw" },
    },
  },
];
