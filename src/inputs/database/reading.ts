import type { ObjectName, QueryFact } from "../../evidence/database-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { type DialectSyntax, foldName } from "./dialect-syntax.ts";
import { isName, type Token } from "./token.ts";
import type { TokenReader } from "./token-reader.ts";

/** What every reader of a statement needs to know of the text around it. */
export interface Reading {
  readonly syntax: DialectSyntax;
  readonly document: string;
  /** All of it. */
  readonly text: string;
  /** Where names without a schema belong, as far as was said. */
  readonly schema: string | undefined;
  /** The words of a text inside the text. */
  lex(token: Token): readonly Token[];
  /** A query inside an expression or another query. */
  readQuery(reader: TokenReader, reading: Reading, depth: number): QueryFact | undefined;
}

export function placeOf(token: Token | undefined, { document }: Reading): SourceRef {
  return { document, pointer: `line ${token?.line ?? 1}` };
}

/** The document's own words, with single spaces. */
export function wordsOf(tokens: readonly Token[], { text }: Reading): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first && last ? text.slice(first.start, last.end).replace(/\s+/g, " ").trim() : "";
}

/** As the catalog stores it. */
export function nameOf(token: Token, { syntax }: Reading): string {
  // Db2's exports pad names.
  if (token.kind !== "word") return syntax.dialect === "db2" ? token.text.trimEnd() : token.text;
  return isPlaceholder(token, syntax) ? token.text : foldName(token.text, syntax);
}

/** A name that an installer replaces says nothing of where an object lies. */
function isPlaceholder({ text }: Token, { unseparated, dialect }: DialectSyntax): boolean {
  return /^[$&]/.test(text) || (text.startsWith("@") && !unseparated && !/^(?:mysql|mariadb)$/.test(dialect));
}

/** `database.schema.name`, of which the last two count; `undefined` where no name is here. */
export function readObjectName(reader: TokenReader, reading: Reading): ObjectName | undefined {
  const path = readPath(reader);
  const last = path.at(-1);
  if (!last) return undefined;
  const owner = path.at(-2);
  const hasOwner = owner && owner.text !== "" && !isPlaceholder(owner, reading.syntax);
  return { schema: hasOwner ? nameOf(owner, reading) : reading.schema, name: nameOf(last, reading) };
}

/** Names with dots between; `db..name` has an empty one. Informix writes `database:owner.name`. */
export function readPath(reader: TokenReader): Token[] {
  const path: Token[] = [];
  for (;;) {
    const token = reader.peek();
    if (!isName(token) && !(token?.kind === "string" && path.length === 0)) return path;
    path.push(token);
    reader.next();
    if (!reader.at(".") && !reader.at("..") && !reader.at(":")) return path;
    if (!isName(reader.peek(1)) && !reader.at(".", ".")) return path;
    while (reader.at(".") || reader.at("..") || reader.at(":")) reader.next();
  }
}

/** For looking an object up: letter case aside. */
export function fullName({ schema, name }: ObjectName): string {
  return `${(schema ?? "").toLowerCase()}.${name.toLowerCase()}`;
}
