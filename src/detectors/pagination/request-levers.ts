import type { OperationFact, ParameterFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { Param } from "../../model/pagination.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import { type LeverRole, PARAMETER_SIGNALS, type ParameterSignal } from "./parameter-vocabulary.ts";
import { nameLevels, plainName } from "./plain-name.ts";

/** A request parameter that may move a list from page to page, with what it seems to do. */
export interface Lever {
  readonly role: LeverRole;
  readonly param: Param;
  readonly schema: SchemaView;
  /** Of the parameter, else of its schema, without markup. */
  readonly description: string;
  readonly deprecated: boolean;
  readonly signal: string;
  readonly weight: number;
  readonly at: SourceRef;
}

/** A parameter or a body's property, in one shape. */
export interface RequestField {
  readonly param: Param;
  readonly schema: SchemaView;
  readonly description: string;
  readonly deprecated: boolean;
  readonly at: SourceRef;
}

/** Nobody but the source itself may send it. */
const RESERVED = /^\W*reserved\b|\b(for|only) internal (use|purposes)\b|\bdo not use\b/i;
const DEPRECATED = /^\W*deprecated\b|\b(is|been|now) deprecated\b|[.!] deprecated\b/i;

/** Levels of a body that are looked at: `page.after` has two. */
const BODY_DEPTH = 3;

/** Every paging role that an operation's parameters and body properties can play; one may play several. */
export function leversOf(operation: OperationFact): Lever[] {
  return requestFields(operation).flatMap(leversOfField);
}

/** An operation's parameters and body properties; parameters that operations share are read once. */
export const requestFields: (operation: OperationFact) => readonly RequestField[] = rememberedOf((operation) => [
  ...operation.parameters.filter(({ in: place }) => place !== "cookie").map(parameterField),
  ...bodyFieldsOf(operation),
]);

/** Levers within an object that one parameter carries (`q={"page":2}`): they show that a list pages, and can't be sent alone. */
export function leversWithin(operation: OperationFact): Lever[] {
  const objects = operation.parameters.filter(
    ({ in: place, schema }) => place === "query" && schema.properties.size > 0,
  );
  return objects.flatMap(({ name, schema }) =>
    bodyFields(schema, [name], new Set())
      .map((field) => ({ ...field, param: { ...field.param, in: "query" as const } }))
      .flatMap(leversOfField)
      .filter(({ role }) => role !== "size"),
  );
}

function bodyFieldsOf(operation: OperationFact): RequestField[] {
  if (operation.method === "GET") return [];
  const body = operation.body?.content.find(({ schema }) => schema !== undefined)?.schema;
  return body ? bodyFields(body, [], new Set()) : [];
}

const parameterField: (parameter: ParameterFact) => RequestField = rememberedOf((parameter) => {
  const { name, schema, at, in: place } = parameter;
  const description = withoutMarkup(parameter.description ?? schema.description ?? "");
  return {
    param: { name, in: place === "cookie" ? "header" : place },
    schema,
    description,
    deprecated: parameter.deprecated || schema.deprecated || DEPRECATED.test(description),
    at,
  };
});

function bodyFields(schema: SchemaView, above: readonly string[], seen: ReadonlySet<string>): RequestField[] {
  if (above.length >= BODY_DEPTH || seen.has(schema.id)) return [];
  const inside = new Set([...seen, schema.id]);
  return [...schema.properties].flatMap(([name, property]) => [
    {
      param: { name: [...above, name].join("."), in: "body" as const },
      schema: property,
      description: withoutMarkup(property.description ?? ""),
      deprecated: property.deprecated,
      at: property.at,
    },
    ...bodyFields(property, [...above, name], inside),
  ]);
}

/** Most names say nothing of pages. */
function leversOfField(field: RequestField): readonly Lever[] {
  return signalsNamed(field.param.name).length === 0 ? NO_LEVERS : leversNamed(field);
}

const leversNamed: (field: RequestField) => readonly Lever[] = rememberedOf((field) => {
  const signals = signalsNamed(field.param.name);
  if (RESERVED.test(field.description)) return NO_LEVERS;
  const best = new Map<LeverRole, Lever>();
  for (const signal of signals) {
    const held = best.get(signal.role);
    if ((held && held.weight >= signal.weight) || !fits(signal, field)) continue;
    best.set(signal.role, { ...field, role: signal.role, signal: `pagination/${signal.id}`, weight: signal.weight });
  }
  return settle([...best.values()]);
});

const NO_LEVERS: readonly Lever[] = [];

/** Those whose names fit: of the whole name, of its last level, and of it without an `x` before it. */
const signalsNamed: (name: string) => readonly ParameterSignal[] = remembered((name) => {
  const whole = plainName(name);
  const names = [whole, nameLevels(name).at(-1) ?? "", whole.replace(/^x(?=.)/, "")];
  return PARAMETER_SIGNALS.filter((signal) => names.some((one) => signal.name.test(one)));
});

function fits(signal: ParameterSignal, { param, schema, description }: RequestField): boolean {
  if (param.in === "path" && !fitsPath(signal, schema)) return false;
  if (!typeFits(signal, schema)) return false;
  if (signal.says && !signal.says.test(description)) return false;
  return !signal.not?.test(description);
}

/** Places in a path are mostly ids; a page's number is one where it is a number or is called so. */
function fitsPath(signal: ParameterSignal, schema: SchemaView): boolean {
  if (signal.role !== "page") return false;
  return signal.id === "page-description" || schema.types.includes("integer") || schema.types.includes("number");
}

function typeFits(signal: ParameterSignal, schema: SchemaView): boolean {
  if (schema.format === "date" || schema.format === "date-time") return false;
  // Single values are sometimes written as lists of one.
  const inside = schema.types.includes("array") ? schema.items : schema;
  if (!inside) return false;
  const types = inside.types.length > 0 ? inside.types : inside.alternatives.flatMap(({ types: some }) => some);
  if (types.length === 0) return schema.properties.size === 0;
  return types.some((type) => signal.types.includes(type));
}

/** What a value is in the answer's words outweighs what its name is mostly used for: an opaque `offset` is a cursor. */
function settle(levers: readonly Lever[]): Lever[] {
  const said = (role: LeverRole) => levers.find((lever) => lever.role === role)?.signal.endsWith("-description");
  const opaque = said("cursor");
  const byRecord = said("last-record");
  return levers.filter(({ role, signal }) => {
    if (role === "page" || role === "offset") return signal.endsWith("-description") || !(opaque || byRecord);
    if (role === "size") return !levers.some((other) => other.role === "cursor" && other.weight > 0.5);
    return !(role === "cursor" && byRecord && !signal.endsWith("-name"));
  });
}

/** Descriptions are HTML or Markdown, mostly. */
export const withoutMarkup: (text: string) => string = remembered((text) =>
  text
    .replace(/<\/?[a-z!][^<>]*>/gi, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/[`*]+/g, "")
    .replace(/\s+/g, " ")
    .trim(),
);
