import type { Collector } from "../../diagnostics/collector.ts";
import type { ParameterFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { Node } from "../node.ts";
import type { References } from "./references.ts";
import type { Schemas } from "./schemas.ts";

/** What reading the parts of one document needs. */
export interface Reading {
  readonly root: Node;
  /** Swagger 2.0 puts several things elsewhere. */
  readonly version: "2.0" | "3.x";
  readonly references: References;
  readonly schemas: Schemas;
  readonly collector: Collector;
  /** What was read of parameters and responses that operations share, by their object. */
  readonly parameters: Map<unknown, ParameterFact | undefined>;
  readonly responses: Map<unknown, ResponseFact>;
}
