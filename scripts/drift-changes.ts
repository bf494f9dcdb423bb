import { decideSource, detectSource } from "../src/app/analyse.ts";
import type { Ports } from "../src/app/ports.ts";
import { documentSide } from "../src/app/updating/document-side.ts";
import type { Change } from "../src/drift/change.ts";
import { compareConnector } from "../src/drift/compare-connector.ts";

/** A document's name and bytes. */
export type Held = readonly [name: string, bytes: Uint8Array];

/** What a truth says of one change; a product's report is held against it. */
export interface Report {
  readonly class: string;
  readonly about: string | null;
  readonly stream: string | null;
  readonly evidence: { readonly old: unknown; readonly new: unknown };
  readonly successor?: string;
  readonly parameter?: string;
  readonly field?: string;
}

/** What `check` says of a connector that was built from the old document. */
export async function changesBetween(old: Held, now: Held): Promise<readonly Change[]> {
  const before = await read(old);
  const { model } = decideSource(before, {});
  return compareConnector(model, documentSide(before), documentSide(await read(now))).changes;
}

async function read([name, bytes]: Held) {
  const ports = {
    files: { read: async (path: string) => (path === name ? bytes : undefined), list: async () => undefined },
    fetch: undefined,
    progress: () => undefined,
  };
  // Reading touches nothing else of the world.
  return detectSource([name], { allowedOrigins: [] }, ports as unknown as Ports);
}

/** The report's own names are in what is said. */
export function namesAlike(change: Change, { evidence, parameter }: Report): boolean {
  const text = JSON.stringify([change.detail, change.evidence]);
  return wordsOf([evidence, parameter]).some((word) => text.includes(word));
}

function wordsOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "object") return Object.values(value).flatMap(wordsOf);
  const [word = ""] = String(value)
    .replace(/^(query|header):/, "")
    .split(":");
  return word.length > 1 ? [word] : [];
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}
