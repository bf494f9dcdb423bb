import type { Collector } from "../../diagnostics/collector.ts";
import type { DialectSyntax } from "./dialect-syntax.ts";
import type { SchemaDraft } from "./schema-draft.ts";

/** A change of something that may be defined only later, in another file. */
export type Deferred = () => void;

/** What reading a document's statements changes as it goes on. */
export interface DocumentReading {
  readonly schema: SchemaDraft;
  readonly document: string;
  readonly syntax: DialectSyntax;
  readonly collector: Collector;
  /** Where names without a schema belong from here on. */
  currentSchema: string | undefined;
  defer(change: Deferred): void;
  /** Reads the statements of a string that the script executes. */
  readText(text: string, firstLine: number): void;
}
