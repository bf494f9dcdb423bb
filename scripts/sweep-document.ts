import { analyse } from "../src/app/analyse.ts";
import { systemPorts } from "../src/app/system-ports.ts";
import { Failure } from "../src/diagnostics/failure.ts";
import type { ConnectorModel } from "../src/model/connector-model.ts";
import type { Stream } from "../src/model/stream.ts";

/** What became of one document. */
export type Swept = { readonly document: string; readonly ms: number } & (
  | { readonly outcome: "read"; readonly found: Found }
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "crashed"; readonly error: string }
);

interface Found {
  readonly streams: number;
  readonly selected: number;
  readonly left: number;
  readonly questions: number;
  /** The first alternative; `none decided` where it is asked for. */
  readonly auth: string;
  /** Of the selected streams, by kind. */
  readonly pagination: Readonly<Record<string, number>>;
  readonly withKey: number;
  readonly incremental: number;
  readonly withParents: number;
  /** Of the answer of `analyze --json`. */
  readonly bytes: number;
  /** How often each diagnostic came. */
  readonly diagnostics: Readonly<Record<string, number>>;
}

/** Analyses one document as `analyze --json` does, without the network. Never throws. */
export async function sweepDocument(path: string, document: string): Promise<Swept> {
  const start = performance.now();
  const ms = () => Math.round(performance.now() - start);
  try {
    const ports = { ...systemPorts(() => undefined), fetch: undefined };
    const { model, findings, questions, diagnostics, left } = await analyse(
      [path],
      { allowedOrigins: [], overrides: {} },
      ports,
    );
    const bytes = JSON.stringify({ model, findings, questions, diagnostics }).length;
    const codes = diagnostics.flatMap(({ code, times }) => Array.from({ length: times ?? 1 }, () => code));
    const found = {
      ...describe(model),
      left: left.length,
      questions: questions.length,
      bytes,
      diagnostics: countOf(codes),
    };
    return { document, ms: ms(), outcome: "read", found };
  } catch (cause) {
    if (cause instanceof Failure)
      return { document, ms: ms(), outcome: "refused", reason: cause.message.replace(path, "…") };
    return {
      document,
      ms: ms(),
      outcome: "crashed",
      error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    };
  }
}

function describe({ source, streams }: ConnectorModel): Omit<Found, "left" | "questions" | "bytes" | "diagnostics"> {
  const selected = streams.filter((stream) => stream.selected);
  return {
    streams: streams.length,
    selected: selected.length,
    auth: source.kind === "http" ? (source.auth[0]?.kind ?? "none decided") : source.kind,
    pagination: countOf(selected.map(paginationOf)),
    withKey: selected.filter(({ primaryKey }) => primaryKey.length > 0).length,
    incremental: selected.filter(({ incremental }) => incremental !== undefined).length,
    withParents: selected.filter(({ parents }) => parents.length > 0).length,
  };
}

function paginationOf({ access }: Stream): string {
  return access.kind === "http" ? access.pagination.kind : access.kind;
}

export function countOf(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
