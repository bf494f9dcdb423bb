import type { ConnectorModel } from "../model/connector-model.ts";
import { asPreciseAs, type CursorRank } from "../model/cursor-format.ts";
import { readPath, valueText } from "../model/field-path.ts";
import type { Stream } from "../model/stream.ts";
import type { FieldPath } from "../model/values.ts";
import type { Entry, Group } from "./entry.ts";
import { isSingle, listSize } from "./list-size.ts";
import { makeRecord } from "./make-record.ts";
import { hashOf } from "./random.ts";
import { type RecordRules, recordRules } from "./record-rules.ts";
import type { AdvanceOptions, SimulatedRecord } from "./simulated-source.ts";

/** All records of the source: what its lists answer from. */
export interface RecordStore {
  /** Records of a stream that hold this value (as text) at this place. */
  having(stream: string, field: FieldPath, text: string): readonly Entry[];
  /** Records under these parents, in the source's order. */
  list(stream: string, above: Readonly<Record<string, Entry>>): readonly Entry[];
  records(stream: string): readonly SimulatedRecord[];
  /** See `SimulatedSource.advance`. */
  advance(stream: string, count: number, options?: AdvanceOptions): readonly SimulatedRecord[];
  /** One more record at the head of the list (at its end where the list is in ascending order). */
  insert(stream: string, above: Readonly<Record<string, Entry>>): void;
}

export interface StoreOptions {
  readonly seed: number;
  readonly streams: readonly string[] | undefined;
  readonly counts: Readonly<Record<string, number>>;
  readonly pages: number;
  readonly pageSize: number;
  readonly awkwardKeys: boolean;
  /** Milliseconds since 1970 of the first cursor. */
  readonly start: number;
}

const DAY = 86_400_000;
const STEP = 27_420_000;
const FIRST_INTEGER = 100_001;

interface Shelf {
  readonly rules: RecordRules;
  readonly groups: Group[];
  readonly byParents: Map<string, Group>;
  /** Emptied whenever a record is made or changed. */
  readonly byValue: Map<string, ReadonlyMap<string, readonly Entry[]>>;
  /** Records made so far: the next serial. */
  made: number;
  /** Cursors lie this far apart. */
  step: number;
  newest: CursorRank;
}

export function createRecordStore(model: ConnectorModel, options: StoreOptions): RecordStore {
  const shelves = new Map<string, Shelf>();
  const arranged = new WeakMap<Group, readonly Entry[]>();
  const filled = new Set(options.streams ? withParents(model, options.streams) : model.streams.map(({ name }) => name));
  for (const stream of parentsFirst(model.streams)) {
    const shelf = emptyShelf(model, stream, options);
    shelves.set(stream.name, shelf);
    if (filled.has(stream.name)) fillShelf(shelf, parentsOf(stream, shelves), options);
  }
  const shelfOf = (stream: string): Shelf => {
    const shelf = shelves.get(stream);
    if (!shelf) throw new Error(`the model has no stream "${stream}"`);
    return shelf;
  };
  const inOrder = (shelf: Shelf, group: Group): readonly Entry[] => {
    const known = arranged.get(group);
    if (known) return known;
    const list = arrange(shelf.rules, group.entries);
    arranged.set(group, list);
    return list;
  };
  return {
    having(stream, field, text) {
      const shelf = shelfOf(stream);
      const key = JSON.stringify(field);
      const index = shelf.byValue.get(key) ?? indexed(shelf, field);
      shelf.byValue.set(key, index);
      return index.get(text) ?? [];
    },
    list(stream, above) {
      const shelf = shelfOf(stream);
      const group = shelf.byParents.get(parentsKey(above));
      return group ? inOrder(shelf, group) : [];
    },
    records(stream) {
      const shelf = shelfOf(stream);
      return shelf.groups.flatMap((group) => inOrder(shelf, group).map((entry) => entry.record));
    },
    advance(stream, count, { late = 0 } = {}) {
      const shelf = shelfOf(stream);
      const touched = advanceShelf(shelf, { count, late }, options);
      for (const group of shelf.groups) arranged.delete(group);
      return touched.map((entry) => entry.record);
    },
    insert(stream, above) {
      const shelf = shelfOf(stream);
      const group = shelf.byParents.get(parentsKey(above)) ?? addGroup(shelf, above);
      addEntry(shelf, group, { options, rank: nextRank(shelf, 1), order: -shelf.made });
      arranged.delete(group);
    },
  };
}

