import type { Collector } from "../../diagnostics/collector.ts";
import { nearestNames } from "../../diagnostics/nearest-names.ts";
import type { Detection } from "../../evidence/detection.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { Overrides, StreamOverride } from "../../model/overrides.ts";
import type { Pagination, Param } from "../../model/pagination.ts";
import type { ParentLink } from "../../model/stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { pagingParams } from "./paging-params.ts";

type ByName = ReadonlyMap<string, ListedStream>;

/** Reports each word of the user that the documents don't bear out; what can be obeyed still is. */
export function reportMisfits(overrides: Overrides, detection: Detection, collector: Collector): void {
  const byName: ByName = new Map(detection.streams.map((listed) => [listed.name, listed]));
  const doubtful = createDoubt(detection);
  for (const [name, said] of Object.entries(overrides.streams ?? {})) {
    const listed = byName.get(name);
    if (listed) reportStreamMisfits(listed, doubtful(name, said), byName, collector);
    else
      collector.report("assemble/override-unknown-stream", {
        stream: name,
        known: nearestNames(name, [...byName.keys()])[0],
      });
  }
  if (overrides.all) reportCommonMisfits(overrides, doubtful, byName, collector);
}

/** What of an override no candidate says: a value that the documents speak for, if only in prose, needs no look at schemas. */
type Doubt = (stream: string, said: StreamOverride) => StreamOverride;

/** The findings about what an override's key says. */
const FINDINGS = {
  records: "records",
  primaryKey: "primaryKeys",
  pagination: "pagination",
  incremental: "incremental",
  parents: "parents",
} as const;

function createDoubt(detection: Detection): Doubt {
  const isBorneOut = (stream: string, key: keyof typeof FINDINGS, value: string) => {
    const findings: readonly Finding<unknown>[] = detection[FINDINGS[key]];
    const candidates = findings.filter((one) => one.stream === stream).flatMap((one) => [one, ...one.rivals]);
    return candidates.some((candidate) => JSON.stringify(candidate.value) === value);
  };
  return (stream, said) => {
    const doubted = Object.entries(said).filter(
      ([key, value]) => !(isKey(key) && isBorneOut(stream, key, JSON.stringify(value))),
    );
    return Object.fromEntries(doubted);
  };
}

function isKey(key: string): key is keyof typeof FINDINGS {
  return Object.hasOwn(FINDINGS, key);
}

/** Something that an override speaks of and that the documents don't show. */
interface Misfit {
  readonly place: string;
  readonly found: string;
  /** What was probably meant. */
  readonly near?: string | undefined;
}

function reportStreamMisfits(listed: ListedStream, said: StreamOverride, byName: ByName, collector: Collector): void {
  for (const link of said.parents ?? []) {
    if (byName.has(link.stream)) continue;
    const near = nearestNames(link.stream, [...byName.keys()])[0];
    collector.report("assemble/override-unknown-parent", { stream: listed.name, parent: link.stream, near });
  }
  for (const misfit of misfitsOf(listed, said, byName))
    collector.report("assemble/override-misfit", { stream: listed.name, ...misfit }, listed.operation.at);
}

/** What is said of all streams, one line for each thing that some of them don't have. */
function reportCommonMisfits(
  { all = {}, streams: own = {} }: Overrides,
  doubtful: Doubt,
  byName: ByName,
  collector: Collector,
): void {
  const concerned = [...byName.values()].filter(({ name, selected }) => own[name]?.selected ?? selected);
  const lacking = new Map<string, { readonly misfit: Misfit; readonly streams: string[] }>();
  for (const listed of concerned) {
    for (const misfit of misfitsOf(listed, doubtful(listed.name, without(all, own[listed.name])), byName)) {
      const held = lacking.get(misfit.place) ?? { misfit, streams: [] };
      held.streams.push(listed.name);
      lacking.set(misfit.place, held);
    }
  }
  for (const { misfit, streams } of lacking.values())
    collector.report("assemble/override-misfit-all", { ...misfit, streams, of: concerned.length });
}

/** What a stream's own entry doesn't say itself. */
function without(said: StreamOverride, own: StreamOverride | undefined): StreamOverride {
  return Object.fromEntries(Object.entries(said).filter(([key]) => !Object.hasOwn(own ?? {}, key)));
}

function misfitsOf(listed: ListedStream, said: StreamOverride, byName: ByName): Misfit[] {
  const params = paramsOf(said).filter((param) => !declares(listed.operation, param));
  return [
    ...params.map((param) => unknownParam(listed.operation, param)),
    ...unknownPlaces(listed.media?.schema, answerPlaces(said)),
    ...unknownPlaces(listed.record, recordPlaces(said)),
    ...(said.parents ?? []).flatMap((link) => unknownField(link, byName.get(link.stream))),
  ];
}

function unknownParam(operation: OperationFact, param: Param): Misfit {
  const known = operation.parameters.filter((declared) => declared.in === param.in).map(({ name }) => name);
  return {
    place: `${param.in} parameter "${param.name}"`,
    found: "no such parameter",
    near: nearestNames(param.name, known)[0],
  };
}

function unknownPlaces(view: SchemaView | undefined, places: readonly (readonly [string, FieldPath])[]): Misfit[] {
  if (!view) return [];
  return places
    .filter(([, path]) => !resolves(view, path))
    .map(([what, path]) => ({
      place: `${what} ${dotted(path)}`,
      found: "no such field",
      near: path.length === 1 ? nearestNames(path[0] ?? "", [...view.properties.keys()])[0] : undefined,
    }));
}

function unknownField(link: ParentLink, parent: ListedStream | undefined): Misfit[] {
  return unknownPlaces(parent?.record, [[`parent's field ${link.stream}:`, link.field]]);
}

/** Places in the answer that an override names. */
function answerPlaces({ records, pagination }: StreamOverride): [string, FieldPath][] {
  return [...(records ? [["records at", records] as [string, FieldPath]] : []), ...pagingPlaces(pagination)];
}

function pagingPlaces(pagination: Pagination | undefined): [string, FieldPath][] {
  if (!pagination) return [];
  const next: [string, FieldPath][] =
    pagination.kind === "cursor" && pagination.next.from === "body"
      ? [["next page at", pagination.next.path]]
      : pagination.kind === "next-url"
        ? [["next page at", pagination.path]]
        : [];
  const stop: [string, FieldPath][] =
    "stop" in pagination && "path" in pagination.stop ? [["end of the list at", pagination.stop.path]] : [];
  return [...next, ...stop];
}

/** Places in a record that an override names. */
function recordPlaces({ primaryKey, incremental, pagination }: StreamOverride): [string, FieldPath][] {
  const last = pagination?.kind === "cursor" && pagination.next.from === "last-record" ? [pagination.next.path] : [];
  const fields = [...(primaryKey ?? []), ...(incremental ? [incremental.cursorField] : []), ...last];
  return fields.map((field) => ["field", field]);
}

function paramsOf({ pagination, incremental, parents }: StreamOverride): Param[] {
  const request = incremental?.request;
  return [
    ...(pagination ? pagingParams(pagination) : []),
    ...(request ? [request] : []),
    ...(request?.until ? [request.until] : []),
    ...(parents ?? []).map(({ param }) => param),
  ];
}

function declares(operation: OperationFact, param: Param): boolean {
  // A body's fields are not looked at: their schemas are often left out.
  if (param.in === "body") return true;
  return operation.parameters.some(
    // `created[gte]` is a part of the parameter `created`.
    ({ name, in: place }) => place === param.in && (param.name === name || param.name.startsWith(`${name}[`)),
  );
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
