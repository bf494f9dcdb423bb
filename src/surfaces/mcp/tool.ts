import type { Ports } from "../../app/ports.ts";
import type { ObjectSchema } from "./schema-parts.ts";

/** What a tool of ours may touch. */
export interface ToolContext {
  readonly ports: Ports;
  /** Origins that the user lets documents be read from. */
  readonly allowedOrigins: readonly string[];
  /** Errors: a `Failure` where something in the folder leads out of the roots. */
  readonly refuseLinksOut: (folder: string) => Promise<void>;
}

/** What an agent is told of a tool's effects. */
export interface Effects {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
}

/** One use case of the app, offered to agents: it passes on and puts into words, and decides nothing. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effects: Effects;
  /** Whether it may read documents from allowed origins. */
  readonly readsDocuments: boolean;
  readonly input: ObjectSchema;
  readonly output: ObjectSchema;
  /** `given` fits the input schema. Errors: a `Failure` of one line. */
  run(given: unknown, context: ToolContext): Promise<Readonly<Record<string, unknown>>>;
}

interface Described<Given> extends Omit<Tool, "run"> {
  run(given: Given, context: ToolContext): Promise<Readonly<Record<string, unknown>>>;
}

/** `Given` is what the input schema says. */
export function defineTool<Given>(tool: Described<Given>): Tool {
  return { ...tool, run: (given, context) => tool.run(given as Given, context) };
}

export const READS: Effects = { readOnlyHint: true, destructiveHint: false, idempotentHint: true };
export const WRITES: Effects = { readOnlyHint: false, destructiveHint: false, idempotentHint: true };
export const REPLACES: Effects = { readOnlyHint: false, destructiveHint: true, idempotentHint: true };
