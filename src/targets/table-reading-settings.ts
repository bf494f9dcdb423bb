import type { DatabaseDialect } from "../model/dialect.ts";
import type { Setting } from "../model/setting.ts";
import type { TableOf } from "./table-of.ts";

const reading = (
  name: string,
  title: string,
  { description, preset }: { readonly description: string; readonly preset?: number },
): Setting => ({
  name,
  title,
  description,
  type: preset === undefined ? "string" : "integer",
  secret: false,
  required: false,
  ...(preset === undefined ? {} : { default: preset }),
  purpose: "input",
});

/** What can be said to a tap of how it reads; all of it has a default. */
export function readingSettings(dialect: DatabaseDialect, streams: readonly TableOf[]): Setting[] {
  const kinds = new Set(streams.map(({ incremental }) => incremental?.format.kind));
  kinds.delete(undefined);
  const hasNumbers = kinds.delete("integer");
  const hasTimes = kinds.size > 0;
  const needsSchema = dialect === "postgresql" && streams.some(({ access }) => access.schema === undefined);
  return [
    ...(needsSchema
      ? [
          reading("schema", "Schema", {
            description: "The schema of tables whose definition names none. Left out, the user's search path decides.",
          }),
        ]
      : []),
    reading("chunk_size", "Rows a page", {
      description: "Rows that are asked for at once.",
      preset: 20_000,
    }),
    ...(dialect === "sqlite"
      ? []
      : [
          reading("statement_timeout", "Statement timeout", {
            description: "Seconds after which the database gives a statement up; 0: never.",
            preset: 3600,
          }),
        ]),
    ...(hasTimes
      ? [
          reading("lookback_seconds", "Look back", {
            description:
              "Seconds that an incremental read reaches back behind the last one, for rows whose transaction was committed late.",
            preset: 600,
          }),
        ]
      : []),
    ...(hasNumbers
      ? [
          reading("lookback_numbers", "Look back over numbers", {
            description:
              "Numbers that an incremental read reaches back behind the last one, where the cursor is a number: they are handed out before transactions are committed.",
            preset: 1000,
          }),
        ]
      : []),
  ];
}
