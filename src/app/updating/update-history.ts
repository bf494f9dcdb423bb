import { join } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { Change, ChangeClass } from "../../drift/change.ts";
import type { StateEffect } from "../../drift/state-effects.ts";
import type { BreakingChange, TargetOptions } from "../../targets/target.ts";
import { readText } from "../folder/file-text.ts";
import type { Ports } from "../ports.ts";

const HISTORY_FILE = "updates/updates.json";

/** What the targets are told of a connector's releases. */
export type Release = Pick<TargetOptions, "connectorVersion" | "breakingChanges">;

export const FIRST_RELEASE: Release = { connectorVersion: "0.1.0" };

/** How much an update asks of those who use the connector; words: only what is generated around the same behaviour. */
export type UpdateClass = ChangeClass | "words";

/** One update that was put in place. */
export interface PastUpdate {
  readonly version: string;
  readonly before: string;
  readonly class: UpdateClass;
  readonly changes: readonly Pick<Change, "class" | "about" | "stream" | "name" | "detail">[];
  readonly state: readonly StateEffect[];
  /** Of a breaking one, for those who use the connector. */
  readonly breaking?: BreakingChange;
}

interface History {
  readonly updates: readonly PastUpdate[];
}

export async function readHistory(folder: string, ports: Pick<Ports, "files">): Promise<History> {
  const text = await readText(join(folder, HISTORY_FILE), ports);
  if (text === undefined) return { updates: [] };
  try {
    const { updates } = JSON.parse(text);
    return { updates: Array.isArray(updates) ? updates : [] };
  } catch (cause) {
    // Without it the connector would begin anew with its first version.
    throw new Failure(
      "unusable",
      `${join(folder, HISTORY_FILE)}: not valid JSON; bring it back as the last update wrote it`,
      { cause },
    );
  }
}

export async function writeHistory(folder: string, history: History, ports: Pick<Ports, "files">): Promise<void> {
  await ports.files.write(join(folder, HISTORY_FILE), `${JSON.stringify(history, null, 2)}\n`);
}

/** The connector's version and what its releases broke, as its updates say. */
export async function readRelease(folder: string, ports: Pick<Ports, "files">): Promise<Release> {
  return releaseOf((await readHistory(folder, ports)).updates);
}

export function releaseOf(updates: readonly PastUpdate[]): Release {
  const last = updates.at(-1);
  if (!last) return FIRST_RELEASE;
  return { connectorVersion: last.version, breakingChanges: updates.flatMap(({ breaking }) => breaking ?? []) };
}

/** breaking: the next major version; risky and additive: minor; words: patch. */
export function nextVersion(version: string, kind: UpdateClass): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  switch (kind) {
    case "breaking":
      return `${major + 1}.0.0`;
    case "risky":
    case "additive":
      return `${major}.${minor + 1}.0`;
    case "words":
      return `${major}.${minor}.${patch + 1}`;
  }
}
