import type { ConnectorModel } from "./connector-model.ts";
import type { Stream } from "./stream.ts";
import type { JsonSchema } from "./values.ts";

/** A `connector.yaml`: the model, with each schema that the documents name written once. */
export interface ConnectorFile extends Omit<ConnectorModel, "streams"> {
  /** Parents before their children, otherwise in the document's order. */
  readonly streams: readonly StreamInFile[];
  /** Schemas that streams and other schemas refer to with `$ref: "#/schemas/<name>"`; none contains itself. */
  readonly schemas?: { readonly [name: string]: SchemaInFile };
}

export interface StreamInFile extends Omit<Stream, "schema"> {
  /** Of one record. */
  readonly schema: SchemaInFile;
}

/** A schema in full, or one of the shared `schemas` with what differs here. */
export interface SchemaInFile extends Omit<JsonSchema, "properties" | "items" | "additionalProperties" | "anyOf"> {
  /**
   * One of the file's `schemas`. Keys beside it stand in place of its own, `properties` are added to its own.
   *
   * @pattern ^#/schemas/[^/]+$
   */
  readonly $ref?: string;
  readonly properties?: { readonly [name: string]: SchemaInFile };
  readonly items?: SchemaInFile;
  readonly additionalProperties?: boolean | SchemaInFile;
  readonly anyOf?: readonly SchemaInFile[];
}
