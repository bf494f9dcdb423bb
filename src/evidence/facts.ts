import type { DatabaseFacts } from "./database-facts.ts";
import type { FileFacts } from "./file-facts.ts";
import type { HttpFacts } from "./http-facts.ts";

/** What documents say about a source of any kind. */
export type Facts = HttpFacts | DatabaseFacts | FileFacts;
