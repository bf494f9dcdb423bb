import type { BaseUrl, Detection, StreamInputs } from "../../evidence/detection.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { Auth } from "../../model/auth.ts";
import type { Constant, ErrorRule } from "../../model/http.ts";
import type { Incremental } from "../../model/incremental.ts";
import type { Overrides, StreamOverride } from "../../model/overrides.ts";
import type { Pagination } from "../../model/pagination.ts";
import type { ParentLink } from "../../model/stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { type Decision, decide } from "../decide.ts";
import type { Asked, StreamDoubts } from "../questions.ts";

/** Everything that is decided about one stream before its place in the model is known. */
export interface StreamDecisions {
  readonly listed: ListedStream;
  readonly selected: Decision<boolean>;
  readonly records: Decision<FieldPath | undefined>;
  readonly primaryKey: Decision<readonly FieldPath[]>;
  readonly pagination: Decision<Pagination>;
  readonly incremental: Decision<Incremental | null>;
  readonly parents: Decision<readonly ParentLink[]>;
  readonly inputs: StreamInputs;
  readonly headers: readonly Constant[];
  readonly auth: readonly Auth[] | undefined;
  /** Where the stream is read elsewhere than the source's base URL. */
  readonly baseUrl: BaseUrl | undefined;
  readonly errors: readonly ErrorRule[] | undefined;
}

const NO_INPUTS: StreamInputs = { links: [], settings: [], constants: [] };

/** Gives the decisions about a stream; findings are indexed once for all. */
export function createStreamDecider(
  detection: Detection,
  overrides: Overrides,
): (listed: ListedStream) => StreamDecisions {
  const find = {
    offered: byStream(detection.offered),
    records: byStream(detection.records),
    primaryKeys: byStream(detection.primaryKeys),
    pagination: byStream(detection.pagination),
    incremental: byStream(detection.incremental),
    parents: byStream(detection.parents),
    inputs: byStream(detection.inputs),
    headers: byStream(detection.headers),
    auth: byStream(detection.auth),
    baseUrl: byStream(detection.streamBaseUrls),
    errors: byStream(detection.errors),
  };
  const known = new Set(detection.streams.map(({ name }) => name));
  return (listed) => {
    const { name } = listed;
    const said: StreamOverride = { ...overrides.all, ...overrides.streams?.[name] };
    const offered = find.offered.get(name);
    return {
      listed,
      selected: {
        value: said.selected ?? listed.selected,
        by: said.selected === undefined ? "finding" : "override",
        open: false,
        finding: offered && { ...offered, value: offered.value.selected, rivals: [] },
      },
      records: decideRecords(said.records, find.records.get(name), listed),
      primaryKey: decide({
        override: said.primaryKey,
        finding: find.primaryKeys.get(name),
        unknown: [],
        needed: false,
      }),
      pagination: decidePagination(said.pagination, find.pagination.get(name), listed),
      incremental: decide({
        override: said.incremental,
        finding: find.incremental.get(name),
        unknown: null,
        needed: false,
      }),
      parents: decide({
        // A parent that isn't there fills nothing; it is told as a misfit.
        override: said.parents?.filter((link) => known.has(link.stream)),
        finding: find.parents.get(name),
        unknown: [],
        needed: false,
      }),
      inputs: find.inputs.get(name)?.value ?? NO_INPUTS,
      headers: find.headers.get(name)?.value ?? [],
      auth: find.auth.get(name)?.value,
      baseUrl: find.baseUrl.get(name)?.value,
      errors: find.errors.get(name)?.value,
    };
  };
}

function byStream<Value>(findings: readonly Finding<Value>[]): ReadonlyMap<string, Finding<Value>> {
  return new Map(findings.flatMap((finding) => (finding.stream === undefined ? [] : [[finding.stream, finding]])));
}

function decideRecords(
  override: FieldPath | undefined,
  finding: Finding<FieldPath> | undefined,
  listed: ListedStream,
): Decision<FieldPath | undefined> {
  const decision = decide<FieldPath | undefined>({ override, finding, unknown: undefined, needed: listed.selected });
  // A doubtful place is still the best that can be read while the question is open.
  return decision.by === "nothing" ? { ...decision, value: finding?.value ?? listed.recordsPath } : decision;
}

function decidePagination(
  override: Pagination | undefined,
  finding: Finding<Pagination> | undefined,
  listed: ListedStream,
): Decision<Pagination> {
  if (!listed.many && override === undefined && finding === undefined) {
    return { value: { kind: "none" }, by: "finding", open: false, finding };
  }
  return decide<Pagination>({
    override,
    finding,
    unknown: { kind: "unknown" },
    isUnknown: ({ kind }) => kind === "unknown",
    needed: true,
  });
}

export function openDecisions(decisions: StreamDecisions): StreamDoubts {
  const all: readonly (readonly [Asked, Decision<unknown>])[] = [
    ["records", decisions.records],
    ["primary-key", decisions.primaryKey],
    ["pagination", decisions.pagination],
    ["incremental", decisions.incremental],
    ["parents", decisions.parents],
  ];
  return { stream: decisions.listed.name, open: all.filter(([, { open }]) => open) };
}
