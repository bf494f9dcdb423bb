import type { Command } from "commander";
import { jobs } from "../../../../app/catalog-types.ts";
import { Failure } from "../../../../diagnostics/failure.ts";
import { didYouMean } from "../../../../diagnostics/nearest-names.ts";
import type { Terminal } from "../../terminal.ts";
import { type CatalogOptions, catalogOptions, type Opened, withStore } from "./with-store.ts";

interface ScheduleOptions extends CatalogOptions {
  readonly timeZone: string;
  readonly off: boolean;
}

export function scheduleCommand(catalog: Command, terminal: Terminal): void {
  catalogOptions(catalog.command("schedule"))
    .description(
      "says when `catalog run` checks, verifies or updates a connector; shows all schedules where nothing is given",
    )
    .argument("[connector]", "its name or its folder")
    .argument("[job]", jobs.join(", "))
    .argument("[cron]", 'five fields as in "0 6 * * 1-5", or @daily')
    .option("--time-zone <name>", "of the five fields: Europe/Berlin", "UTC")
    .option("--off", "takes the schedule away", false)
    .action(
      async (word: string | undefined, job: string | undefined, cron: string | undefined, options: ScheduleOptions) => {
        const { renderSchedules } = await import("../../render/catalog.ts");
        await withStore(options, terminal, async (opened) => {
          if (word !== undefined && job !== undefined) await change(word, jobOf(job), { ...options, cron }, opened);
          const { store, now } = opened;
          const entries = await shown(word, opened);
          const schedules = (await store.schedules()).filter(({ connector }) => entries.has(connector));
          await terminal.out(
            options.json ? JSON.stringify({ schedules }) : renderSchedules(schedules, entries, now, terminal.style),
          );
        });
      },
    );
}

async function shown(word: string | undefined, { store }: Opened): Promise<ReadonlyMap<string, string>> {
  const { findEntry } = await import("../../../../app/catalog/find-entry.ts");
  const entries = word === undefined ? await store.entries() : [await findEntry(word, store)];
  return new Map(entries.map(({ id, name }) => [id, name]));
}

async function change(
  word: string,
  job: (typeof jobs)[number],
  { cron, off, timeZone }: ScheduleOptions & { readonly cron: string | undefined },
  { store, ports }: Opened,
): Promise<void> {
  const { findEntry } = await import("../../../../app/catalog/find-entry.ts");
  const { setSchedule } = await import("../../../../app/catalog/run-due.ts");
  const entry = await findEntry(word, store);
  if (off && cron !== undefined) throw new Failure("misuse", "--off takes the schedule away; leave the times out");
  if (!off && cron === undefined)
    throw new Failure("misuse", `say when: sourcewright catalog schedule ${word} ${job} "0 6 * * *"`);
  if (cron !== undefined) {
    await setSchedule(entry, { job, cron, timeZone }, store, ports);
    return;
  }
  const held = (await store.schedules(entry.id)).find((one) => one.job === job);
  if (!held) throw new Failure("misuse", `${entry.name} has no schedule for ${job}`);
  await store.removeSchedule(held.id);
}

function jobOf(word: string): (typeof jobs)[number] {
  const found = jobs.find((known) => known === word);
  if (found) return found;
  throw new Failure(
    "misuse",
    `there is no job "${word}"${didYouMean(word, jobs) || `; there are: ${jobs.join(", ")}`}`,
  );
}
