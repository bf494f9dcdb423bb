import type { DialectSyntax } from "./dialect-syntax.ts";
import { createLexer, type Lexer } from "./lexer.ts";
import { createEnds, type StatementEnds } from "./statement-ends.ts";
import type { Token } from "./token.ts";

export interface Statement {
  /** Without the terminator. */
  readonly tokens: readonly Token[];
  readonly line: number;
}

/** Statements that hold data or are of no interest: what follows their first word isn't kept. */
const PASSED_OVER = new Set(
  "INSERT REPLACE UPDATE DELETE MERGE VALUES LOCK UNLOCK ANALYZE VACUUM REINDEX PRINT RAISERROR BULK LOAD UNLOAD FLUSH OPTIMIZE".split(
    " ",
  ),
);

/** The statements of a text one after another; what a statement's data hold is never kept. */
export function* readStatements(text: string, syntax: DialectSyntax, firstLine = 1): Generator<Statement> {
  const lexer = createLexer(text, syntax, firstLine);
  const ends = createEnds(syntax);
  for (let carried: Token | undefined; ; ) {
    const { tokens, next, isLast } = readStatement(lexer, syntax, ends, carried);
    const [first] = tokens;
    if (first) yield { tokens, line: first.line };
    if (isLast) return;
    carried = next;
  }
}

interface Read {
  readonly tokens: readonly Token[];
  /** With which the next statement begins, where nothing separates the two. */
  readonly next?: Token;
  readonly isLast: boolean;
}

function readStatement(lexer: Lexer, syntax: DialectSyntax, ends: StatementEnds, carried: Token | undefined): Read {
  const tokens: Token[] = [];
  const keep = (token: Token) => {
    ends.see(token, tokens);
    if (tokens.length < 3 || !PASSED_OVER.has(tokens[0]?.key ?? "")) tokens.push(token);
  };
  ends.reset();
  if (carried) keep(carried);
  while (lexer.skipSpace()) {
    if (tokens.length === 0 && takeToolLine(lexer, syntax, ends)) continue;
    if (passEnd(lexer, syntax, ends, tokens)) return { tokens, isLast: false };
    const token = lexer.next();
    if (ends.opensAnother(token, tokens)) return { tokens, next: token, isLast: false };
    keep(token);
    if (tokens.length === 3 && !syntax.unseparated && PASSED_OVER.has(tokens[0]?.key ?? ""))
      lexer.skipTo(ends.terminator());
  }
  return { tokens, isLast: true };
}

/** Passes over a terminator, or over the line that ends a batch; false where the statement goes on. */
function passEnd(lexer: Lexer, syntax: DialectSyntax, ends: StatementEnds, tokens: readonly Token[]): boolean {
  const terminator = ends.terminatorAt(lexer);
  if (terminator > 0) {
    lexer.jump(lexer.position + terminator);
    if (isCopy(tokens)) skipCopiedData(lexer);
    return true;
  }
  if (!endsBatch(lexer, syntax)) return false;
  lexer.takeLine();
  return true;
}

/** Lines that change the terminator, or that only a command-line tool reads. */
function takeToolLine(lexer: Lexer, { toolLine, dialect }: DialectSyntax, ends: StatementEnds): boolean {
  // `END^ SET TERM ; ^` stands on one line now and then.
  if (!lexer.opensLine && dialect !== "firebird") return false;
  const line = lineAt(lexer).trimEnd();
  const changed =
    /^delimiter\s+(\S+)\s*$/i.exec(line)?.[1] ??
    (dialect === "firebird" ? /^set\s+term\s+(\S+?)\s*(?:\s\S+|;|\^|!)?\s*$/i.exec(line)?.[1] : undefined);
  if (changed !== undefined) {
    ends.setTerminator(changed);
    lexer.endWordsAt(changed);
  }
  if (changed === undefined && !toolLine?.test(line)) return false;
  lexer.takeLine();
  return true;
}

/** Of the line here, as much as tells a command. */
function lineAt({ text, position }: Lexer): string {
  const end = text.indexOf("\n", position);
  return text.slice(position, Math.min(end === -1 ? text.length : end, position + 200));
}

function endsBatch(lexer: Lexer, { batchLine }: DialectSyntax): boolean {
  return batchLine !== undefined && lexer.opensLine && batchLine.test(lineAt(lexer));
}

function isCopy(tokens: readonly Token[]): boolean {
  return tokens[0]?.key === "COPY" && tokens.some(({ key }, at) => key === "STDIN" && tokens[at - 1]?.key === "FROM");
}

function skipCopiedData(lexer: Lexer): void {
  const end = /^\\\.[ \t\r]*$/gm;
  end.lastIndex = lexer.position;
  const found = end.exec(lexer.text);
  lexer.jump(found ? found.index + found[0].length : lexer.text.length);
}
