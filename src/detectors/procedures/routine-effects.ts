import type { ActionFact, BodyFact, DatabaseFacts, ObjectName, RoutineFact } from "../../evidence/database-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { ProcedureAccess } from "../../model/database.ts";

/** What a call of a routine changes, through all that it calls, and the place that proves it. */
export interface Effects {
  readonly kind: ProcedureAccess["effects"];
  readonly because: string;
  readonly at: SourceRef | undefined;
  /** Temporary tables of the schema that it fills. */
  readonly filled: readonly ObjectName[];
}

interface Context {
  readonly byName: ReadonlyMap<string, readonly RoutineFact[]>;
  /** Temporary tables of the schema, which belong to a session. */
  readonly temporary: ReadonlyMap<string, ObjectName>;
  readonly decided: Map<RoutineFact, Effects>;
  readonly underWay: Set<RoutineFact>;
}

const NONE: Effects = { kind: "none", because: "it only reads", at: undefined, filled: [] };

/** Decides for each routine once. */
export function createEffects(facts: DatabaseFacts): (routine: RoutineFact) => Effects {
  const byName = new Map<string, RoutineFact[]>();
  for (const routine of facts.routines) {
    const key = routine.name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), routine]);
  }
  const temporary = facts.relations.filter(({ type }) => type === "temporary-table");
  const context: Context = {
    byName,
    temporary: new Map(temporary.map((one) => [one.name.toLowerCase(), one])),
    decided: new Map(),
    underWay: new Set(),
  };
  return (routine) => effectsOf(routine, context);
}

function effectsOf(routine: RoutineFact, context: Context): Effects {
  const { decided, underWay } = context;
  const known = decided.get(routine);
  if (known) return known;
  // What calls itself adds nothing to what it does.
  if (underWay.has(routine)) return NONE;
  underWay.add(routine);
  const found = routine.body ? ofBody(routine, routine.body, context) : ofHidden(routine);
  underWay.delete(routine);
  decided.set(routine, found);
  return found;
}

const WORST_FIRST = ["writes", "unknown", "own-temporary-tables"] as const;

function ofBody(routine: RoutineFact, { actions, ownTables }: BodyFact, context: Context): Effects {
  const own = new Set(ownTables.map(({ name }) => name.toLowerCase()));
  const all = actions.flatMap((action) => ofAction(action, own, routine, context) ?? []);
  const filled = all.flatMap((one) => one.filled);
  for (const kind of WORST_FIRST) {
    const worst = all.find((one) => one.kind === kind);
    if (worst) return { ...worst, filled };
  }
  const because = "it fills only tables of its own";
  return own.size > 0 ? { kind: "own-temporary-tables", because, at: undefined, filled } : { ...NONE, filled };
}

function ofAction(
  action: ActionFact,
  own: ReadonlySet<string>,
  routine: RoutineFact,
  context: Context,
): Effects | undefined {
  if (action.kind === "write") return ofWrite(action, own, context);
  if (action.kind === "call") return ofCall(action, routine, context);
  if (action.kind !== "dynamic") return undefined;
  return {
    kind: "unknown",
    because: "it runs a statement that is put together at run time",
    at: action.at,
    filled: [],
  };
}

function ofCall(
  { routine: called, as, at }: Extract<ActionFact, { kind: "call" }>,
  caller: RoutineFact,
  context: Context,
): Effects | undefined {
  const callees = calleesOf(called, caller, context);
  const effects = callees.filter((one) => one !== caller).map((one) => effectsOf(one, context));
  const worst = effects.find(({ kind }) => kind === "writes") ?? effects.find(({ kind }) => kind !== "none");
  if (worst) return { ...worst, because: `it calls ${called.name}: ${worst.because}`, at };
  if (callees.length > 0 || as === "expression" || HARMLESS.test(called.name)) return undefined;
  return { kind: "unknown", because: `it calls ${called.name}, which the text doesn't hold`, at, filled: [] };
}

function ofWrite(
  { verb, table, at }: Extract<ActionFact, { kind: "write" }>,
  own: ReadonlySet<string>,
  { temporary }: Context,
): Effects {
  const name = table?.name ?? "";
  if (/^[#@]/.test(name) || own.has(name.toLowerCase()))
    return { kind: "own-temporary-tables", because: `it fills ${name}, which is its own`, at, filled: [] };
  const shared = temporary.get(name.toLowerCase());
  if (shared)
    return { kind: "own-temporary-tables", because: `it fills the temporary table ${name}`, at, filled: [shared] };
  const because = table ? `it writes (${verb} ${name})` : `it changes something (${verb})`;
  return { kind: "writes", because, at, filled: [] };
}

/** Of its own package first. A name that several routines have is all of them. */
function calleesOf({ name }: ObjectName, caller: RoutineFact, { byName }: Context): readonly RoutineFact[] {
  const alike = byName.get(name.toLowerCase()) ?? [];
  const beside = alike.filter((one) => one.package === caller.package);
  return beside.length > 0 ? beside : alike;
}

function ofHidden({ clauses }: RoutineFact): Effects {
  const reads = clauses.some((clause) => /^(?:READS|STABLE|IMMUTABLE)$/.test(clause));
  if (reads) return { ...NONE, because: "it is declared to only read" };
  return { kind: "unknown", because: "the text doesn't hold its body", at: undefined, filled: [] };
}

/** Procedures that every server brings along and that change nothing that lasts. */
const HARMLESS =
  /^(?:raise_application_error|sp_helptext|sp_xml_preparedocument|sp_xml_removedocument|raiserror|error_message|sp_executesql|dbms_output|dbms_lob|dbms_sql|dbms_utility|dbms_session|dbms_application_info|put_line|new_line|sleep|set_config)$/i;
