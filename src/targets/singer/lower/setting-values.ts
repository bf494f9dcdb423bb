import type { Setting } from "../../../model/setting.ts";
import { templateParts } from "../../../model/template.ts";
import type { Json, Template } from "../../../model/values.ts";
import { type Code, code } from "../../../printing/code.ts";
import { type FStringPart, fString, lit } from "../../../printing/python.ts";
import { call, dictOf, type Expression, listOf, literal, tupleOf } from "../expression.ts";

/** A template as a value of a class attribute, filled from the configuration for each request. */
export function attributeValue(template: Template, settings: readonly Setting[]): Expression {
  const parts = templateParts(template, settings).map((part) =>
    part.kind === "text" ? literal(part.text) : call("Setting", [literal(part.name)]),
  );
  const [only] = parts;
  if (only === undefined) return literal("");
  return parts.length === 1 ? only : call("Text", [tupleOf(parts)]);
}

/** A JSON value whose texts are templates. */
export function attributeJson(value: Json, settings: readonly Setting[]): Expression {
  if (typeof value === "string") return attributeValue(value, settings);
  if (typeof value !== "object" || value === null) return literal(value);
  if (isList(value)) return listOf(value.map((held) => attributeJson(held, settings)));
  return dictOf(Object.entries(value).map(([key, held]) => [key, attributeJson(held, settings)]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const isFixed = (template: Template, settings: readonly Setting[]): boolean =>
  templateParts(template, settings).every((part) => part.kind === "text");

/** A template as an expression in a method, where `self.config` is at hand. */
export function methodValue(template: Template, settings: readonly Setting[]): Code {
  const parts = templateParts(template, settings);
  const [only] = parts;
  if (only === undefined) return lit("");
  if (parts.length === 1) return only.kind === "text" ? lit(only.text) : fromConfig(only.name, settings, '"');
  return fString(
    parts.map((part): FStringPart => (part.kind === "text" ? part.text : fromConfig(part.name, settings, "'"))),
  );
}

function fromConfig(name: string, settings: readonly Setting[], quote: string): Code {
  const setting = settings.find((one) => one.name === name);
  const key = `${quote}${name}${quote}`;
  const given = setting?.required === true || setting?.default !== undefined;
  return code(given ? `self.config[${key}]` : `self.config.get(${key}, ${quote}${quote})`);
}
