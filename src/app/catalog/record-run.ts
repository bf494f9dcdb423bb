import { resolve } from "node:path";
import type { EventBody, EventDetail, NewEvent, RecordedJob } from "../../catalog/event.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { Ports } from "../ports.ts";
import { catalogPath, hasCatalog, withCatalog } from "./catalog-place.ts";

/** What was done with a connector, as the catalog keeps it. */
export interface Told {
  readonly folder: string;
  readonly body: EventBody;
  readonly detail?: EventDetail;
}

export interface Run<Made> {
  readonly job: RecordedJob;
  /** Absent: not known before it is done. */
  readonly folder?: string | undefined;
  tell(made: Made): Promise<Told>;
}

/**
 * Does the work, and has the catalog remember how it went where the connector is in it. The catalog never makes a run fail:
 * what can't be recorded is only said.
 */
export async function recordRun<Made>(run: Run<Made>, ports: Ports, work: () => Promise<Made>): Promise<Made> {
  const path = catalogPath(undefined, ports);
  if (!hasCatalog(path)) return work();
  const started = performance.now();
  try {
    const made = await work();
    await softly(ports, async () => record(await run.tell(made), started, path, ports));
    return made;
  } catch (cause) {
    const { folder, job } = run;
    // A wrong call says nothing of the connector.
    const isTelling = folder !== undefined && !(cause instanceof Failure && cause.kind === "misuse");
    if (isTelling) {
      const { scrubbed } = await import("./scrubbed.ts");
      const message = scrubbed(cause instanceof Failure ? cause.message : `a fault of ours: ${String(cause)}`);
      await softly(ports, () => record({ folder, body: { kind: "failed", job, message } }, started, path, ports));
    }
    throw cause;
  }
}

async function record({ folder, body, detail = {} }: Told, started: number, path: string, ports: Ports): Promise<void> {
  const { readAgain, timeOf } = await import("./keep-entry.ts");
  await withCatalog(path, async (store) => {
    const entry = (await store.entries()).find((one) => one.folder === resolve(folder));
    if (!entry) return;
    const event: NewEvent = {
      at: timeOf(ports).toISOString(),
      by: ports.by ?? "hand",
      milliseconds: Math.round(performance.now() - started),
      ...body,
    };
    await store.append(entry.id, event, detail);
    await readAgain(entry, store, ports);
  });
}

async function softly(ports: Ports, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    ports.progress(`the catalog was not told: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
