import type { OperationFact } from "../evidence/http-facts.ts";
import type { Pagination } from "../model/pagination.ts";
import type { Answer, Change, ChangeAbout, HttpStream, Matching, Side } from "./change.ts";
import type { CompareRecords } from "./compare-records.ts";
import { documentedParameters, parameterKey } from "./documented-parameter.ts";
import { pagingChanges } from "./paging-changes.ts";
import { parameterChanges, type StreamChange } from "./parameter-changes.ts";
import { recordChanges } from "./record-changes.ts";
import type { Nodes } from "./schema-node.ts";
import { sentParameters } from "./sent-parameters.ts";

/** What all streams of one connector are compared with. */
export interface Comparing {
  readonly old: { readonly side: Side; readonly nodes: Nodes };
  readonly now: { readonly side: Side; readonly nodes: Nodes };
  readonly compare: CompareRecords;
  /** Names under which credentials are sent, in small letters. */
  readonly credentials: ReadonlySet<string>;
}

/** All that changed about one stream that is still there. */
export function streamChanges({ stream, was, is }: Matching, comparing: Comparing): readonly Change[] {
  const { old, now, credentials } = comparing;
  const before = { answer: old.side.answer(was), nodes: old.nodes, parameters: documentedParameters(was, old.nodes) };
  const after = { answer: now.side.answer(is), nodes: now.nodes, parameters: documentedParameters(is, now.nodes) };
  const spotted = old.side.spotted(was);
  const changes: readonly StreamChange[] = [
    ...deprecation(was, is),
    ...records(stream, [was, before.answer], [is, after.answer], comparing),
    ...parameterChanges({
      sent: sentParameters(stream, spotted),
      old: before.parameters,
      now: after.parameters,
      credentials,
      roles: rolesIn(now.side, is),
    }),
    ...pagingChanges({
      pagination: stream.access.pagination,
      pointers: spotted.pointers,
      found: pagingFound(now.side, is),
      old: before,
      now: after,
    }),
  ];
  return changes.map((change) => ({ ...change, stream: was.path, name: stream.name }));
}

function deprecation(was: OperationFact, is: OperationFact): StreamChange[] {
  if (was.deprecated || !is.deprecated) return [];
  const evidence = { old: false, new: true, oldAt: was.at, newAt: is.at };
  return [{ class: "risky", about: "endpoint", detail: "the stream is marked as deprecated", evidence }];
}

type Answered = readonly [OperationFact, Answer | undefined];

function records(
  stream: HttpStream,
  [was, before]: Answered,
  [is, after]: Answered,
  { old, now, compare }: Comparing,
): readonly StreamChange[] {
  if (!before?.media.schema) return [];
  if (!after?.media.schema) return [undocumented(before, is)];
  const listed = (side: Side, operation: OperationFact) =>
    side.detection.streams.find((one) => one.operation === operation);
  const analysed = listed(old.side, was);
  return recordChanges({
    stream,
    old: old.nodes(before.media.schema),
    now: now.nodes(after.media.schema),
    foundAt: listed(now.side, is)?.recordsPath,
    analysed: analysed ? old.side.detection.schema(analysed) : stream.schema,
    compare,
  });
}

function undocumented({ response }: Answer, is: OperationFact): StreamChange {
  return {
    class: "risky",
    about: "records",
    detail: "the documents no longer say what is answered",
    evidence: { old: response.status, new: null, oldAt: response.at, newAt: is.at },
  };
}

function pagingFound({ detection }: Side, operation: OperationFact): Pagination | undefined {
  const name = detection.streams.find((one) => one.operation === operation)?.name;
  return detection.pagination.find(({ stream }) => stream === name)?.value;
}

/** What the new document's parameters are found to be for. */
function rolesIn({ detection }: Side, operation: OperationFact): ReadonlyMap<string, ChangeAbout> {
  const name = detection.streams.find((one) => one.operation === operation)?.name;
  const roles = new Map<string, ChangeAbout>();
  const pagination = detection.pagination.find(({ stream }) => stream === name)?.value;
  for (const param of Object.values(pagination ?? {})) if (isParam(param)) roles.set(parameterKey(param), "pagination");
  const request = detection.incremental.find(({ stream }) => stream === name)?.value?.request;
  for (const param of request ? [request, ...(request.until ? [request.until] : [])] : [])
    roles.set(parameterKey(param), "incremental");
  return roles;
}

function isParam(value: unknown): value is { readonly name: string; readonly in: "query" | "header" | "body" } {
  return typeof value === "object" && value !== null && "in" in value && "name" in value;
}
