import { define } from "../diagnostic.ts";

/** What is doubtful in, or was passed over of, a database's definitions. */
export const databaseDiagnostics = {
  "database/unread-statement": define<{ word: string }>({
    severity: "info",
    message: ({ word }) => `a statement that begins with ${word} was not understood and is passed over`,
    fix: () => "look whether it defines a table, view or routine; if so, spell it as the database's own export does",
    collapse: true,
  }),
  "database/unsure-dialect": define<{ dialect: string; rival: string }>({
    severity: "warning",
    message: ({ dialect, rival }) =>
      `the text is read as ${dialect}, and might be ${rival}: types and names would differ`,
    fix: ({ dialect }) => `say it in the file's name: schema.${dialect}.sql`,
  }),
};
