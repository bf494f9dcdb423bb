import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { didYouMean } from "../../diagnostics/nearest-names.ts";
import type { Tool } from "./tool.ts";

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a call's arguments, one line with what would be right; undefined where they fit. */
export function argumentProblem(tool: Tool, given: unknown): string | undefined {
  const validate = validators.get(tool.name) ?? new Ajv2020({ allErrors: true, strict: false }).compile(tool.input);
  validators.set(tool.name, validate);
  if (validate(given)) return undefined;
  const [first] = validate.errors ?? [];
  return first ? `${tool.name}: ${sentence(first, tool)}` : undefined;
}

function sentence({ keyword, params, instancePath, message }: ErrorObject, tool: Tool): string {
  const place = instancePath.slice(1).replaceAll("/", ".") || "the arguments";
  const known = Object.keys(tool.input.properties);
  switch (keyword) {
    case "required": {
      const name = String(params.missingProperty);
      return `"${name}" is missing (${String(tool.input.properties[name]?.description ?? "")})`;
    }
    case "additionalProperties": {
      const name = String(params.additionalProperty);
      return `there is no argument "${name}"${didYouMean(name, known) || `; there are: ${known.join(", ")}`}`;
    }
    case "enum":
      return `${place} must be one of ${(params.allowedValues as unknown[]).join(", ")}`;
    default:
      return `${place} ${message ?? keyword}`;
  }
}
