import type { ConnectorModel } from "../model/connector-model.ts";
import type { TableAccess } from "../model/database.ts";
import { asRecords } from "../model/file-record.ts";
import { atTop, type Stream } from "../model/stream.ts";

/** More streams than these are represented by one of each shape. */
const ALL_UP_TO = 15;
const FEW = 8;

export interface Sampling {
  /** Read in full. */
  readonly streams: readonly Stream[];
  /** Meet faults: one of each way of paging. Their parents are not among them unless they stand for themselves. */
  readonly few: readonly Stream[];
  /** Absent: every stream that is built is read. */
  readonly sample?: Sample;
}

/** What was left out, so that nobody takes a part for the whole. */
export interface Sample {
  /** Streams that are built. */
  readonly of: number;
  /** shape: one of each, by us; named: by the user. */
  readonly by: "shape" | "named";
  /** Streams that can't be tried: each of their lists would look cut off, or nothing is known of their records. */
  readonly untried: readonly string[];
}

/** Which streams a connector is tried on; the same ones for the same model. `narrow`: troubles meet one of them. */
export function sampleStreams(model: ConnectorModel, named: readonly string[] | undefined, narrow = false): Sampling {
  const offered = model.streams.filter((stream) => (named ? named.includes(stream.name) : stream.selected));
  const readable = offered.filter(isReadable);
  const streams =
    named || readable.length <= ALL_UP_TO ? readable : oneOfEach(readable, (stream) => shape(model, stream));
  const shown = inOrder(model, streams).map(asFrameworksSee);
  const of = model.streams.filter(({ selected }) => selected).length;
  const untried = offered.filter((stream) => !isReadable(stream)).map(({ name }) => name);
  return {
    streams: shown,
    few: fewOf(shown, narrow),
    ...(streams.length < of && { sample: { of, by: named ? "named" : "shape", untried } }),
  };
}

const asFrameworksSee = (stream: Stream): Stream => asRecords(atTop(stream));

/** Where one must do, it is one that is led from page to page by the source: most can go wrong there. */
function fewOf(streams: readonly Stream[], narrow: boolean): Stream[] {
  const few = oneOfEach(streams, pagingKind);
  if (!narrow) return few.slice(0, FEW);
  const led = few.find((stream) => /^(?:cursor|next-url|link-header)/.test(pagingKind(stream)));
  const chosen = led ?? few.find((stream) => !/^(?:none|unknown)/.test(pagingKind(stream))) ?? few[0];
  return chosen ? [chosen] : [];
}

/**
 * Where pages are of one record and the next one isn't known, every list that isn't empty looks cut off; records of
 * which no field is known can't be made.
 */
function isReadable({ access, schema }: Stream): boolean {
  if (access.kind === "table" || access.kind === "file") return true;
  if (access.kind !== "http") return false;
  if (!schema.properties && !schema.anyOf) return false;
  return !(access.pagination.kind === "unknown" && access.pagination.pageSize === 1);
}

/** The chosen streams and all that they need as parents, in the model's order. */
export function withParents(model: ConnectorModel, streams: readonly Stream[]): Stream[] {
  const found = new Set<string>();
  const visit = (stream: Stream | undefined) => {
    if (!stream || found.has(stream.name)) return;
    found.add(stream.name);
    for (const link of stream.parents) visit(model.streams.find(({ name }) => name === link.stream));
  };
  for (const stream of streams) visit(stream);
  return model.streams.filter(({ name }) => found.has(name));
}

function inOrder(model: ConnectorModel, streams: readonly Stream[]): Stream[] {
  return model.streams.filter((stream) => streams.includes(stream));
}

function oneOfEach(streams: readonly Stream[], shapeOf: (stream: Stream) => string): Stream[] {
  const seen = new Set<string>();
  return streams.filter((stream) => {
    const text = shapeOf(stream);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function shape(model: ConnectorModel, stream: Stream): string {
  const { incremental } = stream;
  const cursor = incremental
    ? `${incremental.format.kind} ${incremental.request ? incremental.request.in : "none"}`
    : "";
  const { access } = stream;
  const method = access.kind === "http" ? access.method : access.kind;
  return [paging(stream), depth(model, stream), cursor, method, stream.lifted ? "lifted" : ""].join("|");
}

/** Its key, its cursor, and the kinds of values that it has. */
function tableShape({ incremental }: Stream, { columns, chunkBy = [] }: TableAccess): string {
  const family = (name: string) => /^[a-z_]+/.exec(columns.find((column) => column.name === name)?.type ?? "")?.[0];
  const cursor = columns.find(({ name, field }) => (field ?? name) === incremental?.cursorField[0]);
  return JSON.stringify([chunkBy.map(family), incremental?.format.kind, cursor?.type, cursor?.nullable]);
}

function paging(stream: Stream): string {
  const pagination = stream.access.kind === "http" ? stream.access.pagination : undefined;
  const stop = pagination && "stop" in pagination ? pagination.stop.kind : "";
  return `${pagingKind(stream)} ${stop}`;
}

function pagingKind(stream: Stream): string {
  const { access } = stream;
  if (access.kind === "table") return tableShape(stream, access);
  if (access.kind === "file") return `${access.format.kind} ${access.compression} ${access.content}`;
  if (access.kind !== "http") return access.kind;
  const { pagination } = access;
  return pagination.kind === "cursor" ? `cursor from ${pagination.next.from}` : pagination.kind;
}

/** How many parents lie above one another. */
export function depth(model: ConnectorModel, stream: Stream): number {
  const above = stream.parents.map((link) => {
    const parent = model.streams.find(({ name }) => name === link.stream);
    return parent ? 1 + depth(model, parent) : 0;
  });
  return Math.max(0, ...above);
}
