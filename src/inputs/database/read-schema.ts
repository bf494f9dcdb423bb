import type { Collector } from "../../diagnostics/collector.ts";
import type { DatabaseFacts } from "../../evidence/database-facts.ts";
import type { SourceText } from "../source-document.ts";
import { closeSchema } from "./close-schema.ts";
import type { DialectSyntax } from "./dialect-syntax.ts";
import type { Deferred, DocumentReading } from "./document-reading.ts";
import { createLexer } from "./lexer.ts";
import { readQueryAt } from "./read-query.ts";
import { readStatement } from "./read-statement.ts";
import type { Reading } from "./reading.ts";
import { createSchemaDraft } from "./schema-draft.ts";
import { readStatements } from "./statements.ts";
import type { Token } from "./token.ts";

/** Where names without a schema belong before anything is said. */
const USUAL_SCHEMA: Partial<Record<DialectSyntax["dialect"], string>> = { postgresql: "public", sqlserver: "dbo" };

/** All statements of all texts, as one schema; definitions count before what changes them, whatever file is read first. */
export function readSchema(
  texts: readonly SourceText[],
  syntax: DialectSyntax,
  collector: Collector,
): Pick<DatabaseFacts, "relations" | "triggers" | "types" | "routines"> {
  const schema = createSchemaDraft();
  const later: Deferred[] = [];
  for (const { name, text } of texts) {
    const state: DocumentReading = {
      schema,
      document: name,
      syntax,
      collector,
      currentSchema: USUAL_SCHEMA[syntax.dialect],
      defer: (change) => void later.push(change),
      readText: (inner, line) => readText(inner, state, line),
    };
    readText(text, state);
  }
  for (const change of later) change();
  return closeSchema(schema, syntax);
}

/** Statements of a text, or of a string that a script executes. */
function readText(text: string, state: DocumentReading, firstLine = 1): void {
  const base = { syntax: state.syntax, document: state.document, text };
  for (const statement of readStatements(text, state.syntax, firstLine)) {
    const reading: Reading = {
      ...base,
      schema: state.currentSchema,
      lex: (token) => lexText(token, state.syntax),
      readQuery: readQueryAt,
    };
    readStatement(statement, reading, state);
  }
}

function lexText({ text, line }: Token, syntax: DialectSyntax): Token[] {
  const lexer = createLexer(text, syntax, line);
  const tokens: Token[] = [];
  while (lexer.skipSpace()) tokens.push(lexer.next());
  return tokens;
}
