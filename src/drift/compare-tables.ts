import type { DetectedTable } from "../evidence/database-detection.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Change } from "./change.ts";
import { columnChanges, type TableMatching, type TableStream } from "./column-changes.ts";
import type { Drift } from "./compare-connector.ts";
import { findTable, renamedTable, type TablesSide, tableName } from "./match-tables.ts";

/** As `compareConnector`, for a connector that reads tables. Of procedures nothing is said. */
export function compareTables({ streams }: ConnectorModel, old: TablesSide, now: TablesSide): Drift {
  const read = streams.filter(isRead);
  const added = now.detection.tables.filter(({ access }) => findTable(old, access) === undefined);
  const renamedTo = new Set<DetectedTable>();
  const unknown = streams.filter((one) => one.selected && one.access.kind !== "table").map(({ name }) => name);
  const changes: Change[] = [];
  for (const stream of read) {
    const was = findTable(old, stream.access);
    const is = was && findTable(now, was.access);
    if (!was) unknown.push(stream.name);
    else if (is) changes.push(...tableChanges({ stream, old, now, was, is }));
    else {
      const successor = renamedTable(was, added);
      if (successor) renamedTo.add(successor);
      changes.push(goneTable(stream, was, successor));
    }
  }
  return { changes: [...changes, ...added.filter((one) => !renamedTo.has(one)).flatMap(newTable)], unknown };
}

function isRead(stream: ConnectorModel["streams"][number]): stream is TableStream {
  return stream.access.kind === "table" && stream.selected;
}

function goneTable({ name }: TableStream, was: DetectedTable, successor: DetectedTable | undefined): Change {
  const old = tableName(was.access);
  const base = { class: "breaking", about: "endpoint", stream: old, name } as const;
  if (!successor) return { ...base, detail: "the table is gone", evidence: { old, new: null, oldAt: was.at } };
  const to = tableName(successor.access);
  const evidence = { old, new: to, oldAt: was.at, newAt: successor.at };
  return { ...base, detail: `the table is gone; ${to} has its columns`, evidence, successor: to };
}

function newTable({ access, offered, at }: DetectedTable): Change[] {
  if (!offered.value) return [];
  const stream = tableName(access);
  const evidence = { old: null, new: stream, newAt: at };
  return [{ class: "additive", about: "endpoint", stream, detail: "a new table", evidence }];
}

function tableChanges(matching: TableMatching): readonly Change[] {
  const columns = columnChanges(matching);
  const gone = new Set(columns.flatMap(({ class: of, field }) => (of === "breaking" && field ? [field] : [])));
  return [...columns, ...keyChanges(matching, gone), ...cursorChanges(matching, gone)];
}

/** By which keys rows are told apart, each in one spelling. */
function keysOf({ access, primaryKey }: DetectedTable): ReadonlySet<string> {
  const declared = (primaryKey?.value ?? []).map((path) => path.join("."));
  return new Set([declared, ...access.uniqueKeys].filter((one) => one.length > 0).map(spelt));
}

const spelt = (columns: readonly string[]): string =>
  columns
    .map((name) => name.toLowerCase())
    .sort()
    .join(", ");

/** The key that the connector uses tells rows apart no more. */
function keyChanges({ stream, was, is }: TableMatching, gone: ReadonlySet<string>): readonly Change[] {
  const names = new Map(stream.access.columns.map(({ name, field }) => [field ?? name, name]));
  const used = spelt(stream.primaryKey.map((path) => names.get(path[0] ?? "") ?? path.join(".")));
  const [old, now] = [keysOf(was), keysOf(is)];
  const base = { about: "primary-key", stream: tableName(was.access), name: stream.name } as const;
  const evidence = (of: string) => ({ old: of, new: [...now].join("; ") || null, oldAt: was.at, newAt: is.at });
  if (used === "") {
    const [found] = now;
    if (found === undefined || old.size > 0) return [];
    return [
      {
        ...base,
        class: "additive",
        detail: `the table has a key now: ${found}`,
        evidence: { ...evidence(""), old: null },
      },
    ];
  }
  const isToldAlready = stream.primaryKey.some((path) => gone.has(path[0] ?? ""));
  if (!old.has(used) || now.has(used) || isToldAlready) return [];
  return [{ ...base, class: "breaking", detail: `${used} is no key of the table any more`, evidence: evidence(used) }];
}

/** What moves the cursor, and whether it is found fast. */
function cursorChanges({ stream, was, is }: TableMatching, gone: ReadonlySet<string>): readonly Change[] {
  const [column] = stream.incremental?.cursorField ?? [];
  if (column === undefined || gone.has(column)) return [];
  const of = ({ access }: DetectedTable) =>
    access.cursors.find((one) => one.column.toLowerCase() === column.toLowerCase());
  const [old, now] = [of(was), of(is)];
  if (!old) return [];
  const base = { about: "incremental", stream: tableName(was.access), name: stream.name, field: column } as const;
  const places = { oldAt: was.at, newAt: is.at };
  const isSet = (by: string | undefined) => by === "trigger" || by === "on-update";
  if (isSet(old.evidence) && !isSet(now?.evidence)) {
    const evidence = { old: old.evidence, new: now?.evidence ?? null, ...places };
    return [{ ...base, class: "breaking", detail: `nothing sets ${column} any more when a row changes`, evidence }];
  }
  if (old.indexed !== true || now?.indexed === true) return [];
  const evidence = { old: "an index", new: null, ...places };
  return [
    {
      ...base,
      class: "risky",
      detail: `no index begins with ${column} any more: reading what is new is slow`,
      evidence,
    },
  ];
}
