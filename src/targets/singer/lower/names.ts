import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { SchemaNames } from "../../../model/schema-names.ts";
import type { Stream } from "../../../model/stream.ts";
import { createUniqueNames, pascalCase, pythonClassName, snakeCase } from "../../../printing/naming.ts";
import { tapIdentity } from "../../tap-definition.ts";
import type { TapNames } from "../plan.ts";
import { SUPPORT_NAMES } from "../support-modules.ts";

/** What all streams have in common is named after what it is where a stream has the source's own name. */
const BASE_SUFFIX = { http: "ApiStream", database: "TableStream", file: "FileStream" } as const;

export function tapNames(model: ConnectorModel): TapNames {
  const short = pythonClassName(model.name, "Stream");
  const isTaken = short in SUPPORT_NAMES || model.streams.some(({ name }) => pythonClassName(name, "Stream") === short);
  return {
    ...tapIdentity(model),
    tapClass: `Tap${pascalCase(model.name)}`,
    baseClass: isTaken ? pythonClassName(model.name, BASE_SUFFIX[model.source.kind]) : short,
    authClass: pythonClassName(model.name, "Authenticator"),
  };
}

export type StreamNames = ReadonlyMap<string, { readonly className: string; readonly file: string }>;

/** Class and schema file of each stream, by the stream's name. */
export function streamNames(
  streams: readonly Stream[],
  { baseClass }: TapNames,
  schemaNames: SchemaNames,
): StreamNames {
  const className = createUniqueNames("");
  for (const taken of [baseClass, ...Object.keys(SUPPORT_NAMES)]) className(taken);
  const own = createUniqueNames();
  const shared = createSharedFiles(schemaNames);
  return new Map(
    streams.map((stream) => {
      const file = own(snakeCase(stream.name).slice(0, 100));
      return [
        stream.name,
        { className: className(pythonClassName(stream.name, "Stream")), file: shared(stream) ?? file },
      ];
    }),
  );
}

/**
 * The file of a record's schema that has a name, whoever else reads such records: another stream moves none. Keys are
 * what a record always has, so that one kind of record with other keys is another schema.
 */
function createSharedFiles(schemaNames: SchemaNames): (stream: Stream) => string | undefined {
  const unique = createUniqueNames();
  const files = new Map<string, string>();
  return ({ schema, primaryKey }) => {
    const name = schemaNames.get(schema);
    if (name === undefined) return undefined;
    const keys = primaryKey.map((path) => path.join("_"));
    const held = JSON.stringify([name, ...keys]);
    const words = keys.length === 0 ? "_without_key" : keys.length === 1 ? "" : `_by_${keys.join("_")}`;
    const file = files.get(held) ?? `shared/${unique(snakeCase(name + words).slice(0, 100))}`;
    files.set(held, file);
    return file;
  };
}
