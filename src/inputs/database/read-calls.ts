import type { ActionContext } from "./action-context.ts";
import { nameOf, placeOf, readObjectName } from "./reading.ts";
import { isName, type Token } from "./token.ts";

const CHANGING = /^\s*(?:insert|update|delete|merge|truncate|drop|alter|create|grant|revoke|call|exec)\b/i;

/** EXECUTE IMMEDIATE, EXEC (@text), EXECUTE STATEMENT, sp_executesql; or a call. */
export function readExecute(context: ActionContext, token: Token): void {
  const { reader, reading, act } = context;
  if (context.filled) context.filled = false;
  const at = placeOf(token, reading);
  reader.next();
  reader.accept("PROCEDURE");
  reader.accept("FUNCTION");
  const dynamic =
    reader.accept("IMMEDIATE") ||
    reader.accept("STATEMENT") ||
    reader.at("(") ||
    reader.peek()?.text.toLowerCase() === "sp_executesql";
  if (!dynamic) {
    readCallee(context, token);
    return;
  }
  const text = reader
    .rest()
    .slice(0, 4)
    .find(({ kind }) => kind === "string");
  if (text && CHANGING.test(text.text)) act({ kind: "write", verb: "execute", table: undefined, at });
  else act({ kind: "dynamic", at });
}

export function readCall(context: ActionContext, token: Token): void {
  context.reader.next();
  readCallee(context, token);
}

function readCallee({ reader, reading, act }: ActionContext, token: Token): void {
  // EXEC @result = name …
  if (reader.peek()?.text.startsWith("@") && reader.peek(1)?.key === "=") {
    reader.next();
    reader.next();
  }
  const routine = readObjectName(reader, reading);
  if (routine) act({ kind: "call", routine, as: "statement", at: placeOf(token, reading) });
}

const OPENS_STATEMENT = /^(?:;|BEGIN|THEN|ELSE|LOOP|DO)$/;
/** Packages that change something outside the tables. */
const REACHES_OUT =
  /^(?:UTL_FILE|UTL_SMTP|UTL_MAIL|UTL_HTTP|UTL_TCP|DBMS_JOB|DBMS_SCHEDULER|DBMS_PIPE|DBMS_AQ|XP_CMDSHELL|SP_SEND_DBMAIL)$/;
const NUMBERS = /^(?:NEXTVAL|SETVAL|GEN_ID)$/;

/** `name (…);` of PL/SQL; printing, files and sequences by the names that they have. */
export function readPlainCall(context: ActionContext, token: Token): void {
  const { reader, reading, act } = context;
  const at = placeOf(token, reading);
  if (token.key === "DBMS_OUTPUT" && /^PUT/.test(reader.peek(2)?.key ?? "")) {
    act({ kind: "print", at });
    return;
  }
  if (REACHES_OUT.test(token.key) || (NUMBERS.test(token.key) && reader.peek(-1)?.key !== "@")) {
    act({ kind: "write", verb: token.key.toLowerCase(), table: undefined, at });
    return;
  }
  if (token.key === "NEXT" && reader.peek(1)?.key === "VALUE" && reader.peek(2)?.key === "FOR") {
    act({ kind: "write", verb: "next value", table: undefined, at });
    return;
  }
  if (!isName(token) || reading.syntax.unseparated || !OPENS_STATEMENT.test(reader.peek(-1)?.key ?? "")) return;
  const next = reader.peek(1)?.key;
  if (next !== "(" && next !== ";") return;
  if (/^(?:END|NULL|RETURN|COMMIT|ROLLBACK|EXIT|CONTINUE|LEAVE|BREAK|IF|WHILE|CASE|FOR|RAISE|VALUES)$/.test(token.key))
    return;
  act({ kind: "call", routine: { schema: undefined, name: nameOf(token, reading) }, as: "statement", at });
}

/** A function that an expression uses. */
export function readUse({ reader, reading, act }: ActionContext): void {
  const [name, open, before] = [reader.peek(), reader.peek(1), reader.peek(-1)];
  if (!isName(name) || open?.key !== "(" || OPENS_STATEMENT.test(before?.key ?? "")) return;
  act({
    kind: "call",
    routine: { schema: undefined, name: nameOf(name, reading) },
    as: "expression",
    at: placeOf(name, reading),
  });
}
