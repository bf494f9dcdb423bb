import { Failure } from "../../diagnostics/failure.ts";
import type { DatabaseFacts } from "../../evidence/database-facts.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceText } from "../source-document.ts";
import { syntaxOf } from "./dialect-syntax.ts";
import { readSchema } from "./read-schema.ts";
import { sniffDialect } from "./sniff-dialect.ts";

/** DDL of one database, in one file or many, as facts. Errors: a `Failure` where nothing in it can be read from. */
export async function readDatabase(texts: readonly SourceText[], { collector }: ReadContext): Promise<DatabaseFacts> {
  const { dialect, reasons, rival } = sniffDialect(texts);
  if (rival !== undefined) collector.report("database/unsure-dialect", { dialect, rival });
  const found = readSchema(texts, syntaxOf(dialect), collector);
  const [first] = texts;
  if (!first || (found.relations.length === 0 && found.routines.length === 0))
    throw new Failure("unusable", `${first?.origin ?? "the text"} defines no table, view or routine`);
  const documents = texts.map((text) => ({
    ...documentInfo(text, text.holdsRows ? "SQLite database" : `SQL (${dialect})`),
    // Rows may hold anything; no copy of them is kept.
    ...(text.holdsRows && { holdsCredentials: true as const }),
  }));
  return { kind: "database", documents, title: titleOf(texts), dialect, dialectReasons: reasons, ...found };
}

/** The name of the file, or of the folder that holds several. */
function titleOf(texts: readonly SourceText[]): string {
  const [first] = texts;
  const isFolder = texts.length > 1;
  const path = (isFolder ? first?.root : first?.name) ?? "database";
  const base =
    path
      .split(/[/\\]/)
      .filter((part) => part !== "")
      .at(-1) ?? "database";
  const title = base
    .replace(/\.(?:sql|ddl|txt|db|db3|sqlite3?)$/i, "")
    .replace(/[_-]+/g, " ")
    .trim();
  return title === "" || title === "." ? "database" : title;
}
