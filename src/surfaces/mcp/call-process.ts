import { systemPorts } from "../../app/system-ports.ts";
import { Failure } from "../../diagnostics/failure.ts";
import { oneLine } from "./answer-size.ts";
import type { Call, Order, Told } from "./calls.ts";
import { guardedPorts, refuseLinksOut } from "./guarded-ports.ts";
import { tools } from "./tools/registry.ts";

/** Runs one call in a process of its own, so that a document that takes long, or all memory, harms no other call. */
const LONGEST_ERROR = 1500;

const cancelling = new AbortController();
const cancel = (): void => cancelling.abort(new Failure("unusable", "cancelled"));

/** Resolves when the server has it; a server that is gone needs nothing. */
const tell = (told: Told): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(told, () => resolve());
    else resolve();
  });

async function run({ tool: name, given, roots, allowedOrigins }: Call): Promise<Told> {
  const tool = tools.find((one) => one.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  const ports = guardedPorts(
    systemPorts((line) => tell({ kind: "progress", line: oneLine(line) })),
    {
      roots,
      allowedOrigins,
      signal: cancelling.signal,
      onHold: (isHeld) => tell({ kind: "hold", isHeld }),
    },
  );
  const context = { ports, allowedOrigins, refuseLinksOut: (folder: string) => refuseLinksOut(folder, roots) };
  return { kind: "done", value: await tool.run(given, context) };
}

function failed(error: unknown): Told {
  if (error instanceof Failure) {
    const details = error.details.length === 0 ? "" : ` (${error.details.join("; ")})`;
    return { kind: "failed", message: oneLine(error.message + details, LONGEST_ERROR) };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: "failed", message: oneLine(`a fault of ours, please report it: ${reason}`, LONGEST_ERROR) };
}

process.on("message", async (order: Order) => {
  if (order.kind === "cancel") return cancel();
  await tell(await run(order.call).catch(failed));
  if (process.connected) process.disconnect();
});
process.on("disconnect", cancel);
