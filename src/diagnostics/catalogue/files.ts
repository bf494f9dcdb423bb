import { define } from "../diagnostic.ts";

/** What is doubtful in samples of files and in specifications of them. */
export const filesDiagnostics = {
  "files/ragged-rows": define<{ count: number; rows: number; columns: number; has: number }>({
    severity: "warning",
    message: ({ count, rows, columns, has }) =>
      `${count} of ${rows} rows don't fit the ${columns} columns, the first has ${has} values or stray quotes: a connector stops reading a file at such a row`,
    fix: () => "look at the row; tell who sends the files, or choose another delimiter or quote in overrides.yaml",
  }),
  "files/broken-lines": define<{ count: number }>({
    severity: "warning",
    message: ({ count }) =>
      `${count} ${count === 1 ? "line is" : "lines are"} no JSON object: a connector stops reading a file there`,
    fix: () => "look at the line; tell who sends the files",
  }),
  "files/unnamed-columns": define<{ count: number }>({
    severity: "info",
    message: ({ count }) =>
      `${count === 1 ? "a column has" : `${count} columns have`} no name in the header; the place is the name`,
  }),
  "files/repeated-names": define<{ names: readonly string[] }>({
    severity: "warning",
    message: ({ names }) =>
      `the header names ${names.slice(0, 5).join(", ")} more than once; the later ones get a number`,
    fix: () => "check which column is which, or tell who sends the files",
  }),
  "files/cut": define<{ rows: number }>({
    severity: "info",
    message: ({ rows }) =>
      `the file is large: its first ${rows} rows were read, and what is said of all rows is said of them`,
  }),
  "files/no-rows": define<Record<string, never>>({
    severity: "warning",
    message: () => "the file holds no row, only the names of columns: they are taken for texts",
    fix: () => "give a file with rows, or a specification",
  }),
  "files/other-columns": define<{ names: readonly string[]; missing: readonly string[] }>({
    severity: "warning",
    message: ({ names, missing }) =>
      `the file is named like the others and ${[
        names.length > 0 ? `also has ${names.slice(0, 5).join(", ")}` : "",
        missing.length > 0 ? `lacks ${missing.slice(0, 5).join(", ")}` : "",
      ]
        .filter((part) => part !== "")
        .join(" and ")}`,
    fix: () => "check whether both are of one kind; if not, give them in folders of their own",
  }),
  "files/mixed-encodings": define<{ encodings: readonly string[] }>({
    severity: "warning",
    message: ({ encodings }) =>
      `files of one kind are written in ${encodings.join(" and ")}; the first is taken for all`,
    fix: () => "say it with `encoding` in overrides.yaml",
  }),
  "files/misfits": define<{ column: string; type: string; count: number; of: number }>({
    severity: "warning",
    message: ({ column, type, count, of }) =>
      `${count} of ${of} values of ${column} are no ${type}: a connector stops reading a file at such a row`,
    fix: () => "look at the line; if such values belong there, give the field the type text in overrides.yaml",
  }),
  "files/open-type": define<{ field: string; open: string }>({
    severity: "warning",
    message: ({ field, open }) => `${field} is a text: ${open}`,
    fix: () => "say it with `fields` in overrides.yaml, or give a sample file along with the specification",
  }),
  "files/line-length": define<{ has: number; needed: number }>({
    severity: "warning",
    message: ({ has, needed }) => `lines have ${has} characters, and the fields that are specified end at ${needed}`,
    fix: () => "check whether the specification is that of these files",
  }),
  "files/odd-lines": define<{ count: number; length: number }>({
    severity: "warning",
    message: ({ count, length }) =>
      `${count} ${count === 1 ? "line between the others hasn't" : "lines between the others haven't"} their ${length} characters`,
    fix: () => "look at the line; records of several kinds in one file aren't told apart",
  }),
  "files/unread-metadata": define<{ what: string }>({
    severity: "warning",
    message: ({ what }) => `${what}; it is passed over`,
    fix: () => "check whether the connector needs it",
    collapse: true,
  }),
};
