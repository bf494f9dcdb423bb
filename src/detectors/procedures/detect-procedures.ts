import { candidate } from "../../evidence/confidence.ts";
import type { DetectedProcedure } from "../../evidence/database-detection.ts";
import type { RoutineFact } from "../../evidence/database-facts.ts";
import type { Evidence } from "../../evidence/finding.ts";
import type { ProcedureAccess, ProcedureParameter } from "../../model/database.ts";
import { type Catalog, canonicalType } from "../tables/canonical-type.ts";
import { plainName } from "../tables/change-names.ts";
import { recordSchema } from "../tables/record-schema.ts";
import type { Effects } from "./routine-effects.ts";
import type { RoutineOutput } from "./routine-output.ts";

/** A report as a stream: on request only, since calling a routine is for the user to decide. */
export function detectProcedure(
  stream: string,
  routine: RoutineFact,
  found: { output: RoutineOutput; effects: Effects },
  catalog: Catalog,
): DetectedProcedure {
  const { output, effects } = found;
  const evidence: Evidence[] = [
    { signal: "procedures/report", weight: 0.8, says: output.because, at: routine.at },
    { signal: "procedures/on-request", weight: 0.8, says: "routines are called only when they are chosen" },
    { signal: "procedures/effects", weight: 0.6, says: effects.because, ...(effects.at ? { at: effects.at } : {}) },
  ];
  const [first] = output.results;
  const record = recordSchema(output.results.length === 1 ? uniquely(first?.columns ?? []) : [], new Map());
  return {
    stream,
    description: undefined,
    offered: { about: "stream", stream, ...candidate(false, evidence), rivals: [] },
    record: output.results.length === 1 ? record : { type: "object" },
    at: routine.at,
    access: {
      kind: "procedure",
      ...(routine.schema === undefined ? {} : { schema: routine.schema }),
      ...(routine.package === undefined ? {} : { package: routine.package }),
      name: routine.name,
      call: output.call,
      parameters: parametersOf(routine, output, catalog),
      output: output.output,
      results: output.results,
      effects: effects.kind,
    },
  };
}

/** A result may have two columns of one name. */
function uniquely<One extends { readonly name: string }>(columns: readonly One[]): One[] {
  return columns.filter(({ name }, at) => columns.findIndex((one) => one.name === name) === at);
}

function parametersOf(routine: RoutineFact, { output, call }: RoutineOutput, catalog: Catalog): ProcedureParameter[] {
  // OUT parameters of a function that is selected from are its columns.
  const asColumns = output === "rows" && call === "table-function";
  return routine.parameters
    .filter(({ mode }) => !(asColumns && mode === "out"))
    .map(({ name, mode, type, default: preset }) => {
      const canonical = canonicalType(type, catalog);
      const role = mode === "out" ? undefined : roleOf(name, canonical);
      return {
        name: name.replace(/^@/, ""),
        mode,
        type: canonical,
        ...(preset === undefined ? {} : { default: preset }),
        ...(role === undefined ? {} : { role }),
      };
    });
}

const FIRST =
  /^(?:p|i|in|v|par|param)?(?:date|datum|dt|day|time|period|fecha|data|tag)?(?:from|start|begin|since|after|min|first|von|ab|beginn|desde|inicio|debut|dal|di|van|low|lower)(?:date|datum|dt|day|time|at|ts|period|tag|fecha|data)?$/;
const LAST =
  /^(?:p|i|in|v|par|param)?(?:date|datum|dt|day|time|period|fecha|data|tag)?(?:to|till|until|thru|through|end|before|max|last|bis|ende|hasta|fin|al|tot|high|upper)(?:date|datum|dt|day|time|at|ts|period|tag|fecha|data)?$/;

function roleOf(name: string, type: string): ProcedureAccess["parameters"][number]["role"] {
  const plain = plainName(name);
  const isTime = /^(?:date|timestamp)/.test(type);
  if (isTime && FIRST.test(plain)) return "window-start";
  return isTime && LAST.test(plain) ? "window-end" : "filter";
}
