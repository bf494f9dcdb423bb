import type { ConnectorModel } from "../../model/connector-model.ts";
import type { Stream } from "../../model/stream.ts";
import type { Json } from "../../model/values.ts";
import { configure } from "../configuration.ts";
import type { Fault, SimulatedRecord, SimulatedSource, SimulationOptions } from "../simulated-source.ts";
import type { DatabaseServer, SimulatedDatabase } from "./database-server.ts";
import { createTable, type SimulatedTable } from "./simulated-table.ts";

const START = "2025-01-01T00:00:00Z";
/** Rows of a page that a connector is asked to read at once, and of a page that isn't full. */
const PAGE = 7;
const LAST_PAGE = 3;

/**
 * What a connector that reads databases may be told of how it reads: pages as small as the tables here, and nothing
 * read again but what has the cursor that the state has. A connector without such a setting passes it over.
 */
const READING: Readonly<Record<string, Json>> = { chunk_size: PAGE, lookback_seconds: 0, lookback_numbers: 0 };

/** A database with the model's tables, filled. Errors: the server's own, where it refuses a statement. */
export async function startDatabaseSimulation(
  model: ConnectorModel,
  options: SimulationOptions,
  server: DatabaseServer,
): Promise<SimulatedSource> {
  const database = await server.createDatabase();
  try {
    const tables = createTables(model, server);
    fill(database, tables, options, server);
    return simulatedSource(model, options, { database, tables, server });
  } catch (error) {
    await database.close();
    throw error;
  }
}

type Tables = ReadonlyMap<string, SimulatedTable>;

function createTables(model: ConnectorModel, { dialect }: DatabaseServer): Tables {
  const read = model.streams.filter(({ selected, access }) => selected && access.kind === "table");
  const schemas = new Set(read.map((stream) => schemaOf(stream, dialect.kind)));
  return new Map(
    read.flatMap((stream): [string, SimulatedTable][] => {
      const { access, name } = stream;
      if (access.kind !== "table") return [];
      // There a schema is a database: where all tables are in one, it is the one that is configured.
      const schema = dialect.kind === "mysql" && schemas.size <= 1 ? "" : schemaOf(stream, dialect.kind);
      return [[name, createTable(stream, access, dialect, schema)]];
    }),
  );
}

/** A file is one schema. */
function schemaOf({ access }: Stream, kind: DatabaseServer["dialect"]["kind"]): string {
  return access.kind === "table" && kind !== "sqlite" ? (access.schema ?? "") : "";
}

function fill(
  database: SimulatedDatabase,
  tables: Tables,
  { streams, counts = {}, pages = 3 }: SimulationOptions,
  { dialect }: DatabaseServer,
): void {
  const all = [...tables];
  const count = (name: string) => {
    if (streams && !streams.includes(name)) return 0;
    return counts[name] ?? PAGE * Math.max(0, pages - 1) + LAST_PAGE;
  };
  database.run([
    ...schemaStatements(all, dialect),
    ...all.flatMap(([name, table]) => [...table.create, ...table.add(count(name))]),
  ]);
}

function schemaStatements(
  tables: readonly (readonly [string, SimulatedTable])[],
  { schema }: DatabaseServer["dialect"],
): string[] {
  return [...new Set(tables.map(([, table]) => table.schema))]
    .filter((name) => name !== "")
    .flatMap((name) => schema(name));
}

function simulatedSource(
  model: ConnectorModel,
  { seed }: SimulationOptions,
  { database, tables, server }: { database: SimulatedDatabase; tables: Tables; server: DatabaseServer },
): SimulatedSource {
  const { config } = configure(model, seed, START);
  return {
    routes: {},
    config: { ...config, ...READING, ...database.config },
    get records() {
      return Object.fromEntries(model.streams.map(({ name }) => [name, tables.get(name)?.records() ?? []]));
    },
    log: [],
    ...(database.cutBefore ? { cuts: database.cuts } : {}),
    clearLog: () => undefined,
    setFaults: (faults) => {
      for (const fault of faults) meet(fault, { database, tables, server });
    },
    advance(stream, count, { late = 1 } = {}): readonly SimulatedRecord[] {
      const table = tables.get(stream);
      if (!table) return [];
      const { run, records } = table.advance(count, late);
      database.run(run);
      return records;
    },
    close: () => database.close(),
  };
}

/** A fault of a database stays, until its trial ends; those that only HTTP has aren't known here. */
function meet(
  fault: Fault,
  { database, tables, server }: { database: SimulatedDatabase; tables: Tables; server: DatabaseServer },
): void {
  const { quote, forbid } = server.dialect;
  const met = fault.stream === undefined ? [...tables.values()] : [tables.get(fault.stream)].filter((one) => one);
  for (const table of met) {
    if (!table) continue;
    if (fault.kind === "forbidden") database.run(forbid(table.name));
    if (fault.kind === "empty") database.run(table.clear());
    if (fault.kind === "extra-field")
      database.run([`ALTER TABLE ${table.name} ADD COLUMN ${quote("added_by_the_source")} integer`]);
    const mark = fault.kind === "reset-mid-body" ? table.mark() : undefined;
    if (mark !== undefined) database.cutBefore?.(mark);
  }
}
