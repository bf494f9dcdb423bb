import { Failure } from "../../diagnostics/failure.ts";
import { didYouMean } from "../../diagnostics/nearest-names.ts";
import type { ConnectorFile, SchemaInFile } from "../../model/connector-file.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { SchemaNames } from "../../model/schema-names.ts";
import type { JsonSchema } from "../../model/values.ts";

/** A model whose schemas share their parts, and what those are called in its file. */
export interface NamedModel {
  readonly model: ConnectorModel;
  readonly schemaNames: SchemaNames;
}

/**
 * The model in a `connector.yaml`: each reference becomes the one schema that it names, or a copy with what stands beside
 * the reference. Errors: a `Failure` where a reference leads nowhere or in a circle.
 */
export function withSchemas({ schemas = {}, streams, ...rest }: ConnectorFile, path: string): NamedModel {
  const read = createReader(schemas, path);
  const named = Object.keys(schemas).map((name) => [read.named(name), name] as const);
  return {
    model: {
      ...rest,
      streams: streams.map((stream) => ({
        ...stream,
        schema: read.schema(stream.schema, `streams.${stream.name}.schema`),
      })),
    },
    schemaNames: new Map(named),
  };
}

interface Reader {
  schema(schema: SchemaInFile, at: string): JsonSchema;
  named(name: string): JsonSchema;
}

function createReader(schemas: Readonly<Record<string, SchemaInFile>>, path: string): Reader {
  const known = new Map<string, JsonSchema>();
  const underWay: string[] = [];

  const named = (name: string): JsonSchema => {
    const held = known.get(name);
    if (held) return held;
    if (underWay.includes(name)) {
      const circle = [...underWay.slice(underWay.indexOf(name)), name].join(" → ");
      throw new Failure(
        "unusable",
        `${path}: schemas.${name}: it contains itself (${circle}); say what it holds in full in one of them`,
      );
    }
    underWay.push(name);
    const made = schema(schemas[name] ?? {}, `schemas.${name}`);
    underWay.pop();
    known.set(name, made);
    return made;
  };
  const referred = (reference: string, at: string): JsonSchema => {
    const name = reference
      .replace(/^#\/schemas\//, "")
      .replaceAll("~1", "/")
      .replaceAll("~0", "~");
    if (Object.hasOwn(schemas, name)) return named(name);
    throw new Failure(
      "unusable",
      `${path}: ${at}: there is no schema "${name}"${didYouMean(name, Object.keys(schemas))}`,
    );
  };
  const schema = ({ $ref, ...own }: SchemaInFile, at: string): JsonSchema => {
    const { properties, items, additionalProperties: more, anyOf } = own;
    const fields =
      properties &&
      Object.entries(properties).map(([name, held]) => [name, schema(held, `${at}.properties.${name}`)] as const);
    const said: JsonSchema = {
      ...(own as JsonSchema),
      ...(fields && { properties: Object.fromEntries(fields) }),
      ...(items && { items: schema(items, `${at}.items`) }),
      ...(typeof more === "object" && { additionalProperties: schema(more, `${at}.additionalProperties`) }),
      ...(anyOf && { anyOf: anyOf.map((held, index) => schema(held, `${at}.anyOf.${index}`)) }),
    };
    if ($ref === undefined) return said;
    const target = referred($ref, at);
    // The same object wherever nothing differs: what is made of a schema is made once.
    if (Object.keys(own).length === 0) return target;
    const both = target.properties && said.properties;
    return { ...target, ...said, ...(both && { properties: { ...target.properties, ...said.properties } }) };
  };
  return { schema, named };
}
