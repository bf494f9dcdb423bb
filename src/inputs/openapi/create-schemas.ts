import type { Collector } from "../../diagnostics/collector.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { isRecord, type Raw } from "../json-value.ts";
import type { Node } from "../node.ts";
import { LazySchema } from "./lazy-schema.ts";
import type { References } from "./references.ts";
import { hasSiblings } from "./schema-layers.ts";

import type { Schemas } from "./schemas.ts";

const MAX_HOPS = 100;

export function createSchemas(references: References, collector: Collector): Schemas {
  const byObject = new Map<Raw, SchemaView>();
  const byId = new Map<string, SchemaView>();

  /** Where the schema really is: behind references that add nothing of their own. */
  function home(node: Node): Node {
    let at = node;
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      if (!isRecord(at.value) || typeof at.value.$ref !== "string" || hasSiblings(at.value)) return at;
      at = references.step(at) ?? at;
    }
    return references.follow(node);
  }

  const schemas: Schemas = {
    references,
    collector,
    viewOf(node) {
      const at = home(node);
      const raw = isRecord(at.value) ? at.value : undefined;
      const known = raw && byObject.get(raw);
      if (known) return known;
      const view = new LazySchema([at], schemas);
      if (raw) byObject.set(raw, view);
      return view;
    },
    merged(nodes) {
      const [first] = nodes;
      if (first && nodes.length === 1) return schemas.viewOf(first);
      const homes = [...new Map(nodes.map((node) => home(node)).map((node) => [node.value, node])).values()];
      const [only] = homes;
      if (only && homes.length === 1) return schemas.viewOf(only);
      const view = new LazySchema(homes, schemas);
      const known = byId.get(view.id) ?? view;
      byId.set(view.id, known);
      return known;
    },
  };
  return schemas;
}
