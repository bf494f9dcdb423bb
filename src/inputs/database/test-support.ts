import { createCollector } from "../../diagnostics/collector.ts";
import type { DatabaseFacts } from "../../evidence/database-facts.ts";
import type { DatabaseDialect } from "../../model/dialect.ts";
import type { SourceText } from "../source-document.ts";
import { readDatabase } from "./database-input.ts";
import { syntaxOf } from "./dialect-syntax.ts";
import { readStatements } from "./statements.ts";

function sourceText(name: string, text: string): SourceText {
  return { name, origin: name, location: name, root: ".", text, sha256: "", bytes: text.length };
}

/** Facts of one text, or of several by their names; the name may say the dialect: `x.oracle.sql`. */
export async function factsOf(
  given: string | Readonly<Record<string, string>>,
  name = "schema.postgresql.sql",
): Promise<DatabaseFacts & { readonly codes: readonly string[] }> {
  const collector = createCollector();
  const texts = typeof given === "string" ? { [name]: given } : given;
  const facts = await readDatabase(
    Object.entries(texts).map(([one, text]) => sourceText(one, text)),
    {
      collector,
      files: { read: async () => undefined, list: async () => undefined },
      fetch: undefined,
      allowedOrigins: [],
    },
  );
  return { ...facts, codes: collector.diagnostics.map(({ code }) => code) };
}

/** The first words of each statement, with its line: `3 CREATE TABLE a`. */
export function statementsOf(text: string, dialect: DatabaseDialect): string[] {
  return [...readStatements(text, syntaxOf(dialect))].map(
    ({ tokens, line }) =>
      `${line} ${tokens
        .slice(0, 3)
        .map((token) => token.text)
        .join(" ")}`,
  );
}
