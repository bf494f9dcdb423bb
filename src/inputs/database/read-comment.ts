import type { DocumentReading } from "./document-reading.ts";
import { nameOf, type Reading, readObjectName, readPath } from "./reading.ts";
import { findTable } from "./schema-draft.ts";
import { changeColumn } from "./table-draft.ts";
import { isName, type Token } from "./token.ts";
import { splitList, type TokenReader } from "./token-reader.ts";

/** COMMENT ON TABLE | COLUMN | VIEW name IS 'text'; Db2 also `COMMENT ON name (column IS 'text', …)`. */
export function readComment(reader: TokenReader, reading: Reading, { schema, defer }: DocumentReading): void {
  if (!reader.accept("ON")) return;
  if (reader.accept("COLUMN")) {
    const path = readPath(reader);
    const text = reader.accept("IS") ? reader.next()?.text : undefined;
    const [table, column] = [path.slice(0, -1), path.at(-1)];
    if (!column || text === undefined) return;
    defer(() => {
      const owner = tableAt(table, reading);
      const found = owner && findTable(schema, owner);
      if (found) changeColumn(found, nameOf(column, reading), { comment: text });
    });
    return;
  }
  if (!/^(?:TABLE|VIEW|MATERIALIZED|FOREIGN)$/.test(reader.peek()?.key ?? "") && !isName(reader.peek())) return;
  for (const word of ["MATERIALIZED", "FOREIGN", "TABLE", "VIEW"]) reader.accept(word);
  const name = readObjectName(reader, reading);
  if (!name) return;
  const text = reader.accept("IS") ? reader.next()?.text : undefined;
  const list = splitList(reader.parens() ?? []);
  defer(() => {
    const found = findTable(schema, name);
    if (!found) return;
    if (text !== undefined) found.comment = text;
    for (const [column, is, comment] of list) {
      if (column && is?.key === "IS" && comment)
        changeColumn(found, nameOf(column, reading), { comment: comment.text });
    }
  });
}

function tableAt(path: readonly Token[], reading: Reading) {
  const [last, owner] = [path.at(-1), path.at(-2)];
  return last && { schema: owner ? nameOf(owner, reading) : reading.schema, name: nameOf(last, reading) };
}
