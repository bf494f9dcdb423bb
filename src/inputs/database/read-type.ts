import type { TypeFact } from "../../evidence/database-facts.ts";
import { nameOf, type Reading, readPath, wordsOf } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { splitList, type TokenReader } from "./token-reader.ts";

export const NO_TYPE: TypeFact = {
  native: "",
  name: "",
  schema: undefined,
  args: [],
  dimensions: 0,
  anchor: undefined,
};

/** Words that say something of a column and are no part of its type. */
const ENDS = new Set(
  `NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT COLLATE GENERATED IDENTITY AUTO_INCREMENT AUTOINCREMENT
   COMMENT ON AS COMPUTED ENABLE DISABLE SPARSE FILESTREAM ROWGUIDCOL HIDDEN INVISIBLE VISIBLE MASKED ENCRYPTED KEY
   CHARSET ASCII UNICODE ENCODE SORTKEY STORAGE COMPRESSION LOGGED INLINE COMPACT SEGMENT PERSISTENT STORED VIRTUAL
   WITHOUT DEFERRABLE INITIALLY OPTIONS INTO IS BEGIN RETURNS LANGUAGE USING OUT OUTPUT READONLY THEN LOCK AUTHID
   DETERMINISTIC PIPELINED RETURN IN INOUT FOR SUSPEND EXTERNAL STATIC REF CARDINALITY STABLE IMMUTABLE
   VOLATILE STRICT SECURITY COST ROWS PARALLEL SET ADD DROP FIRST AFTER WITH NONCLUSTERED CLUSTERED SAVE 
   SPECIFIC READS MODIFIES CONTAINS CALLED RESULT_CACHE PARALLEL_ENABLE AGGREGATE ACCESSIBLE NOCOPY DYNAMIC
   IMPLICITLY CHANGED PERIOD FROM WHERE SCOPE RULE DOMAIN PACKED LOCALIZED`.split(/\s+/),
);

/** What was read of a type so far. */
interface Draft {
  readonly words: string[];
  args: readonly string[] | undefined;
  dimensions: number;
}

/**
 * A type as it is declared, up to what else is said of the column or parameter. Types of several words are told by
 * what ends them, so that every dialect's are read alike.
 */
export function readType(reader: TokenReader, reading: Reading): TypeFact {
  const start = reader.position;
  const { names, anchor, word } = readTypeName(reader, reading);
  const draft: Draft = { words: word === undefined ? [] : [word], args: undefined, dimensions: 0 };
  while (!anchor && readTypePart(reader, draft));
  return {
    native: wordsOf(reader.since(start), reading),
    name: draft.words.join(" "),
    schema: anchor ? undefined : names.at(-2),
    args: draft.args ?? [],
    dimensions: draft.dimensions,
    anchor,
  };
}

/** Arguments, brackets of an array, a further word; false where the type ends. */
function readTypePart(reader: TokenReader, draft: Draft): boolean {
  const token = reader.peek();
  if (!token) return false;
  if (token.key === "(") {
    const inside = argsOf(reader.parens() ?? []);
    draft.args ??= inside;
  } else if (token.key === "[" || token.key === "ARRAY") {
    draft.dimensions++;
    reader.next();
    if (token.key === "[") skipBrackets(reader);
  } else if (reader.accept("CHARACTER", "SET", "OCTETS") || reader.accept("CHARACTER", "SET", "BINARY")) {
    draft.words.push("OCTETS");
  } else if (isTypeWord(reader, draft.words)) {
    draft.words.push(token.text.toUpperCase());
    reader.next();
  } else return false;
  return true;
}

function skipBrackets(reader: TokenReader): void {
  if (reader.skipTo("]")) reader.next();
}

interface TypeName {
  readonly names: readonly string[];
  readonly anchor: TypeFact["anchor"];
  /** The first of the type's words. */
  readonly word: string | undefined;
}

/** The first word, which may be qualified or quoted, and `%TYPE`. */
function readTypeName(reader: TokenReader, reading: Reading): TypeName {
  reader.accept("TYPE", "OF");
  const ofColumn = reader.accept("COLUMN") || reader.accept("LIKE");
  const path = isFirstWord(reader) ? readPath(reader) : [];
  const names = path.map((token) => nameOf(token, reading));
  const last = path.at(-1);
  const word = last && (last.kind === "word" ? last.key : last.text).toUpperCase();
  if (reader.accept("%", "ROWTYPE")) return { names, anchor: { path: names, of: "row" }, word: undefined };
  if (reader.accept("%", "TYPE") || ofColumn) return { names, anchor: { path: names, of: "column" }, word: undefined };
  return { names, anchor: undefined, word };
}

/** `SET ('a', 'b')` is a type. */
function isFirstWord(reader: TokenReader): boolean {
  return (isName(reader.peek()) && !ENDS.has(reader.peek()?.key ?? "")) || reader.at("SET", "(");
}

function isTypeWord(reader: TokenReader, words: readonly string[]): boolean {
  const token = reader.peek();
  if (token?.kind === "number") return /^(?:SUB_TYPE|CCSID)$/.test(words.at(-1) ?? "");
  if (token?.kind !== "word") return false;
  const { key } = token;
  const following = reader.peek(1)?.key;
  switch (key) {
    case "CHARACTER":
    case "CHAR":
      return following !== "SET" && words.length < 3;
    case "WITH":
    case "WITHOUT":
      return following === "TIME" || following === "LOCAL" || following === "TIMEZONE";
    case "FOR":
      return /^(?:BIT|SBCS|MIXED)$/.test(following ?? "");
    case "DATA":
      return words.includes("FOR");
    case "BINARY":
      return words.length > 0 && /^(?:BLOB|LONG|LARGE|SUB_TYPE)$/.test(words.at(-1) ?? "");
    case "IN":
      return /^(?:TABLE|ROW)$/.test(following ?? "");
    case "TABLE":
      return words.includes("IN");
    case "SECURITY":
      return false;
    case "SEGMENT":
      return false;
    default:
      return !ENDS.has(key);
  }
}

function argsOf(tokens: readonly Token[]): string[] {
  return splitList(tokens).map((part) => {
    const [first] = part;
    if (first?.kind === "string" && part.length === 1) return first.text;
    return part.map(({ text }) => text).join(part.some(({ key }) => key === "-" || key === "+") ? "" : " ");
  });
}
