import { candidate } from "../../evidence/confidence.ts";
import type { Candidate } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { ParentLink } from "../../model/stream.ts";
import type { FieldPath } from "../../model/values.ts";
import type { OpenParameter } from "./open-parameters.ts";

/** The parent whose answer the document shows the parameter's value to be taken from. */
export function shownParent(
  param: OpenParameter,
  stream: ListedStream,
  streams: ReadonlyMap<string, ListedStream>,
): Candidate<ParentLink> | undefined {
  const shown = param.fact.filledFrom;
  const parent = shown && [...streams.values()].find((one) => one !== stream && one.operation.id === shown.operation);
  const field = parent && fieldBelow(shown.path, parent.recordsPath);
  if (!parent || !field) return undefined;
  const says = "the document takes its value from that list's answer";
  const evidence = { signal: "parents/shown", weight: 0.95, says, at: shown.at };
  const value = { stream: parent.name, field, param: { name: param.fact.name, in: placeOf(param) } };
  return candidate<ParentLink>(value, [evidence]);
}

/** The path within one record; elements are no steps. */
function fieldBelow(path: FieldPath, recordsPath: FieldPath | undefined): FieldPath | undefined {
  const steps = path.filter((step) => !/^\d+$/.test(step));
  const records = (recordsPath ?? []).filter((step) => step !== "*");
  if (recordsPath === undefined || steps.length <= records.length) return undefined;
  return records.every((step, at) => steps[at] === step) ? steps.slice(records.length) : undefined;
}

export function placeOf({ fact }: OpenParameter): "path" | "query" | "header" {
  return fact.in === "path" || fact.in === "header" ? fact.in : "query";
}
