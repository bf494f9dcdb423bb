import type { Token } from "./token.ts";

const BODIES = new Set(["PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "PACKAGE", "EVENT"]);
/** What may stand between CREATE and the word that says what is created. */
const BETWEEN =
  /^(?:CREATE|ALTER|RECREATE|OR|REPLACE|EDITIONABLE|NONEDITIONABLE|FORCE|NO|TEMP|TEMPORARY|CONSTRAINT|DBA|DEFINER|AGGREGATE|PUBLIC|=|@|[%()]|CURRENT_USER|INSTEAD|IF|NOT|EXISTS)$/;

/** Whether a statement that begins so defines something with a body of statements. */
export function isRoutine(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (!first || !/^(?:CREATE|ALTER|RECREATE)$/.test(first.key)) return false;
  const at = tokens.findIndex(({ key, kind }, index) => index > 0 && kind === "word" && !BETWEEN.test(key));
  const kind = tokens[at]?.key ?? "";
  if (kind === "TYPE") return tokens[at + 1]?.key === "BODY";
  if (first.key === "ALTER" && /^(?:TRIGGER|EVENT)$/.test(kind) && tokens.length < 6) return BODIES.has(kind);
  if (BODIES.has(kind)) return true;
  // MySQL: CREATE DEFINER=`root`@`localhost` PROCEDURE …
  return tokens[1]?.key === "DEFINER" && tokens.some(({ key }, index) => index > 1 && BODIES.has(key));
}

/** By how much a token of a body opens (1) or closes (−1) blocks. */
export function blockStep(token: Token, previous: Token | undefined): number {
  if (token.kind !== "word") return 0;
  if (token.key === "BEGIN" || token.key === "CASE") return previous?.key === "END" ? 0 : 1;
  if (token.key === "END") return -1;
  // `END IF`, `END LOOP`: these were never counted.
  if (previous?.key === "END" && /^(?:IF|LOOP|WHILE|FOR|REPEAT|FOREACH)$/.test(token.key)) return 1;
  return 0;
}
