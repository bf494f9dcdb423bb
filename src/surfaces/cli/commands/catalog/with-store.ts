import type { Command } from "commander";
import type { CatalogStore } from "../../../../app/catalog-types.ts";
import type { Ports } from "../../../../app/ports.ts";
import { systemPorts } from "../../../../app/system-ports.ts";
import type { Terminal } from "../../terminal.ts";
import { given } from "../given.ts";

/** What every command of the catalog takes. */
export interface CatalogOptions {
  readonly catalog?: string;
  readonly json: boolean;
}

export interface Opened {
  readonly store: CatalogStore;
  /** The catalog's file. */
  readonly path: string;
  readonly ports: Ports;
  readonly now: Date;
}

export function catalogOptions(command: Command): Command {
  return command
    .option(
      "--catalog <file>",
      "where the catalog is kept (default: SOURCEWRIGHT_CATALOG, else your data folder)",
      given,
    )
    .option("--json", "prints the result as JSON", false);
}

/** Opens the catalog for one command. */
export async function withStore<T>(
  { catalog }: Pick<CatalogOptions, "catalog">,
  terminal: Terminal,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const { catalogPath, withCatalog } = await import("../../../../app/catalog/catalog-place.ts");
  const ports = systemPorts((line) => terminal.progress(line));
  const path = catalogPath(catalog, ports);
  return withCatalog(path, (store) => work({ store, path, ports, now: new Date() }));
}
