import type { DetectedProcedure } from "../../evidence/database-detection.ts";
import type { Overrides } from "../../model/overrides.ts";
import type { Stream } from "../../model/stream.ts";
import type { Note } from "../../model/values.ts";
import { noteOf } from "../notes.ts";
import { saidOf, type TableDecisions } from "./table-decisions.ts";

/** A table or view as the model holds it. */
export function tableStream(decisions: TableDecisions): Stream {
  const { table, selected, primaryKey, incremental, softDelete } = decisions;
  const { cdc } = table;
  const notes = tableNotes(decisions);
  return {
    name: table.stream,
    title: table.access.table,
    ...(table.description === undefined ? {} : { description: table.description }),
    schema: table.record,
    primaryKey: primaryKey.value,
    access: {
      ...table.access,
      ...(softDelete.value === null ? {} : { softDelete: softDelete.value }),
      cdc: cdc.value,
    },
    ...(incremental.value === null ? {} : { incremental: incremental.value }),
    parents: [],
    selected,
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function tableNotes({ table, primaryKey, incremental, softDelete }: TableDecisions): Note[] {
  return [
    ...(primaryKey.value.length > 0 || primaryKey.open ? noteOf("primary-key", primaryKey) : []),
    ...(incremental.finding || incremental.by === "override" ? noteOf("incremental", incremental) : []),
    ...nullNotes(table, incremental.value?.cursorField[0]),
    ...(softDelete.value === null && !softDelete.open ? [] : noteOf("soft-delete", softDelete)),
  ];
}

/** Rows that never changed may have no time of a change. */
function nullNotes({ access }: TableDecisions["table"], cursor: string | undefined): Note[] {
  const found = access.cursors.find(({ column }) => column === cursor);
  if (!found?.nullable) return [];
  return [
    {
      about: "incremental",
      text: `${found.column} may be null: rows without it are read each time`,
      open: false,
    },
  ];
}

/** A report as the model holds it. */
export function procedureStream(found: DetectedProcedure, overrides: Overrides): Stream {
  const said = saidOf(found.stream, overrides);
  return {
    name: found.stream,
    title: found.access.name,
    ...(found.description === undefined ? {} : { description: found.description }),
    schema: found.record,
    primaryKey: said.primaryKey ?? [],
    access: found.access,
    ...(said.incremental ? { incremental: said.incremental } : {}),
    parents: [],
    selected: said.selected ?? found.offered.value,
  };
}
