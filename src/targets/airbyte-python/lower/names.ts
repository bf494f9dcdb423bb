import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { SchemaNames } from "../../../model/schema-names.ts";
import type { Stream } from "../../../model/stream.ts";
import { createUniqueNames, kebabCase, pascalCase, pythonClassName, snakeCase } from "../../../printing/naming.ts";
import { isPythonReserved } from "../../../printing/python-words.ts";
import type { SourceNames } from "../plan.ts";
import { SUPPORT_NAMES } from "../support-modules.ts";

export function sourceNames({ name }: ConnectorModel): SourceNames {
  const short = pythonClassName(name, "Stream");
  return {
    source: `source-${kebabCase(name)}`,
    package: `source_${snakeCase(name)}`,
    sourceClass: `Source${pascalCase(name)}`,
    baseClass: short in SUPPORT_NAMES ? pythonClassName(name, "BaseStream") : short,
  };
}

export type StreamNames = ReadonlyMap<string, { readonly className: string; readonly file: string }>;

/** Class and schema file of each stream, by the stream's name. A record's schema that has a name has a file of that name. */
export function streamNames(
  streams: readonly Stream[],
  { baseClass }: SourceNames,
  schemaNames: SchemaNames,
): StreamNames {
  const taken = new Set([baseClass, ...Object.keys(SUPPORT_NAMES)].map((name) => name.toLowerCase()));
  const unique = createUniqueNames("");
  const className = (name: string): string => {
    const short = pythonClassName(name, "");
    const isFree = !isPythonReserved(short) && !taken.has(short.toLowerCase());
    return unique(isFree ? short : pythonClassName(name, "Stream"));
  };
  const own = createUniqueNames();
  const shared = createUniqueNames();
  const files = new Map<string, string>();
  return new Map(
    streams.map(({ name, schema }) => {
      const file = own(snakeCase(name).slice(0, 100));
      const called = schemaNames.get(schema);
      const named = called && (files.get(called) ?? `shared/${shared(snakeCase(called).slice(0, 100))}`);
      if (called && named) files.set(called, named);
      return [name, { className: className(name), file: named ?? file }];
    }),
  );
}
