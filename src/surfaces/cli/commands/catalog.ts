import type { AddCommand } from "./add-command.ts";
import { addCommand, refreshCommand, removeCommand } from "./catalog/gather.ts";
import { historyCommand, listCommand, showCommand } from "./catalog/look.ts";
import { jobCommand, runCommand } from "./catalog/run.ts";
import { scheduleCommand } from "./catalog/schedule.ts";

export const catalogCommand: AddCommand = (program, terminal, result) => {
  const catalog = program
    .command("catalog")
    .description("keeps all connectors in view: health and why, schedules, what was done");
  for (const add of [
    addCommand,
    listCommand,
    showCommand,
    historyCommand,
    refreshCommand,
    removeCommand,
    scheduleCommand,
  ])
    add(catalog, terminal);
  runCommand(catalog, terminal, result);
  jobCommand(catalog, terminal, result);
};
