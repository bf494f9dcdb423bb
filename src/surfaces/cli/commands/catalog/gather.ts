import type { Command } from "commander";
import { Failure } from "../../../../diagnostics/failure.ts";
import { shorten } from "../../render/table.ts";
import type { Terminal } from "../../terminal.ts";
import { given, givenEach } from "../given.ts";
import { type CatalogOptions, catalogOptions, withStore } from "./with-store.ts";

export function addCommand(catalog: Command, terminal: Terminal): void {
  catalogOptions(catalog.command("add"))
    .description("takes connectors into the catalog: those folders, or all connectors below them")
    .argument("<folder...>", "connectors' folders, or trees that hold some", givenEach)
    .action(async (folders: string[], options: CatalogOptions) => {
      const { addConnectors } = await import("../../../../app/catalog/add-connectors.ts");
      const { renderGathered } = await import("../../render/catalog.ts");
      await withStore(options, terminal, async ({ store, ports }) => {
        for (const folder of folders) {
          const gathered = await addConnectors(folder, store, ports);
          await terminal.out(options.json ? JSON.stringify(gathered) : renderGathered(gathered, terminal.style));
        }
      });
    });
}

export function refreshCommand(catalog: Command, terminal: Terminal): void {
  catalogOptions(catalog.command("refresh"))
    .description("reads all folders of the catalog again, and looks for what is new or has moved in its trees")
    .action(async (options: CatalogOptions) => {
      const { refreshCatalog } = await import("../../../../app/catalog/add-connectors.ts");
      const { renderGathered } = await import("../../render/catalog.ts");
      await withStore(options, terminal, async ({ store, ports }) => {
        const gathered = await refreshCatalog(store, ports);
        await terminal.out(options.json ? JSON.stringify(gathered) : renderGathered(gathered, terminal.style));
      });
    });
}

export function removeCommand(catalog: Command, terminal: Terminal): void {
  catalogOptions(catalog.command("remove"))
    .description(
      "takes connectors out of the catalog, with their history and schedules; their folders stay as they are",
    )
    .argument("<connector>", "a connector's name or folder, or a tree that was added", given)
    .action(async (word: string, options: CatalogOptions) => {
      const { removeFromCatalog } = await import("../../../../app/catalog/remove-connectors.ts");
      await withStore(options, terminal, async ({ store }) => {
        const { removed, stillIn } = await removeFromCatalog(word, store);
        if (options.json) await terminal.out(JSON.stringify({ removed }));
        else
          await terminal.out(
            removed.map(({ name, folder }) => `removed ${shorten(name, 60)}  ${shorten(folder, 400)}`).join("\n") ||
              "nothing was in it",
          );
        if (stillIn !== undefined)
          terminal.note(
            `it lies in ${stillIn}, where a refresh finds it again; remove that tree too if it shall stay away`,
          );
      });
    });
}

/** Errors: a `Failure` (misuse) for what is no whole number from 1 on. */
export function wholeNumber(text: string, option: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Failure("misuse", `${option} takes a whole number, at least 1`);
}
