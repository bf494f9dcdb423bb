import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";

/** The files that people edit, by the schema in `schemas/` that was made from the model's types. */
export type SchemaName = "connector" | "overrides";

const validators = new Map<SchemaName, ValidateFunction>();

/** What is wrong with a value, a line each: `streams.orders.pagination.kind: must be one of …`. Empty: nothing. */
export function schemaErrors(name: SchemaName, value: unknown): string[] {
  const validate = validators.get(name) ?? compile(name);
  validators.set(name, validate);
  if (validate(value)) return [];
  return describe(validate.errors ?? []);
}

function compile(name: SchemaName): ValidateFunction {
  const schema: object = JSON.parse(
    readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), "utf8"),
  );
  // Most calls have nothing to check, and it is much code.
  const { Ajv2020 }: typeof import("ajv/dist/2020.js") = createRequire(import.meta.url)("ajv/dist/2020.js");
  return new Ajv2020({ allErrors: true, strict: false, discriminator: true }).compile(schema);
}

/** The deepest errors tell most; those of the branches that nobody meant are left out. */
function describe(errors: readonly ErrorObject[]): string[] {
  const deepest = Math.max(...errors.map(({ instancePath }) => instancePath.split("/").length));
  const telling = errors.filter(
    ({ instancePath, keyword }) => keyword !== "anyOf" && instancePath.split("/").length === deepest,
  );
  const kept = telling.length > 0 ? telling : errors;
  return [...new Set([...constants(kept), ...kept.filter(({ keyword }) => keyword !== "const").map(sentence)])];
}

/** A value that fits none of the branches: all that it could be, in one sentence. */
function constants(errors: readonly ErrorObject[]): string[] {
  const byPlace = Map.groupBy(
    errors.filter(({ keyword }) => keyword === "const"),
    placeOf,
  );
  return [...byPlace].map(([place, all]) => {
    const allowed = [...new Set(all.map(({ params }) => JSON.stringify(params.allowedValue)))];
    return `${place}: must be ${allowed.length === 1 ? "" : "one of "}${allowed.join(", ")}`;
  });
}

function placeOf({ instancePath }: ErrorObject): string {
  return instancePath === "" ? "the file" : instancePath.slice(1).replaceAll("/", ".");
}

function sentence(error: ErrorObject): string {
  const { keyword, params, message } = error;
  const place = placeOf(error);
  if (keyword === "additionalProperties") return `${place}: unknown key "${String(params.additionalProperty)}"`;
  if (keyword === "required") return `${place}: "${String(params.missingProperty)}" is missing`;
  if (keyword === "enum") return `${place}: must be one of ${JSON.stringify(params.allowedValues)}`;
  return `${place}: ${message ?? keyword}`;
}
