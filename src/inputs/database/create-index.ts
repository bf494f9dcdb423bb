import type { ObjectName } from "../../evidence/database-facts.ts";
import { readMembers } from "./read-constraint.ts";
import { type Reading, readObjectName } from "./reading.ts";
import type { TableDraft } from "./table-draft.ts";
import type { TokenReader } from "./token-reader.ts";

/** An index, and how it is put on its table once that is known. */
export interface IndexFact {
  readonly table: ObjectName;
  apply(draft: TableDraft): void;
}

/** CREATE … INDEX; the reader stands behind that word. */
export function readCreateIndex(
  reader: TokenReader,
  words: ReadonlySet<string>,
  reading: Reading,
): IndexFact | undefined {
  reader.accept("CONCURRENTLY");
  reader.accept("IF", "NOT", "EXISTS");
  const named = reader.at("ON") ? undefined : readObjectName(reader, reading);
  if (!reader.skipTo("ON")) return undefined;
  reader.next();
  reader.accept("ONLY");
  const table = readObjectName(reader, reading);
  if (!table) return undefined;
  const isStore = words.has("COLUMNSTORE") && words.has("CLUSTERED");
  // Firebird computes a member without parentheses of its own.
  const computed = reader.accept("COMPUTED");
  const start = reader.position;
  if (reader.accept("USING")) reader.next();
  const members = readMembers(reader, reading);
  const partial = reader.skipTo("WHERE");
  reader.seek(start);
  const unique = words.has("UNIQUE");
  const name = named?.name;
  return {
    table,
    apply(draft) {
      if (isStore) draft.traits.columnstore = true;
      const expression = members.expression || computed;
      if (unique && members.columns.length + (expression ? 1 : 0) > 0)
        draft.uniques.push({ columns: members.columns, at: members.at, name, partial, expression, deferrable: false });
      if (members.columns.length > 0) draft.indexes.push(members.columns);
    },
  };
}
