import type { DatabaseDetection } from "../evidence/database-detection.ts";
import type { DatabaseFacts, RelationFact, RoutineFact } from "../evidence/database-facts.ts";
import { detectProcedure } from "./procedures/detect-procedures.ts";
import { createEffects } from "./procedures/routine-effects.ts";
import { type RoutineOutput, routineOutput } from "./procedures/routine-output.ts";
import { createCatalog } from "./tables/canonical-type.ts";
import { databaseStreamNames } from "./tables/database-stream-names.ts";
import { detectTable, historyTables, leftOut } from "./tables/detect-tables.ts";
import { triggeredSettings } from "./tables/table-view.ts";

interface Report {
  readonly routine: RoutineFact;
  readonly output: RoutineOutput;
}

/** Facts about a database → all findings about it. */
export function detectDatabase(facts: DatabaseFacts): DatabaseDetection {
  const catalog = createCatalog(facts);
  const effectsOf = createEffects(facts);
  const context = { catalog, settingsOf: triggeredSettings(facts), histories: historyTables(facts.relations) };
  const left: { operation: string; because: string }[] = [];
  const relations: RelationFact[] = [];
  const virtual = new Set(facts.relations.filter(({ type }) => type === "virtual-table").map(({ name }) => name));
  for (const relation of facts.relations) {
    const because = leftOut(relation, virtual);
    if (because === undefined) relations.push(relation);
    else left.push({ operation: shownName(relation), because });
  }
  const reports: Report[] = [];
  for (const routine of facts.routines) {
    const effects = effectsOf(routine);
    const output =
      isTriggered(routine) || routine.private ? undefined : routineOutput({ routine, catalog, effects, facts });
    if (output && effects.kind !== "writes") reports.push({ routine, output });
    else left.push({ operation: shownName(routine), because: reasonOf(routine, output, effects.because) });
  }
  const names = databaseStreamNames([...relations, ...reports.map(({ routine }) => routine)]);
  const nameAt = (at: number) => names[at] ?? "object";
  return {
    tables: relations.map((relation, at) => detectTable(nameAt(at), relation, context)),
    procedures: reports.map(({ routine, output }, at) =>
      detectProcedure(nameAt(relations.length + at), routine, { output, effects: effectsOf(routine) }, catalog),
    ),
    left,
  };
}

function isTriggered({ returns }: RoutineFact): boolean {
  return returns?.kind === "value" && /^(?:TRIGGER|EVENT_TRIGGER|OPAQUE)$/.test(returns.type.name);
}

function reasonOf(routine: RoutineFact, output: RoutineOutput | undefined, effects: string): string {
  if (isTriggered(routine)) return "a function that triggers run";
  if (routine.private) return "only its own package can call it";
  return output
    ? effects
    : routine.kind === "function"
      ? "a function that gives one value"
      : `it gives no rows: ${effects}`;
}

function shownName({ schema, name, ...more }: RelationFact | RoutineFact): string {
  return [schema, "package" in more ? more.package : undefined, name].filter((part) => part !== undefined).join(".");
}
