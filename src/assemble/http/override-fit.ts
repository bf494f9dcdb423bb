import type { Collector } from "../../diagnostics/collector.ts";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { Overrides, StreamOverride } from "../../model/overrides.ts";
import type { Param } from "../../model/pagination.ts";
import type { FieldPath } from "../../model/values.ts";
import { pagingParams } from "./paging-params.ts";

/** Reports each word of the user that the documents no longer bear out; it is still obeyed. */
export function reportMisfits(overrides: Overrides, streams: readonly ListedStream[], collector: Collector): void {
  const byName = new Map(streams.map((listed) => [listed.name, listed]));
  for (const [name, said] of Object.entries(overrides.streams ?? {})) {
    const listed = byName.get(name);
    if (listed) reportStreamMisfits(listed, said, collector);
    else
      collector.report("assemble/override-unknown-stream", { stream: name, known: nearest(name, [...byName.keys()]) });
  }
}

function reportStreamMisfits(listed: ListedStream, said: StreamOverride, collector: Collector): void {
  const misfit = (place: string, found: string) =>
    collector.report("assemble/override-misfit", { stream: listed.name, place, found }, listed.operation.at);
  for (const param of paramsOf(said)) {
    if (!declares(listed.operation, param)) misfit(`${param.in} parameter "${param.name}"`, "no such parameter");
  }
  const body = listed.media?.schema;
  if (said.records && body && !resolves(body, said.records))
    misfit(`records at ${dotted(said.records)}`, "no such place");
  const fields = [...(said.primaryKey ?? []), ...(said.incremental ? [said.incremental.cursorField] : [])];
  for (const field of fields) {
    if (listed.record && !resolves(listed.record, field)) misfit(`field ${dotted(field)}`, "no such field");
  }
}

function paramsOf(said: StreamOverride): Param[] {
  const paging = said.pagination ? pagingParams(said.pagination) : [];
  const cursor = said.incremental?.request ? [said.incremental.request] : [];
  return [...paging, ...cursor, ...(said.parents ?? []).map(({ param }) => param)];
}

function declares(operation: OperationFact, param: Param): boolean {
  // A body's fields are not looked at: their schemas are often left out.
  if (param.in === "body") return true;
  return operation.parameters.some((declared) => declared.in === param.in && param.name.startsWith(declared.name));
}

function resolves(view: SchemaView, path: FieldPath): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  const branches = [view, ...view.alternatives];
  return branches.some((branch) => {
    const inside = step === "*" ? inner(branch) : branch.properties.get(step);
    if (inside) return resolves(inside, rest);
    return branch.additionalProperties === true || (branch.types.length === 0 && branch.properties.size === 0);
  });
}

function inner(view: SchemaView): SchemaView | undefined {
  return view.items ?? (typeof view.additionalProperties === "object" ? view.additionalProperties : undefined);
}

const dotted = (path: FieldPath): string => (path.length === 0 ? "the root" : path.join("."));

/** The known name that starts most like the given one; a hint for typing errors. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const common = (other: string) => [...name].findIndex((letter, at) => other[at] !== letter);
  const score = (other: string) => (common(other) === -1 ? name.length : common(other));
  return [...known].sort((a, b) => score(b) - score(a))[0];
}
