import type { PlantedFault } from "./planted-fault.ts";

const reader = "tap_stock_sqlite/support/table_reader.py";
const bookmark = "tap_stock_sqlite/support/table_bookmark.py";
const cursor = "tap_stock_sqlite/support/table_cursor.py";
const stream = "tap_stock_sqlite/support/table_stream.py";
const sqlite = "tap_stock_sqlite/support/sqlite.py";

export const TABLE_FAULTS: readonly PlantedFault[] = [
  {
    file: reader,
    name: "the last row of a page again",
    find: "behind = self.table.column(last[0]) > self.value(*last)",
    replace: "behind = self.table.column(last[0]) >= self.value(*last)",
    seenIn: "every-record-once",
  },
  {
    file: reader,
    name: "only the last column of a key compared",
    find: "sa.or_(column > self.value(name, value), tie),",
    replace: "tie,",
    seenIn: "every-record-once",
  },
  {
    file: reader,
    name: "a full page taken for the last one",
    find: "if not paged or count < self.chunk_size:",
    replace: "if not paged or count <= self.chunk_size:",
    seenIn: "every-record-once",
  },
  {
    file: reader,
    name: "names as they are",
    find: "return sa.column(quoted_name(name, quote=True))",
    replace: "return sa.literal_column(name)",
    seenIn: "every-record-once",
  },
  {
    file: bookmark,
    name: "a boundary that is left out",
    find: "column >= reader.value(name, start)",
    replace: "column > reader.value(name, start)",
    seenIn: "incremental",
  },
  {
    file: cursor,
    name: "a state that is never used",
    find: "held = state.get(_BOOKMARK)",
    replace: "held = None",
    seenIn: "incremental",
  },
  {
    file: bookmark,
    name: "rows without a cursor forgotten",
    find: "if self.cursor.nullable:",
    replace: "if False:",
    seenIn: "incremental",
  },
  {
    file: bookmark,
    name: "a state as far as now",
    find: "if self._horizon is not None and moment > self._horizon:",
    replace: "if self._horizon is not None:",
    seenIn: "incremental",
  },
  {
    file: sqlite,
    name: "decimals as floats",
    find: "found: Convert | None = by_family.get(name)",
    replace: 'found: Convert | None = float if name == "decimal" else by_family.get(name)',
    seenIn: "every-record-once",
  },
  {
    file: stream,
    name: "a place that is a row ahead",
    find: "values = [_to_state(last[place]) for place",
    replace: "values = [last[place] + 1 if isinstance(last[place], int) else last[place] for place",
    seenIn: "resume",
  },
  {
    file: stream,
    name: "a table that is left out in silence",
    find: "self._tell(f\"'{self.name}' {error}\")",
    replace: "del error",
    seenIn: "forbidden-stream",
  },
  {
    file: stream,
    name: "a new column that nobody hears of",
    find: "        if new:",
    replace: "        if not new:",
    seenIn: "extra-field",
  },
];
