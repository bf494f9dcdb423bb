import type { SchemaView } from "./schema-view.ts";

/** A view of which nothing is known but what is added: its id and place at least. */
export const NOTHING_SAID = {
  name: undefined,
  types: [],
  nullable: false,
  title: undefined,
  description: undefined,
  format: undefined,
  pattern: undefined,
  enum: undefined,
  default: undefined,
  examples: [],
  minimum: undefined,
  maximum: undefined,
  maxItems: undefined,
  readOnly: false,
  writeOnly: false,
  deprecated: false,
  properties: new Map<string, SchemaView>(),
  required: new Set<string>(),
  items: undefined,
  additionalProperties: undefined,
  alternatives: [],
  discriminator: undefined,
  extensions: {},
} as const;
