import type { Command } from "commander";
import { healthLevels } from "../../../../app/catalog-types.ts";
import { Failure } from "../../../../diagnostics/failure.ts";
import { didYouMean } from "../../../../diagnostics/nearest-names.ts";
import type { Terminal } from "../../terminal.ts";
import { given } from "../given.ts";
import { parseList } from "../parse-list.ts";
import { wholeNumber } from "./gather.ts";
import { type CatalogOptions, catalogOptions, withStore } from "./with-store.ts";

export function listCommand(catalog: Command, terminal: Terminal): void {
  catalogOptions(catalog.command("list"))
    .description("lists all connectors, those that need somebody first")
    .option("--health <levels>", `only these, separated by commas: ${healthLevels.join(", ")}`)
    .action(async (options: CatalogOptions & { health?: string }) => {
      const levels = options.health === undefined ? undefined : parseList(options.health).map(levelOf);
      const { connectorRows, viewOptions } = await import("../../../../app/catalog/connector-views.ts");
      const { renderRows } = await import("../../render/catalog.ts");
      await withStore(options, terminal, async ({ store, ports, now }) => {
        const rows = await connectorRows(store, viewOptions(ports));
        const shown = levels ? rows.filter(({ health }) => levels.includes(health.level)) : rows;
        await terminal.out(
          options.json ? JSON.stringify({ connectors: shown }) : renderRows(shown, now, terminal.style),
        );
      });
    });
}

function levelOf(word: string): string {
  if (healthLevels.some((level) => level === word)) return word;
  throw new Failure(
    "misuse",
    `there is no health "${word}"${didYouMean(word, healthLevels) || `; there are: ${healthLevels.join(", ")}`}`,
  );
}

export function showCommand(catalog: Command, terminal: Terminal): void {
  catalogOptions(catalog.command("show"))
    .description("shows one connector: health and why, projects, open questions, changes, schedules")
    .argument("<connector>", "its name or its folder", given)
    .action(async (word: string, options: CatalogOptions) => {
      const { findEntry } = await import("../../../../app/catalog/find-entry.ts");
      const { connectorView, streamsOf, viewOptions } = await import("../../../../app/catalog/connector-views.ts");
      const { renderConnector } = await import("../../render/catalog.ts");
      await withStore(options, terminal, async ({ store, ports, now }) => {
        const entry = await findEntry(word, store);
        const view = await connectorView(entry, store, viewOptions(ports));
        if (options.json) await terminal.out(JSON.stringify({ ...view, streamList: await streamsOf(entry, store) }));
        else await terminal.out(renderConnector(view, now, terminal.style));
      });
    });
}

const USUAL_LIMIT = "30";

export function historyCommand(catalog: Command, terminal: Terminal): void {
  catalogOptions(catalog.command("history"))
    .description("tells what was done, the newest first: of one connector or of all")
    .argument("[connector]", "its name or its folder")
    .option("--limit <number>", "of how many", USUAL_LIMIT)
    .action(async (word: string | undefined, options: CatalogOptions & { limit: string }) => {
      const limit = wholeNumber(options.limit, "--limit");
      const { findEntry } = await import("../../../../app/catalog/find-entry.ts");
      const { renderEvents } = await import("../../render/catalog.ts");
      await withStore(options, terminal, async ({ store, now }) => {
        const entry = word === undefined ? undefined : await findEntry(word, store);
        const events = await store.events({ ...(entry && { connector: entry.id }), limit });
        const names = new Map((await store.entries()).map(({ id, name }) => [id, name]));
        await terminal.out(
          options.json ? JSON.stringify({ events }) : renderEvents(events, names, now, terminal.style),
        );
      });
    });
}