function indexed({ groups }: Shelf, field: FieldPath): ReadonlyMap<string, readonly Entry[]> {
  const entries = groups.flatMap((group) => group.entries);
  return Map.groupBy(entries, (entry) => valueText(readPath(entry.record, field)));
}

function parentsKey(above: Group["above"]): string {
  return Object.keys(above)
    .sort()
    .map((name) => `${name} ${above[name]?.serial}`)
    .join(", ");
}

function addGroup(shelf: Shelf, above: Group["above"]): Group {
  const group: Group = { above, entries: [] };
  shelf.groups.push(group);
  shelf.byParents.set(parentsKey(above), group);
  return group;
}

function emptyShelf(model: ConnectorModel, stream: Stream, options: StoreOptions): Shelf {
  const rules = recordRules(model, stream);
  const integer = stream.incremental?.format.kind === "integer";
  return {
    rules,
    groups: [],
    byParents: new Map(),
    byValue: new Map(),
    made: 0,
    step: integer ? 1 : STEP,
    newest: integer ? FIRST_INTEGER - 1 : options.start,
  };
}

function withParents(model: ConnectorModel, names: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const link of model.streams.find((stream) => stream.name === name)?.parents ?? []) visit(link.stream);
  };
  names.forEach(visit);
  return [...found];
}

function parentsFirst(streams: readonly Stream[]): Stream[] {
  const sorted: Stream[] = [];
  const visit = (stream: Stream, path: readonly string[]) => {
    if (sorted.includes(stream)) return;
    if (path.includes(stream.name))
      throw new Error(`streams are their own parents: ${[...path, stream.name].join(" > ")}`);
    for (const link of stream.parents) {
      const parent = streams.find(({ name }) => name === link.stream);
      if (parent) visit(parent, [...path, stream.name]);
    }
    sorted.push(stream);
  };
  for (const stream of streams) visit(stream, []);
  return sorted;
}

/** Every combination of parents that fit together: a post and a user, where the post is that user's. */
function parentsOf(stream: Stream, shelves: ReadonlyMap<string, Shelf>): Group["above"][] {
  const names = [...new Set(stream.parents.map((link) => link.stream))];
  let combinations: Group["above"][] = [{}];
  for (const name of names) {
    const entries = shelves.get(name)?.groups.flatMap((group) => group.entries) ?? [];
    combinations = combinations.flatMap((above) =>
      entries.flatMap((entry) => {
        const line = { ...entry.above, [name]: entry };
        const fits = Object.entries(line).every(([key, value]) => above[key] === undefined || above[key] === value);
        return fits ? [{ ...above, ...line }] : [];
      }),
    );
  }
  return combinations;
}

function fillShelf(shelf: Shelf, combinations: readonly Group["above"][], options: StoreOptions): void {
  const sizes = combinations.map((_, index) => groupSize(shelf.rules.stream, index, options));
  const largest = Math.max(1, ...sizes);
  if (shelf.step !== 1) shelf.step = Math.max(1000, Math.floor(Math.min(STEP, (60 * DAY) / largest) / 1000) * 1000);
  const from = shelf.newest;
  combinations.forEach((above, index) => {
    const group = addGroup(shelf, above);
    for (let count = 0; count < (sizes[index] ?? 0); count++) {
      // Every fourth cursor is the one before it again.
      const position = !shelf.rules.growing && count % 4 === 3 ? count - 1 : count;
      const rank = shelf.rules.growing ? from + shelf.step * (shelf.made + 1) : from + shelf.step * (position + 1);
      addEntry(shelf, group, { options, rank });
    }
  });
}

