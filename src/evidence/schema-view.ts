import type { JsonType } from "../model/values.ts";
import type { SourceRef } from "./source-ref.ts";

/**
 * A schema as a document states it, in one spelling: references followed when they are looked at (never before),
 * `allOf` merged, 3.0's `nullable` and 3.1's `null` types alike, sloppy forms mended.
 * A view may contain itself; whoever walks it keeps the ids that were seen.
 */
export interface SchemaView {
  /** Equal for two views of one place in one document. */
  readonly id: string;
  readonly at: SourceRef;
  /** The component's name, where it has one: `Customer`. */
  readonly name: string | undefined;
  /** The component that it is but for words of its own beside the reference: a description, `nullable`. */
  readonly base?: SchemaView | undefined;
  /** Without `null`; empty where nothing is said. Inferred from `properties`, `items` or `enum` where `type` is missing. */
  readonly types: readonly JsonType[];
  readonly nullable: boolean;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly enum: readonly unknown[] | undefined;
  readonly default: unknown;
  /** `example`, `examples`, in that order; empty where there are none. */
  readonly examples: readonly unknown[];
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly maxItems: number | undefined;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  /** In the document's order; those of `allOf` branches included, those of `alternatives` not. */
  readonly properties: ReadonlyMap<string, SchemaView>;
  readonly required: ReadonlySet<string>;
  readonly items: SchemaView | undefined;
  /** `undefined`: nothing is said. */
  readonly additionalProperties: boolean | SchemaView | undefined;
  /** The branches of `oneOf` and `anyOf`, without `null`. */
  readonly alternatives: readonly SchemaView[];
  readonly discriminator: string | undefined;
  /** Vendor extensions, by name with their `x-`. */
  readonly extensions: Readonly<Record<string, unknown>>;
}
