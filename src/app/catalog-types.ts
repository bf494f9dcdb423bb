/** For surfaces, which don't see the catalog itself. */

export type { ProbedFact, RecordedVerdict, StreamLine } from "../catalog/entry.ts";
export { type CatalogEvent, jobs, outcomeOf } from "../catalog/event.ts";
export { type Health, type HealthLevel, healthLevels } from "../catalog/health.ts";
export type { Schedule } from "../catalog/schedule.ts";
export type { CatalogStore } from "../catalog/store.ts";
