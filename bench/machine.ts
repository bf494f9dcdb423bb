import { cpus, totalmem } from "node:os";

/** What the figures were measured on. */
export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? "unknown processor"}, ${memory} GiB, ${process.platform}, Node ${process.version}`;
}
