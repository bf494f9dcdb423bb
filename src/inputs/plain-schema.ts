import { NOTHING_SAID } from "../evidence/nothing-said.ts";
import type { SchemaView } from "../evidence/schema-view.ts";
import type { SourceRef } from "../evidence/source-ref.ts";

/** A schema of which nothing is known but what is given. Its id is made of its place, so places must differ. */
export function plainSchema(at: SourceRef, said: Partial<SchemaView> = {}): SchemaView {
  return { ...NOTHING_SAID, id: `plain ${at.document}#${at.pointer}`, at, ...said };
}
