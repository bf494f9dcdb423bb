import type { DialectSyntax } from "./dialect-syntax.ts";
import type { Lexer } from "./lexer.ts";
import { blockStep, isRoutine } from "./routine-extent.ts";
import type { Token } from "./token.ts";

/** Decides where a statement ends. */
export interface StatementEnds {
  /** A new statement begins. */
  reset(): void;
  setTerminator(text: string): void;
  terminator(): string;
  /** How long the terminator here is; 0 where none is, or where it only ends a statement inside a routine. */
  terminatorAt(lexer: Lexer): number;
  /** Whether the token begins another statement though nothing ended the last. */
  opensAnother(token: Token, tokens: readonly Token[]): boolean;
  /** Takes notice of a token before it is added. */
  see(token: Token, tokens: readonly Token[]): void;
}

/** What is known of the statement that is being read. */
interface State {
  terminator: string;
  /** Of blocks in a routine. */
  depth: number;
  parens: number;
  inRoutine: boolean;
  sawBlock: boolean;
  previous: Token | undefined;
}

export function createEnds(syntax: DialectSyntax): StatementEnds {
  const state: State = { terminator: ";", ...START };
  return {
    reset() {
      Object.assign(state, START);
    },
    setTerminator(text) {
      state.terminator = text;
    },
    terminator: () => state.terminator,
    terminatorAt({ text, position }) {
      // What scripts of Db2 end routines with.
      if (syntax.dialect === "db2" && text[position] === "@") return 1;
      if (!text.startsWith(state.terminator, position)) return 0;
      return isInside(state, syntax) ? 0 : state.terminator.length;
    },
    opensAnother: (token, tokens) => tokens.length > 0 && token.opensLine && opens(token, state, syntax),
    see(token, tokens) {
      if (token.key === "(") state.parens++;
      else if (token.key === ")") state.parens--;
      if (!state.inRoutine && tokens.length < 12) state.inRoutine = isRoutine([...tokens, token]);
      if (state.inRoutine) seeInRoutine(token, tokens, state, syntax);
      state.previous = token;
    },
  };
}

const START = { depth: 0, parens: 0, inRoutine: false, sawBlock: false, previous: undefined };

/** A semicolon inside a routine ends one of its own statements. */
function isInside({ inRoutine, terminator, depth, sawBlock }: State, { routineEnd, dialect }: DialectSyntax): boolean {
  if (!inRoutine || terminator !== ";") return false;
  if (routineEnd === "batch") return true;
  if (routineEnd === "end-word") return !sawBlock;
  // Declarations of Firebird stand before the block.
  return depth > 0 || (dialect === "firebird" && !sawBlock);
}

/** Words that begin a statement where nothing separates them. */
const OPENERS = new Set("CREATE ALTER INSERT IF USE PRINT GRANT REVOKE EXEC EXECUTE DECLARE COMMIT".split(" "));
/** Behind these, such a word goes on with the statement. */
const GOES_ON = new Set("FOR AFTER AS OF , OR WITH ADD TABLE".split(" "));

function opens(
  { key }: Token,
  { inRoutine, parens, previous }: State,
  { unseparated, dialect }: DialectSyntax,
): boolean {
  // A package or procedure whose closing line is missing.
  if (inRoutine) return dialect === "oracle" && key === "CREATE" && previous?.key === ";";
  return unseparated && parens <= 0 && OPENERS.has(key) && !GOES_ON.has(previous?.key ?? "");
}

function seeInRoutine(token: Token, tokens: readonly Token[], state: State, { routineEnd }: DialectSyntax): void {
  const step = blockStep(token, state.previous);
  state.depth += step;
  if (routineEnd !== "end-word") {
    state.sawBlock ||= step > 0;
    return;
  }
  // A trigger of Informix has no END of its own.
  const isTrigger = tokens.slice(0, 6).some(({ key }) => key === "TRIGGER");
  state.sawBlock ||= isTrigger || (state.previous?.key === "END" && /^(?:PROCEDURE|FUNCTION)$/.test(token.key));
}
