import type { DetectedTable } from "../evidence/database-detection.ts";
import type { Column, TableAccess } from "../model/database.ts";
import type { Stream } from "../model/stream.ts";
import type { Change } from "./change.ts";
import { placeOfColumn, type TablesSide, tableName } from "./match-tables.ts";
import { compareTypes } from "./type-size.ts";

export type TableStream = Stream & { readonly access: TableAccess };

/** One stream of the connector with its table as it was and as it is. */
export interface TableMatching {
  readonly stream: TableStream;
  readonly old: TablesSide;
  readonly now: TablesSide;
  readonly was: DetectedTable;
  readonly is: DetectedTable;
}

/** Columns that are gone, new, or hold something else. */
export function columnChanges(matching: TableMatching): readonly Change[] {
  const { stream, old, now, was, is } = matching;
  const base = { about: "field", stream: tableName(was.access), name: stream.name } as const;
  const read = new Map(stream.access.columns.map(({ name, field }) => [key(name), field ?? name]));
  const before = new Map(was.access.columns.map((column) => [key(column.name), column]));
  const after = new Map(is.access.columns.map((column) => [key(column.name), column]));
  const gone = was.access.columns.filter(({ name }) => read.has(key(name)) && !after.has(key(name)));
  const added = is.access.columns.filter(({ name }) => !before.has(key(name)));
  return [
    ...gone.map((column): Change => {
      const other = renamed(column, gone, added);
      const oldAt = placeOfColumn(old, was, column.name);
      const evidence = other
        ? { old: column.name, new: other.name, oldAt, newAt: placeOfColumn(now, is, other.name) }
        : { old: column.name, new: null, oldAt };
      const detail = other
        ? `the column ${column.name} is gone; it is perhaps called ${other.name} now`
        : `the column ${column.name} is gone`;
      return { ...base, class: "breaking", detail, field: read.get(key(column.name)) ?? column.name, evidence };
    }),
    ...added.map((column): Change => {
      const evidence = { old: null, new: column.native, newAt: placeOfColumn(now, is, column.name) };
      return { ...base, class: "additive", detail: `a new column ${column.name}`, field: column.name, evidence };
    }),
    ...was.access.columns.flatMap((column) => {
      const field = read.get(key(column.name));
      const same = after.get(key(column.name));
      return field !== undefined && same ? changesOf(column, same, matching) : [];
    }),
  ];
}

const key = (name: string): string => name.toLowerCase();

/** The one new column of the same type, where it is one for one. */
function renamed(column: Column, gone: readonly Column[], added: readonly Column[]): Column | undefined {
  const alike = added.filter(({ type }) => type === column.type);
  const [only] = alike;
  return alike.length === 1 && gone.filter(({ type }) => type === column.type).length === 1 ? only : undefined;
}

function changesOf(column: Column, same: Column, matching: TableMatching): readonly Change[] {
  const { old, now, was, is, stream } = matching;
  // What a view's columns hold is worked out from its query, or told by a live catalog: no two ways of reading say the same.
  if ([was, is].some(({ access }) => access.type.includes("view"))) return [];
  const places = { oldAt: placeOfColumn(old, was, column.name), newAt: placeOfColumn(now, is, same.name) };
  const field = column.field ?? column.name;
  const base = { about: "field", stream: tableName(was.access), name: stream.name, field } as const;
  const changes: Change[] = [];
  const type = compareTypes(column.type, same.type);
  if (type !== "same") {
    const evidence = { old: column.native, new: same.native, ...places };
    changes.push({ ...base, ...TYPE_CHANGES[type], detail: `${column.name} ${TYPE_CHANGES[type].detail}`, evidence });
  }
  if (column.nullable !== same.nullable) {
    const evidence = { old: nullability(column), new: nullability(same), ...places };
    const isRelied = [...stream.primaryKey, stream.incremental?.cursorField].some((path) => path?.[0] === field);
    changes.push(
      same.nullable
        ? { ...base, class: isRelied ? "breaking" : "risky", detail: `${column.name} may be null now`, evidence }
        : { ...base, class: "additive", detail: `${column.name} is never null now`, evidence },
    );
  }
  return changes;
}

const TYPE_CHANGES = {
  other: { class: "breaking", detail: "has another type: records hold something else" },
  wider: { class: "risky", detail: "has a wider type: what its values are loaded into may be too small" },
  narrower: { class: "additive", detail: "has a narrower type: its values fit as before" },
} as const;

function nullability({ nullable }: Column): string {
  return nullable ? "NULL" : "NOT NULL";
}
