import { isRecord, member } from "../json-value.ts";
import { text } from "../node.ts";

/** What Postman writes: collections of two generations, and the values of one environment. */
export type PostmanKind = "collection" | "collection-v1" | "environment";

/** `undefined` for what Postman didn't write. */
export function postmanKind(value: unknown): PostmanKind | undefined {
  const whole = unwrapped(value);
  const info = member(whole, "info");
  const isCollection = Array.isArray(member(whole, "item"));
  const schema = text(member(info, "schema")) ?? "";
  if (isCollection && (/collection\.json|getpostman|postman\.com/.test(schema) || has(info, "_postman_id", "name"))) {
    return "collection";
  }
  if (Array.isArray(member(whole, "requests")) && has(whole, "name", "order", "folders")) return "collection-v1";
  const values = member(whole, "values");
  const isEnvironment = has(whole, "_postman_variable_scope", "_postman_exported_at") || isVariables(values);
  return Array.isArray(values) && isEnvironment && has(whole, "name") ? "environment" : undefined;
}

/** What Postman's own API answers with has the collection inside. */
export function unwrapped(value: unknown): unknown {
  for (const key of ["collection", "environment"]) {
    const inside = member(value, key);
    if (isRecord(inside) && Object.keys(value as object).length <= 2) return inside;
  }
  return value;
}

/** `Postman collection 2.1.0` */
export function postmanFormat(value: unknown, kind: PostmanKind): string {
  if (kind === "environment") return "Postman environment";
  const schema = text(member(member(unwrapped(value), "info"), "schema")) ?? "";
  return `Postman collection ${/v(\d+(?:\.\d+)*)/.exec(schema)?.[1] ?? "2"}`;
}

/** Whether a text may be such a document, without parsing it. */
export function mayBePostman(text: string): boolean {
  return /"_postman_(?:id|variable_scope)"|schema\.(?:get)?postman\.com|"requests"\s*:/.test(text);
}

function has(value: unknown, ...anyOf: readonly string[]): boolean {
  return anyOf.some((key) => member(value, key) !== undefined);
}

function isVariables(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0 && values.every((one) => has(one, "key") && has(one, "enabled"));
}
