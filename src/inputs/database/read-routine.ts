import type { ReturnsFact, RoutineFact } from "../../evidence/database-facts.ts";
import { readFields } from "./create-type.ts";
import { EMPTY_BODY, readBody } from "./read-body.ts";
import { readParameters } from "./read-parameters.ts";
import { startsTableExpression } from "./read-query.ts";
import { readType } from "./read-type.ts";
import { nameOf, placeOf, type Reading, readObjectName } from "./reading.ts";
import type { Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

/** A procedure or function, from its name on to the end of the tokens. */
export function readRoutine(reader: TokenReader, kind: RoutineFact["kind"], reading: Reading): RoutineFact | undefined {
  reader.accept("IF", "NOT", "EXISTS");
  const first = reader.peek();
  const name = readObjectName(reader, reading);
  if (!name) return undefined;
  const parameters = readParameters(reader, reading);
  const head = readHead(reader, reading);
  const ownTable = head.table && { name: head.table.name, columns: head.table.columns, query: undefined };
  const body = head.hidden ? undefined : bodyOf(reader, head, reading);
  return {
    ...name,
    package: undefined,
    private: false,
    kind,
    parameters,
    returns: head.returns,
    clauses: head.clauses,
    body: body && ownTable ? { ...body, ownTables: [...body.ownTables, ownTable] } : body,
    at: placeOf(first, reading),
  };
}

interface Head {
  readonly returns: ReturnsFact | undefined;
  readonly clauses: readonly string[];
  /** `RETURNS @t TABLE (…)`. */
  readonly table: { readonly name: string; readonly columns: ReturnType<typeof readFields> } | undefined;
  /** The body as a text of its own. */
  readonly text: Token | undefined;
  readonly hidden: boolean;
}

const CLAUSES =
  /^(?:STABLE|IMMUTABLE|VOLATILE|DETERMINISTIC|PIPELINED|READS|MODIFIES|CONTAINS|NO|SQL|DATA|AGGREGATE|EXTERNAL|WRAPPED|ENCRYPTION|PLPGSQL|C|JAVA|INTERNAL|PLPYTHON3U|PLV8|RESULT|SETS|DYNAMIC|VARIANT|SELECTABLE)$/;
const BODY_STARTS = new Set(
  "AS IS BEGIN SELECT DECLARE INSERT UPDATE DELETE SET WITH CALL IF FOR FOREACH DEFINE ON LET ATOMIC".split(" "),
);

/** What stands between the parameters and the body: what comes back and how it behaves. */
function readHead(reader: TokenReader, reading: Reading): Head {
  const found: HeadDraft = { returns: undefined, clauses: [], table: undefined, text: undefined };
  while (!reader.done && !startsBody(reader, found)) readHeadPart(reader, found, reading);
  return { ...found, hidden: found.clauses.some((clause) => /^(?:WRAPPED|ENCRYPTION)$/.test(clause)) };
}

type HeadDraft = { -readonly [Key in Exclude<keyof Head, "hidden">]: Head[Key] } & { readonly clauses: string[] };

function readHeadPart(reader: TokenReader, found: HeadDraft, reading: Reading): void {
  if (reader.accept("RETURNS") || reader.accept("RETURNING") || reader.accept("RETURN")) {
    readReturns(reader, found, reading);
    return;
  }
  if (reader.accept("LANGUAGE")) {
    found.clauses.push(reader.next()?.text.toUpperCase() ?? "");
    return;
  }
  const token = reader.peek();
  if (token?.kind === "string" && reader.peek(-1)?.key === "AS") found.text ??= token;
  if (CLAUSES.test(token?.key ?? "")) found.clauses.push(token?.key ?? "");
  reader.skip();
}

/** `WITH ENCRYPTION`, `AS 'text'`, `RETURNS NULL ON NULL INPUT`, `SET search_path TO x` belong to the head. */
function startsBody(reader: TokenReader, { returns }: HeadDraft): boolean {
  // RETURN says the type where none was said, and is the body where it was.
  if (reader.at("RETURN")) return returns !== undefined;
  if (!BODY_STARTS.has(reader.peek()?.key ?? "")) return false;
  if (reader.at("AS") || reader.at("IS")) {
    const next = reader.peek(1);
    return next?.kind !== "string" && !/^(?:EXTERNAL|LANGUAGE)$/.test(next?.key ?? "");
  }
  if (reader.at("WITH")) return startsTableExpression(reader);
  if (reader.at("ON") || reader.at("ATOMIC")) return false;
  if (reader.at("SET"))
    return (
      reader.peek(2)?.key !== "TO" &&
      reader.peek(2)?.key !== "FROM" &&
      reader.peek(1)?.key !== "OPTION" &&
      reader.peek(1)?.key !== "SEARCH_PATH"
    );
  return true;
}

function readReturns(
  reader: TokenReader,
  found: { returns: ReturnsFact | undefined; table: Head["table"] },
  reading: Reading,
): void {
  if (reader.accept("NULL", "ON")) return;
  const variable = reader.peek();
  if (variable?.text.startsWith("@") && reader.peek(1)?.key === "TABLE") {
    reader.next();
    reader.next();
    const columns = readFields(reader.parens() ?? [], reading);
    found.table = { name: nameOf(variable, reading), columns };
    found.returns = { kind: "columns", columns };
    return;
  }
  if (reader.accept("TABLE")) {
    // Without columns (Transact-SQL), the query tells them.
    found.returns = { kind: "columns", columns: readFields(reader.parens() ?? [], reading) };
    return;
  }
  if (reader.at("(")) {
    found.returns = { kind: "columns", columns: readFields(reader.parens() ?? [], reading) };
    return;
  }
  if (reader.accept("SETOF")) found.returns = { kind: "set-of", type: readType(reader, reading) };
  else if (reading.syntax.dialect === "informix") found.returns = readReturning(reader, reading);
  else {
    reader.accept("TYPE", "OF");
    found.returns = { kind: "value", type: readType(reader, reading) };
  }
}

/** `RETURNING CHAR(10) AS name, INT;` */
function readReturning(reader: TokenReader, reading: Reading): ReturnsFact {
  const tokens: Token[] = [];
  while (!reader.done && !reader.at(";") && !BODY_STARTS.has(reader.at("AS") ? "" : (reader.peek()?.key ?? ""))) {
    const token = reader.next();
    if (token) tokens.push(token);
  }
  reader.accept(";");
  const draft = splitList(tokens).map((part) => {
    const inner = createReader(part);
    const type = readType(inner, reading);
    const named = inner.accept("AS") ? inner.next() : undefined;
    return { type, name: named ? nameOf(named, reading) : "", at: placeOf(part[0], reading) };
  });
  const [only] = draft;
  if (only && draft.length === 1 && only.name === "") return { kind: "value", type: only.type };
  const plain = {
    notNull: undefined,
    default: undefined,
    comment: undefined,
    identity: false,
    onUpdate: false,
    generated: undefined,
    check: undefined,
  };
  return { kind: "columns", columns: draft.map((column) => ({ ...plain, ...column })) };
}

/** Written in something else than SQL. */
const OTHER_LANGUAGE = /^(?:C|INTERNAL|JAVA|EXTERNAL|PYTHON|JAVASCRIPT|COBOL|ASSEMBLE|PL(?!PGSQL$|SQL$)[A-Z0-9]+)$/;

/** The statements, whether they stand in the text itself or in a string. */
function bodyOf(reader: TokenReader, { text, clauses }: Head, reading: Reading) {
  if (clauses.some((clause) => OTHER_LANGUAGE.test(clause))) return undefined;
  if (text === undefined) {
    const rest = reader.rest();
    return rest.length === 0 ? EMPTY_BODY : readBody(rest, reading);
  }
  return readBody(reading.lex(text), { ...reading, text: text.text });
}
