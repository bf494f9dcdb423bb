/** Words that stand for nothing in a value's place; a column of texts may mean some of them. */
const NOTHING = new Set([
  "null",
  "n/a",
  "#n/a",
  "na",
  "none",
  "nil",
  "\\n",
  "-",
  "--",
  "?",
  "nan",
  "(null)",
  "<null>",
  "n.a.",
]);
/** Days that no calendar has, in the place of one. */
const NO_DAY = /^(?:0000[-/.]00[-/.]00(?:[ T]00:00(?::00)?)?|00[-/.]00[-/.](?:00)?00)$/;

export function isNullWord(text: string): boolean {
  return text.length <= 19 && (NOTHING.has(text.toLowerCase()) || NO_DAY.test(text));
}
