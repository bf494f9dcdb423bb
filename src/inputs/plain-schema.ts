import type { SchemaView } from "../evidence/schema-view.ts";
import type { SourceRef } from "../evidence/source-ref.ts";

/** A schema of which nothing is known but what is given. Its id is made of its place, so places must differ. */
export function plainSchema(at: SourceRef, said: Partial<SchemaView> = {}): SchemaView {
  return { ...NOTHING_SAID, id: `plain ${at.document}#${at.pointer}`, at, ...said };
}

const NOTHING_SAID = {
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
