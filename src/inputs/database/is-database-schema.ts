const DEFINES =
  /^[ \t]*(?:\/\*[!M]*\d* )?(?:create|alter)\s+(?:or\s+(?:replace|alter)\s+)?(?:\w+\s+){0,4}?(?:table|view|procedure|proc|function|package|index|trigger|type|domain)\b/im;
const OTHER_FORMS = /\.(?:json|ya?ml|mdx?|markdown|rst|html?)$/i;
const SQL_FILE = /\.(?:sql|ddl)$/i;
/** How JSON and XML begin. */
const OTHER_STARTS = /^\s*(?:[{[]\s*(?:["{[\]}\d]|$)|<)/;

/** Statements that change definitions or fill tables: of a schema in several files, some hold nothing else. */
const SQL_STATEMENT = /^[ \t]*(?:comment\s+on|insert\s+into|grant|drop\s+(?:table|view)|exec(?:ute)?\s+sp_\w+)\b/im;

/** Whether a text holds definitions of tables or routines in SQL, or belongs to such. */
export function isDatabaseSchema(text: string, name: string): boolean {
  if (SQL_FILE.test(name)) return DEFINES.test(text) || SQL_STATEMENT.test(text);
  return !OTHER_FORMS.test(name) && !OTHER_STARTS.test(text) && DEFINES.test(text);
}
