import { isConstraint } from "./read-constraint.ts";
import { readQueryAt } from "./read-query.ts";
import { NO_TYPE, readType } from "./read-type.ts";
import { nameOf, placeOf, type Reading, readObjectName } from "./reading.ts";
import { createDraft, type TableDraft } from "./table-draft.ts";
import { isName } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

/** CREATE … VIEW; the reader stands behind that word. */
export function readCreateView(
  reader: TokenReader,
  words: ReadonlySet<string>,
  reading: Reading,
): TableDraft | undefined {
  reader.accept("IF", "NOT", "EXISTS");
  const first = reader.peek();
  const name = readObjectName(reader, reading);
  if (!name) return undefined;
  const materialised = words.has("MATERIALIZED") || words.has("SNAPSHOT");
  const draft = createDraft(name, materialised ? "materialized-view" : "view", placeOf(first, reading));
  if (reader.accept("OF")) draft.of = readObjectName(reader, reading);
  const named = reader.at("(") ? splitList(reader.parens() ?? []) : [];
  for (const [token, ...rest] of named) {
    if (!isName(token) || token.key === "CONSTRAINT") continue;
    draft.columns.push({
      name: nameOf(token, reading),
      // A live catalog tells the types, a dump doesn't; Oracle has constraints here.
      type: isName(rest[0]) && !isConstraint(rest) ? readType(createReader(rest), reading) : NO_TYPE,
      notNull: undefined,
      default: undefined,
      comment: undefined,
      identity: false,
      onUpdate: false,
      generated: undefined,
      check: undefined,
      at: placeOf(token, reading),
    });
  }
  if (reader.skipTo("AS")) {
    reader.next();
    draft.query = readQueryAt(reader, reading);
  }
  return draft;
}
