import { type Analysis, analyse } from "../../src/app/analyse.ts";
import type { Ports } from "../../src/app/ports.ts";
import type { ProcedureAccess, TableAccess } from "../../src/model/database.ts";
import type { Overrides } from "../../src/model/overrides.ts";
import type { Stream } from "../../src/model/stream.ts";

/** The analysis of definitions in one text; the file's name may say the dialect. */
export async function analyseSql(text: string, name = "schema.sql", overrides: Overrides = {}): Promise<Analysis> {
  const files = {
    read: async (path: string) => (path === name ? new TextEncoder().encode(text) : undefined),
    list: async () => undefined,
  };
  // Analysing reads files and nothing else.
  const ports = { files, fetch: undefined, progress: () => undefined } as unknown as Ports;
  return analyse([name], { allowedOrigins: [], overrides }, ports);
}

export function tableOf({ model }: Analysis, table: string): Stream & { readonly access: TableAccess } {
  const found = model.streams.find(({ access }) => access.kind === "table" && access.table === table);
  if (found?.access.kind !== "table") throw new Error(`no table ${table}`);
  return { ...found, access: found.access };
}

export function reportOf({ model }: Analysis, name: string): ProcedureAccess {
  const found = model.streams.find(({ access }) => access.kind === "procedure" && access.name === name);
  if (found?.access.kind !== "procedure") throw new Error(`no report ${name}`);
  return found.access;
}

/** `name type!` of each column; an exclamation mark where it can't be null. */
export function columnsOf({ access }: { readonly access: TableAccess }): string[] {
  return access.columns.map(({ name, type, nullable }) => `${name} ${type}${nullable ? "" : "!"}`);
}

/** The columns of each result. */
export function resultsOf({ results }: ProcedureAccess): string[][] {
  return results.map(({ columns }) => columns.map(({ name }) => name));
}
