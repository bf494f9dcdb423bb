import type { PlantedFault } from "./planted-fault.ts";

const support = (module: string) => `stock_sqlite_source/support/${module}.py`;

/** What a pipeline of tables has of its own; how tables are read is tried on the tap. */
export const PIPELINE_TABLE_FAULTS: readonly PlantedFault[] = [
  {
    file: support("table_resources"),
    name: "a batch that is handed on short",
    find: "while some := list(islice(rows, _BATCH)):",
    replace: "while some := list(islice(rows, 1, _BATCH)):",
    seenIn: "every-record-once",
  },
  {
    file: support("table_resources"),
    name: "a state that is never used",
    find: "return state.get(_BOOKMARK) if same else None",
    replace: "return None",
    seenIn: "incremental",
  },
  {
    file: support("table_resources"),
    name: "a table that is left out in silence",
    find: "self._tell(f\"'{self._stream.name}' {error}\")",
    replace: "del error",
    seenIn: "forbidden-stream",
  },
  {
    file: support("tables"),
    name: "rows with a key added again and again",
    find: 'return "merge"',
    replace: 'return "append"',
    seenIn: "incremental",
  },
];