/** The first parent has several pages below it, the second has nothing, the third one full page, the others little. */
function groupSize(stream: Stream, index: number, options: StoreOptions): number {
  const { name, access, parents } = stream;
  if (isSingle(stream)) return 1;
  const given = Object.hasOwn(options.counts, name) ? options.counts[name] : undefined;
  if (given !== undefined) return given;
  const whole = access.kind === "http" ? listSize(access, options.pageSize, options.pages) : 7;
  if (parents.length === 0 || index === 0) return whole;
  if (index === 1) return 0;
  return index === 2 ? Math.min(whole, options.pageSize) : Math.min(whole, index % 3);
}

interface NewEntry {
  readonly options: StoreOptions;
  readonly rank: CursorRank;
  /** Its place where nothing is known of the list's order. */
  readonly order?: number;
}

function addEntry(shelf: Shelf, group: Group, { options, rank, order }: NewEntry): Entry {
  const { rules } = shelf;
  shelf.byValue.clear();
  const serial = shelf.made++;
  const known = rules.incremental ? asPreciseAs(rules.incremental.format, rank) : undefined;
  if (known !== undefined) shelf.newest = Math.max(shelf.newest, known);
  const shuffled = hashOf(options.seed, rules.stream.name, "order", serial);
  const entry: Entry = {
    serial,
    ordinal: rules.countsPerParent ? group.entries.length : serial,
    order: order ?? (rules.incremental ? shuffled : serial),
    rank: known,
    revision: 0,
    above: group.above,
    record: {},
  };
  entry.record = remade(rules, entry, options);
  group.entries.push(entry);
  return entry;
}

function remade(rules: RecordRules, entry: Entry, { seed, awkwardKeys }: StoreOptions): SimulatedRecord {
  const { ordinal, revision, rank, above } = entry;
  return makeRecord(rules, { seed, awkward: awkwardKeys, ordinal, revision, rank, above });
}

function nextRank(shelf: Shelf, steps: number): CursorRank {
  return shelf.newest + steps * Math.max(shelf.step, shelf.rules.incremental?.format.kind === "date" ? DAY : 0);
}

function advanceShelf(
  shelf: Shelf,
  { count, late }: { readonly count: number; readonly late: number },
  options: StoreOptions,
): Entry[] {
  const before = shelf.newest;
  const changed = changeEntries(shelf, changesAmong(shelf.rules, count), options);
  if (isSingle(shelf.rules.stream)) return changed;
  if (shelf.groups.length === 0 && shelf.rules.stream.parents.length === 0) addGroup(shelf, {});
  const touched = [...changed];
  for (let index = changed.length; index < count; index++) {
    const group = shelf.groups[index % shelf.groups.length];
    const isLate = index >= count - late && !shelf.rules.growing;
    if (group) touched.push(addEntry(shelf, group, { options, rank: isLate ? before : nextRank(shelf, 1) }));
  }
  return touched;
}

/** Gives so many old records a new content and a new cursor, from all over the stream. */
function changeEntries(shelf: Shelf, wanted: number, options: StoreOptions): Entry[] {
  const old = shelf.groups.flatMap((group) => group.entries);
  const count = Math.min(wanted, old.length);
  const spread = Math.max(1, Math.floor(old.length / Math.max(1, count)));
  const format = shelf.rules.incremental?.format;
  shelf.byValue.clear();
  return old
    .filter((_, index) => index % spread === 0)
    .slice(0, count)
    .map((entry) => {
      if (format) {
        entry.rank = asPreciseAs(format, nextRank(shelf, 1));
        shelf.newest = entry.rank;
      }
      entry.revision++;
      entry.record = remade(shelf.rules, entry, options);
      return entry;
    });
}

/** How many of so many records are old ones that change. */
function changesAmong({ stream, incremental, growing }: RecordRules, count: number): number {
  if (isSingle(stream)) return count;
  return incremental && !growing ? Math.floor(count / 2) : 0;
}

function arrange({ incremental }: RecordRules, entries: readonly Entry[]): readonly Entry[] {
  const list = [...entries];
  if (!incremental?.order) return list.sort((one, other) => one.order - other.order);
  list.sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0) || one.serial - other.serial);
  return incremental.order === "asc" ? list : list.reverse();
}
