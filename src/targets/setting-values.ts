import type { Setting } from "../model/setting.ts";
import { templateParts } from "../model/template.ts";
import type { Json, Template } from "../model/values.ts";
import { type Code, code } from "../printing/code.ts";
import { type FStringPart, fString, lit } from "../printing/python.ts";
import { call, dictOf, type Expression, listOf, literal, tupleOf } from "./expression.ts";

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

/** A template as an expression where the configuration is at hand under the given name. */
export function methodValue(template: Template, settings: readonly Setting[], config = "self.config"): Code {
  const parts = templateParts(template, settings);
  const [only] = parts;
  if (only === undefined) return lit("");
  const held = (name: string, quote: string) => fromConfig(name, settings, { config, quote });
  if (parts.length === 1) return only.kind === "text" ? lit(only.text) : held(only.name, '"');
  return fString(parts.map((part): FStringPart => (part.kind === "text" ? part.text : held(part.name, "'"))));
}

/** A JSON value whose texts are templates, likewise. */
export function methodJson(value: Json, settings: readonly Setting[], config: string): Code {
  if (typeof value === "string") return methodValue(value, settings, config);
  if (typeof value !== "object" || value === null) return lit(value);
  if (isList(value)) return code(`[${value.map((held) => methodJson(held, settings, config).text).join(", ")}]`);
  return codeDict(Object.entries(value).map(([key, held]) => [key, methodJson(held, settings, config)]));
}

export function codeDict(entries: readonly (readonly [string, Code])[]): Code {
  return code(`{${entries.map(([key, value]) => `${lit(key).text}: ${value.text}`).join(", ")}}`);
}

function fromConfig(
  name: string,
  settings: readonly Setting[],
  { config, quote }: { readonly config: string; readonly quote: string },
): Code {
  const setting = settings.find((one) => one.name === name);
  const key = `${quote}${name}${quote}`;
  const given = setting?.required === true || setting?.default !== undefined;
  return code(given ? `${config}[${key}]` : `${config}.get(${key}, ${quote}${quote})`);
}
