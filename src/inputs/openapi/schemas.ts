import type { Collector } from "../../diagnostics/collector.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { Node } from "../node.ts";
import type { References } from "./references.ts";

/** Makes views of schemas, one for each place. */
export interface Schemas {
  readonly references: References;
  readonly collector: Collector;
  viewOf(node: Node): SchemaView;
  /** All of the nodes together, as `allOf` would put it; the last has the last word. */
  merged(nodes: readonly Node[]): SchemaView;
}
