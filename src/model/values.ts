/** The small values that every part of the model is made of. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A place inside a record or a response: `["attributes", "updated"]`; `"*"` stands for each element. `[]` is the root. */
export type FieldPath = readonly string[];

/**
 * Text in which `{name}` stands for the value of the setting `name`, and nothing else is special.
 * A brace pair around anything that is not a setting's name is literal text. See `template.ts`.
 */
export type Template = string;

/** A JSON Schema (draft 2020-12) of one record, already free of `$ref`, `allOf` and documentation-only keywords. */
export interface JsonSchema {
  readonly type?: JsonType | readonly JsonType[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly Json[];
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  /** Names that the document promises in every record. */
  readonly required?: readonly string[];
}

export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/** What a finding, a question or a note speaks about. */
export type About =
  | "auth"
  | "base-url"
  | "headers"
  | "rate-limit"
  | "errors"
  | "stream"
  | "records"
  | "schema"
  | "primary-key"
  | "pagination"
  | "incremental"
  | "parents"
  | "inputs"
  | "soft-delete"
  | "cdc"
  | "location"
  | "format"
  | "fields"
  | "content"
  | "date-order"
  | "decimal-mark";

/** One sentence for the reader of a generated connector: why a fact is believed, or that it is still open. */
export interface Note {
  readonly about: About;
  readonly text: string;
  /** True while a question about it is unanswered: targets print it as a TODO and in the README. */
  readonly open: boolean;
}
