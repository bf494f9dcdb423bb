import { join } from "node:path";
import type { ProbeState } from "../../catalog/entry.ts";
import type { ProbeReport } from "../../probe/probe-report.ts";
import { readText } from "../folder/file-text.ts";
import type { Ports } from "../ports.ts";
import { scrubbed } from "./scrubbed.ts";

export const PROBE_FILE = "verification/probe.json";

/** What the live source said when it was last asked; nothing where it never was, or the report is none. */
export async function readProbe(folder: string, ports: Pick<Ports, "files">): Promise<ProbeState | undefined> {
  const path = join(folder, PROBE_FILE);
  const text = await readText(path, ports);
  const at = await ports.files.modified(path);
  if (text === undefined || at === undefined) return undefined;
  try {
    const { requests, probed }: ProbeReport = JSON.parse(text);
    return {
      at: new Date(at).toISOString(),
      requests,
      probed: probed.map(({ about, stream, outcome, detail }) => ({
        about,
        ...(stream !== undefined && { stream }),
        outcome,
        detail: scrubbed(detail),
      })),
    };
  } catch {
    return undefined;
  }
}
