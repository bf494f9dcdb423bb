import type { OperationFact } from "../evidence/http-facts.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { Param } from "../model/pagination.ts";
import { lookUp } from "./find-records.ts";
import type { Nodes, SchemaNode } from "./schema-node.ts";

/** What a document says of one parameter of a request. */
export interface DocumentedParameter {
  readonly in: "query" | "header" | "path" | "cookie" | "body";
  readonly name: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly node: SchemaNode | undefined;
  readonly default: unknown;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly at: SourceRef;
}

/** Those of the operation, and the fields at the top of its body. */
export function documentedParameters(operation: OperationFact, nodes: Nodes): readonly DocumentedParameter[] {
  const own = operation.parameters.map(
    (one): DocumentedParameter => ({
      in: one.in,
      name: one.name,
      required: one.required,
      deprecated: one.deprecated,
      node: nodes(one.schema),
      default: one.schema.default,
      minimum: one.schema.minimum,
      maximum: one.schema.maximum,
      at: one.at,
    }),
  );
  const view = operation.body?.content.find(({ schema }) => schema)?.schema;
  if (!view) return own;
  const body = [...view.properties].map(
    ([name, field]): DocumentedParameter => ({
      in: "body",
      name,
      required: operation.body?.required === true && view.required.has(name),
      deprecated: field.deprecated,
      node: nodes(field),
      default: field.default,
      minimum: field.minimum,
      maximum: field.maximum,
      at: field.at,
    }),
  );
  return [...own, ...body];
}

/** The parameter that a connector sends, as the document has it: by its name, or as a part of one that holds several. */
export function findParameter(
  param: Param,
  parameters: readonly DocumentedParameter[],
): DocumentedParameter | undefined {
  const exact = parameters.find((one) => one.in === param.in && sameName(one.name, param));
  if (exact) return exact;
  const [base = "", ...steps] = param.name.split(/[.[\]]+/).filter((step) => step !== "");
  const holder = parameters.find((one) => one.in === param.in && one.name.replace(/\[\]$/, "") === base);
  if (!holder?.node || steps.length === 0) return undefined;
  const found = lookUp(holder.node, steps);
  if (found.kind === "gone") return undefined;
  return { ...holder, name: param.name, default: undefined, minimum: undefined, maximum: undefined };
}

/** Names of headers have no case. */
function sameName(name: string, param: Param): boolean {
  return param.in === "header" ? name.toLowerCase() === param.name.toLowerCase() : name === param.name;
}

/** `query:limit`; equal for two that are the same. */
export function parameterKey({ in: place, name }: Pick<DocumentedParameter, "in" | "name">): string {
  return `${place}:${place === "header" ? name.toLowerCase() : name}`;
}

/** As people read it. */
export function parameterName({ in: place, name }: Pick<DocumentedParameter, "in" | "name">): string {
  return `${place}:${name}`;
}
