import { readCreateDomain } from "./create-type.ts";
import type { DocumentReading } from "./document-reading.ts";
import type { Reading } from "./reading.ts";
import { findTable } from "./schema-draft.ts";
import { changeColumn } from "./table-draft.ts";
import type { Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

/** EXEC of Transact-SQL at the level of a script: descriptions, types, and definitions that are kept in strings. */
export function readExecuted(reader: TokenReader, reading: Reading, state: DocumentReading): void {
  const isText = reader.at("(");
  const callee = isText ? "" : calleeOf(reader);
  const given = isText ? (reader.parens() ?? []) : reader.rest();
  const values = splitList(given).map(valueToken);
  if (callee === "SP_ADDTYPE") {
    addType(values, reading, state);
    return;
  }
  if (callee === "SP_ADDEXTENDEDPROPERTY") {
    describe(values, state);
    return;
  }
  const text = values[0];
  if (
    (isText || callee === "SP_EXECUTESQL") &&
    text?.kind === "string" &&
    /^\s*(?:--[^\n]*\n\s*)*(?:create|alter)\b/i.test(text.text)
  )
    state.readText(text.text, text.line);
}

/** The last part of the procedure's name. */
function calleeOf(reader: TokenReader): string {
  let name = "";
  while (!reader.done) {
    name = (reader.next()?.text ?? "").toUpperCase();
    if (!reader.accept(".") && !reader.accept("..")) return name;
  }
  return name;
}

/** `@value = N'text'`: what stands behind the sign. */
function valueToken(part: readonly Token[]): Token | undefined {
  return part[1]?.key === "=" ? part[2] : part[0];
}

/** `sp_addtype 'ssn', 'varchar(11)', 'NOT NULL'`. */
function addType(
  [name, base, nullable]: readonly (Token | undefined)[],
  reading: Reading,
  { schema }: DocumentReading,
): void {
  if (!name || !base) return;
  const text = `"${name.text}" ${base.text} ${/^(?:not null|null)$/i.test(nullable?.text ?? "") ? nullable?.text : ""}`;
  const tokens = reading.lex({ ...name, text });
  const found = readCreateDomain(createReader(tokens), { ...reading, text });
  if (found) schema.types.push(found);
}

/** `sp_addextendedproperty 'MS_Description', 'text', 'SCHEMA', s, 'TABLE', t, 'COLUMN', c`. */
function describe(values: readonly (Token | undefined)[], { schema, defer }: DocumentReading): void {
  const [property, text, ...levels] = values.map((token) => token?.text ?? "");
  if (property?.toLowerCase() !== "ms_description" || text === undefined) return;
  const at = (level: string) => {
    const index = levels.findIndex((word) => word.toUpperCase() === level);
    return index === -1 ? undefined : levels[index + 1];
  };
  const table = at("TABLE") ?? at("VIEW");
  if (table === undefined) return;
  const column = at("COLUMN");
  // A description of an index or a constraint is of no use here.
  if (levels.length > 4 && column === undefined) return;
  defer(() => {
    const found = findTable(schema, { schema: at("SCHEMA") ?? at("USER"), name: table });
    if (!found) return;
    if (column === undefined) found.comment = text;
    else changeColumn(found, column, { comment: text });
  });
}
