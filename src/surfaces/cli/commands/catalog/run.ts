import type { Command } from "commander";
import type { DoneJob, RunOptions } from "../../../../app/catalog/run-due.ts";
import type { Terminal } from "../../terminal.ts";
import { given } from "../given.ts";
import { wholeNumber } from "./gather.ts";
import { type CatalogOptions, catalogOptions, type Opened, withStore } from "./with-store.ts";

interface RunCommandOptions extends CatalogOptions {
  readonly watch: boolean;
  readonly jobs: string;
  readonly timeout: string;
  readonly onChange?: string;
}

type Result = { exitCode: number };

export function runCommand(catalog: Command, terminal: Terminal, result: Result): void {
  catalogOptions(catalog.command("run"))
    .description("does what the schedules say is due, each job in a process of its own: once, or for good with --watch")
    .option("--watch", "stays, and does what is due when it is due", false)
    .option("--jobs <number>", "so many connectors at once", "1")
    .option("--timeout <minutes>", "ends a job that takes longer", "60")
    .option(
      "--on-change <command>",
      "gets news as JSON on standard input: a program, or it and its arguments as a JSON array",
      given,
    )
    .action(async (options: RunCommandOptions) => {
      await withStore(options, terminal, async (opened) => {
        const { exitCodeOf, runDue, watchDue } = await import("../../../../app/catalog/run-due.ts");
        const stop = new AbortController();
        const problems: string[] = [];
        const onProblem = (problem: string) => {
          problems.push(problem);
          terminal.note(problem);
        };
        const run = { ...(await runOptions(options, opened, stop.signal, terminal)), onProblem };
        const release = stopOnSignals(stop);
        try {
          if (options.watch) return await watchDue(opened.store, run, opened.ports);
          const done = await runDue(opened.store, run, opened.ports);
          result.exitCode = problems.length > 0 || stop.signal.aborted ? 1 : exitCodeOf(done.map(({ event }) => event));
          if (options.json) await terminal.out(JSON.stringify({ jobs: done }));
          else if (done.length === 0 && !stop.signal.aborted) await terminal.out("nothing is due");
        } finally {
          release();
        }
      });
    });
}

async function runOptions(
  options: RunCommandOptions,
  { path }: Opened,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<Omit<RunOptions, "onProblem">> {
  const { notify, parseNotifyCommand } = await import("../../../../app/catalog/notify.ts");
  const { startJob } = await import("../../../../app/catalog/start-job.ts");
  const { renderDone } = await import("../../render/catalog.ts");
  const command = options.onChange === undefined ? undefined : parseNotifyCommand(options.onChange);
  return {
    catalog: path,
    atOnce: wholeNumber(options.jobs, "--jobs"),
    timeoutMilliseconds: 60_000 * wholeNumber(options.timeout, "--timeout"),
    signal,
    start: startJob,
    async onDone(done: DoneJob) {
      if (!options.json) await terminal.out(renderDone(done, terminal.style));
      else if (options.watch) await terminal.out(JSON.stringify(done));
      const problem = command && done.isNews ? await notify(command, done) : undefined;
      if (problem !== undefined) terminal.note(`nobody was told: ${problem}`);
    },
  };
}

/** The first signal ends the jobs under way, with their own processes, and then us. */
function stopOnSignals(stop: AbortController): () => void {
  const end = () => stop.abort();
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  return () => {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  };
}

/** What `run` starts in a process of its own; nobody calls it by hand. */
export function jobCommand(catalog: Command, terminal: Terminal, result: Result): void {
  catalogOptions(catalog.command("job", { hidden: true }))
    .argument("<schedule>", "its number")
    .action(async (number: string, options: CatalogOptions) => {
      await withStore(options, terminal, async ({ store, ports }) => {
        const { runJob } = await import("../../../../app/catalog/run-job.ts");
        result.exitCode = await runJob(wholeNumber(number, "job"), store, ports);
      });
    });
}
