import type { ColumnFact, NamedTypeFact } from "../../evidence/database-facts.ts";
import { readColumn, readColumnClauses } from "./read-column.ts";
import { readType } from "./read-type.ts";
import { placeOf, type Reading, readObjectName } from "./reading.ts";
import { createDraft } from "./table-draft.ts";
import type { Token } from "./token.ts";
import { splitList, type TokenReader } from "./token-reader.ts";

type Definition = NamedTypeFact["definition"];

/** CREATE DOMAIN name [AS] type …; the reader stands behind that word. */
export function readCreateDomain(reader: TokenReader, reading: Reading): NamedTypeFact | undefined {
  const first = reader.peek();
  const name = readObjectName(reader, reading);
  if (!name) return undefined;
  reader.accept("AS");
  return { ...name, definition: readBase(reader, reading), package: undefined, at: placeOf(first, reading) };
}

function readBase(reader: TokenReader, reading: Reading): Definition {
  const base = readType(reader, reading);
  const held: { -readonly [Key in keyof ColumnFact]: ColumnFact[Key] } = {
    name: "",
    type: base,
    notNull: undefined,
    default: undefined,
    comment: undefined,
    identity: false,
    onUpdate: false,
    generated: undefined,
    check: undefined,
    at: placeOf(undefined, reading),
  };
  readColumnClauses(reader, held, createDraft({ schema: undefined, name: "" }, "table", held.at), reading);
  return { kind: "domain", base, notNull: held.notNull === true, default: held.default };
}

/** CREATE [DISTINCT | ROW | OPAQUE] TYPE in every dialect; the reader stands behind TYPE. */
export function readCreateType(reader: TokenReader, reading: Reading): NamedTypeFact | undefined {
  const first = reader.peek();
  const name = readObjectName(reader, reading);
  if (!name || reader.done) return undefined;
  const definition = readDefinition(reader, reading);
  return definition && { ...name, definition, package: undefined, at: placeOf(first, reading) };
}

function readDefinition(reader: TokenReader, reading: Reading): Definition | undefined {
  if (reader.accept("FROM")) return readBase(reader, reading);
  if (reader.accept("OID")) reader.next();
  if (reader.at("(")) return { kind: "row", columns: readFields(reader.parens() ?? [], reading) };
  if (reader.at("UNDER")) return undefined;
  if (!reader.accept("AS") && !reader.accept("IS") && !reader.at("FORCE")) return undefined;
  reader.accept("FORCE");
  reader.accept("AS");
  if (reader.accept("ENUM"))
    return {
      kind: "enum",
      values: (reader.parens() ?? []).filter(({ kind }) => kind === "string").map(({ text }) => text),
    };
  if (reader.accept("OBJECT") || reader.at("("))
    return { kind: "row", columns: readFields(reader.parens() ?? [], reading) };
  return readCollection(reader, reading);
}

/** `TABLE OF type`, `VARRAY (10) OF type`, `TABLE (columns)`, or another type's name. */
function readCollection(reader: TokenReader, reading: Reading): Definition | undefined {
  if (reader.accept("TABLE") || reader.accept("VARRAY") || reader.accept("VARYING", "ARRAY")) {
    if (reader.at("(") && reader.peek(1)?.kind !== "number")
      return { kind: "row", columns: readFields(reader.parens() ?? [], reading) };
    if (reader.skipTo("OF")) reader.next();
    return { kind: "collection", of: readType(reader, reading) };
  }
  return reader.done || reader.at("RANGE") ? undefined : readBase(reader, reading);
}

export function readFields(tokens: readonly Token[], reading: Reading): ColumnFact[] {
  const draft = createDraft({ schema: undefined, name: "" }, "table", placeOf(tokens[0], reading));
  return splitList(tokens)
    .filter(
      ([first]) =>
        !/^(?:MEMBER|STATIC|NOT|FINAL|INSTANTIABLE|OVERRIDING|CONSTRUCTOR|MAP|ORDER|PRIMARY|UNIQUE|CHECK|INDEX|CONSTRAINT)$/.test(
          first?.key ?? "",
        ),
    )
    .flatMap((part) => readColumn(part, draft, reading) ?? []);
}
