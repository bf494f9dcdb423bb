import type { ColumnFact, GeneratedFact } from "../../evidence/database-facts.ts";
import { isDeferrable } from "./is-deferrable.ts";
import { readReferences } from "./read-constraint.ts";
import { readType } from "./read-type.ts";
import { nameOf, placeOf, type Reading, wordsOf } from "./reading.ts";
import type { TableDraft } from "./table-draft.ts";
import { isName, type Token } from "./token.ts";
import { createReader, type TokenReader } from "./token-reader.ts";

type Changeable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type ColumnDraft = Changeable<ColumnFact>;

/** One column of a table's list, with the keys that are declared on it. */
export function readColumn(tokens: readonly Token[], draft: TableDraft, reading: Reading): ColumnFact | undefined {
  const reader = createReader(tokens);
  const first = reader.next();
  if (!first || !(isName(first) || first.kind === "string") || first.text === "") return undefined;
  // Db2 for i gives a long name a short one: `CUSTOMER_NUMBER FOR COLUMN CUSTNO`.
  if (reader.at("FOR") && !/^(?:BIT|SBCS|MIXED)$/.test(reader.peek(1)?.key ?? "")) {
    reader.next();
    reader.accept("COLUMN");
    reader.next();
  }
  const column: ColumnDraft = {
    name: nameOf(first, reading),
    type: readType(reader, reading),
    notNull: undefined,
    default: undefined,
    comment: undefined,
    identity: false,
    onUpdate: false,
    generated: undefined,
    check: undefined,
    at: placeOf(first, reading),
  };
  readColumnClauses(reader, column, draft, reading);
  return column;
}

/** Everything that is said of a column behind its type. */
export function readColumnClauses(reader: TokenReader, column: ColumnDraft, draft: TableDraft, reading: Reading): void {
  while (!reader.done) {
    const before = reader.position;
    readClause(reader, column, draft, reading);
    if (reader.position === before) reader.skip();
  }
}

/** Where a column's clauses are read, and what they say of it. */
interface Place {
  readonly reader: TokenReader;
  readonly column: ColumnDraft;
  readonly draft: TableDraft;
  readonly reading: Reading;
}

/** By the word that a clause begins with; the reader stands behind it. */
const CLAUSES: Readonly<Record<string, (place: Place) => void>> = {
  CONSTRAINT: ({ reader }) => {
    // Its name; NOT and UNIQUE stand where it has none.
    if (!reader.at("NOT") && !reader.at("UNIQUE")) reader.skip();
  },
  NOT: ({ reader, column }) => {
    if (reader.accept("NULL")) column.notNull = true;
  },
  NULL: ({ column }) => {
    column.notNull = false;
  },
  PRIMARY: ({ reader, column, draft }) => {
    if (reader.accept("KEY")) draft.primaryKey ??= { columns: [column.name], at: column.at };
  },
  UNIQUE: ({ reader, column, draft }) => {
    const key = { columns: [column.name], at: column.at, name: undefined, partial: false, expression: false };
    draft.uniques.push({ ...key, deferrable: isDeferrable(reader) });
  },
  REFERENCES: ({ reader, column, draft, reading }) => {
    reader.seek(reader.position - 1);
    const found = readReferences(reader, [column.name], column.at, reading);
    if (found) draft.foreignKeys.push(found);
  },
  DEFAULT: ({ reader, column, reading }) => {
    column.default ??= readExpression(reader, reading);
  },
  ON: ({ reader, column }) => {
    if (reader.accept("UPDATE")) column.onUpdate ||= isPresentTime(reader);
  },
  COMMENT: ({ reader, column }) => {
    column.comment = reader.next()?.text;
  },
  CHECK: ({ reader, column, reading }) => {
    column.check = wordsOf(reader.parens() ?? [], reading);
  },
  AUTO_INCREMENT: ({ column }) => {
    column.identity = true;
  },
  AUTOINCREMENT: ({ column }) => {
    column.identity = true;
  },
  IDENTITY: ({ column }) => {
    column.identity = true;
  },
  GENERATED: (place) => readGenerated(place),
  COMPUTED: (place) => {
    if (!place.reader.accept("BY")) place.reader.accept("AS");
    readFormula(place);
  },
  AS: (place) => readFormula(place),
};

function readClause(reader: TokenReader, column: ColumnDraft, draft: TableDraft, reading: Reading): void {
  const clause = CLAUSES[reader.peek()?.key ?? ""];
  if (!clause) return;
  reader.next();
  clause({ reader, column, draft, reading });
}

const OF_ROWS: readonly (readonly [readonly string[], GeneratedFact["kind"]])[] = [
  [["ROW", "START"], "row-start"],
  [["ROW", "BEGIN"], "row-start"],
  [["ROW", "END"], "row-end"],
  [["ROW", "CHANGE"], "row-change"],
  [["FOR", "EACH", "ROW", "ON", "UPDATE"], "row-change"],
];
const BEFORE_AS = new Set(["ALWAYS", "BY", "DEFAULT", "ON", "NULL"]);

/** GENERATED [ALWAYS | BY DEFAULT [ON NULL]] [AS] IDENTITY | ROW START | (expression). */
function readGenerated(place: Place): void {
  const { reader, column } = place;
  while (reader.acceptOne(BEFORE_AS));
  reader.accept("AS");
  if (reader.accept("IDENTITY")) {
    column.identity = true;
    return;
  }
  const ofRow = OF_ROWS.find(([words]) => reader.at(...words));
  if (ofRow) column.generated = { kind: ofRow[1], text: ofRow[0].join(" ") };
  else readFormula(place);
}

function readFormula({ reader, column, reading }: Place): void {
  const inside = reader.parens();
  const text = inside ? wordsOf(inside, reading) : (readExpression(reader, reading) ?? "");
  if (text !== "") column.generated = { kind: "expression", text };
}

/** What ON UPDATE sets; of a foreign key it is an action. */
function isPresentTime(reader: TokenReader): boolean {
  const word = reader.next()?.key ?? "";
  if (reader.at("(")) reader.skip();
  return /^(?:CURRENT_TIMESTAMP|NOW|LOCALTIME|LOCALTIMESTAMP)$/.test(word);
}

const AFTER_DEFAULT = new Set(
  "NOT NULL CONSTRAINT PRIMARY UNIQUE REFERENCES CHECK COMMENT ON COLLATE PERSISTED STORED VIRTUAL GENERATED AUTO_INCREMENT ENABLE DISABLE IDENTITY FOR WITH INVISIBLE HIDDEN DEFERRABLE AS".split(
    " ",
  ),
);

/** A value or an expression, up to the next clause. */
export function readExpression(reader: TokenReader, reading: Reading): string | undefined {
  const start = reader.position;
  while (!reader.done && !reader.at(",")) {
    const isNext = reader.position > start && AFTER_DEFAULT.has(reader.peek()?.key ?? "");
    // `timestamp WITH time zone` inside a cast.
    if (isNext && !reader.at("WITH", "TIME")) break;
    reader.skip();
  }
  const tokens = reader.since(start);
  return tokens.length === 0 ? undefined : wordsOf(tokens, reading);
}
