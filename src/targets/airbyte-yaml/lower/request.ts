import type { Param } from "../../../model/pagination.ts";
import { pathParts } from "../../../model/path-template.ts";
import type { Setting } from "../../../model/setting.ts";
import type { FieldPath, Json, JsonSchema, Template } from "../../../model/values.ts";
import type { YamlMap, YamlValue } from "../../../printing/yaml.ts";
import {
  jinjaTemplate,
  jinjaText,
  type Reading,
  settingExpression,
  templateExpression,
  textExpression,
} from "./jinja.ts";
import type { ParentLinks } from "./parents.ts";
import type { HttpStream, Scope } from "./scope.ts";

/** Something that a request says, beside its URL's path. */
export interface Said {
  readonly param: Param;
  readonly value: { readonly text: string } | { readonly template: Template } | { readonly expression: string };
  /** Only in the first request of a list: the following URLs hold it already. */
  readonly onFirstPage?: boolean;
}

/** The parts of an `HttpRequester` that are a stream's own. */
export function requestParts(stream: HttpStream, said: readonly Said[], links: ParentLinks, scope: Scope): YamlMap {
  const { access } = stream;
  const query = mapping(said, "query", scope);
  const headers = mapping(said, "header", scope);
  const body = bodyOf(stream, said, scope);
  return {
    url: urlOf({ stream, said, links, scope }),
    ...(access.method === "POST" ? { http_method: "POST" } : {}),
    ...(query ? { request_parameters: query } : {}),
    ...(headers ? { request_headers: headers } : {}),
    ...(body ? { request_body: body } : {}),
  };
}

function mapping(said: readonly Said[], place: "query" | "header", scope: Scope): YamlMap | undefined {
  const reading = place === "query" ? "request" : "text";
  const entries = said
    .filter(({ param }) => param.in === place)
    .map((one): [string, string] => [jinjaText(one.param.name, reading), rendered(one, reading, scope.settings)]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export function rendered(
  { value, onFirstPage = false }: Pick<Said, "value" | "onFirstPage">,
  reading: Reading,
  settings: readonly Setting[],
): string {
  if (!onFirstPage) {
    if ("text" in value) return jinjaText(value.text, reading);
    return "template" in value ? jinjaTemplate(value.template, settings, reading) : `{{ ${value.expression} }}`;
  }
  const expression =
    "text" in value
      ? textExpression(value.text, reading)
      : "template" in value
        ? templateExpression(value.template, settings)
        : value.expression;
  return `{{ ${expression.includes(" ") ? `(${expression})` : expression} if not next_page_token }}`;
}

function bodyOf({ name: stream, access }: HttpStream, said: readonly Said[], scope: Scope): YamlMap | undefined {
  const inBody = said.filter(({ param }) => param.in === "body");
  if (access.body === undefined && inBody.length === 0) return undefined;
  if (access.body?.encoding === "form") {
    const value = isMap(access.body.value) ? access.body.value : {};
    const fields = Object.entries(value).map(([name, held]): [string, string] => [
      jinjaText(name, "request"),
      jinjaText(typeof held === "string" ? held : JSON.stringify(held), "request"),
    ]);
    const more = inBody.map((one): [string, string] => [
      jinjaText(one.param.name, "request"),
      rendered(one, "request", scope.settings),
    ]);
    return { type: "RequestBodyUrlEncodedForm", value: Object.fromEntries([...fields, ...more]) };
  }
  if (access.body && holdsNull(access.body.value)) {
    scope.lose({
      path: `streams.${stream}.access.body`,
      lost: "nulls in the request's body",
      instead: "a body without these keys",
    });
  }
  const base = typedJson(access.body?.value ?? {});
  const value = inBody.reduce(
    (body, one) => withValueAt(body, one.param.name.split("."), bodyValue(one, scope.settings)),
    base,
  );
  return { type: "RequestBodyJsonObject", value };
}

/** Sizes and the like are numbers in a JSON body. */
function bodyValue(one: Said, settings: readonly Setting[]): YamlValue {
  if ("text" in one.value && /^[0-9]{1,9}$/.test(one.value.text)) return Number(one.value.text);
  return rendered(one, "typed", settings);
}

function typedJson(value: Json): YamlValue {
  if (typeof value === "string") return jinjaText(value, "typed");
  if (Array.isArray(value)) return value.map(typedJson);
  if (isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [jinjaText(key, "typed"), typedJson(held)]));
  }
  return value as YamlValue;
}

function holdsNull(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsNull);
  return isMap(value) && Object.values(value).some((held) => held === null || holdsNull(held));
}

function withValueAt(body: YamlValue, path: readonly string[], value: YamlValue): YamlValue {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const map = typeof body === "object" && body !== null && !Array.isArray(body) ? (body as YamlMap) : {};
  const name = jinjaText(key, "typed");
  return { ...map, [name]: withValueAt(map[name] ?? {}, rest, value) };
}

const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface UrlParts {
  readonly stream: HttpStream;
  readonly said: readonly Said[];
  readonly links: ParentLinks;
  readonly scope: Scope;
}

function urlOf(parts: UrlParts): string {
  const { access } = parts.stream;
  const { scope } = parts;
  const base = jinjaTemplate(access.baseUrl ?? scope.source.baseUrl, scope.settings, "never");
  const path = pathParts(access.path).map((part) => {
    if (part.kind === "text") return jinjaText(part.text, "never");
    const { expression, isSafe } = pathValue(part.name, parts);
    return `{{ ${expression}${isSafe ? "" : " | urlencode | replace('/', '%2F')"} }}`;
  });
  return base + path.join("");
}

function pathValue(
  name: string,
  { stream, said, links, scope }: UrlParts,
): { readonly expression: string; readonly isSafe: boolean } {
  const index = stream.parents.findIndex(({ param }) => param.in === "path" && param.name === name);
  const link = stream.parents[index];
  if (link) {
    const schema = fieldSchema(scope.stream(link.stream)?.schema, link.field);
    return { expression: links.values[index] ?? "''", isSafe: schema?.type === "integer" };
  }
  const counted = said.find(({ param }) => param.in === "path" && param.name === name);
  if (counted && "expression" in counted.value) return { expression: counted.value.expression, isSafe: true };
  const input = stream.access.inputs.find(({ param }) => param.in === "path" && param.name === name);
  if (!input)
    throw new Error(`stream ${stream.name}: nothing fills the placeholder {${name}} of ${stream.access.path}`);
  const setting = scope.settings.find((candidate) => candidate.name === input.setting);
  // Left out, it must not become another address: an unknown key stops the stream.
  const expression =
    setting?.default === undefined ? `config['${input.setting}']` : settingExpression(input.setting, scope.settings);
  return { expression, isSafe: setting?.type === "integer" };
}

function fieldSchema(schema: JsonSchema | undefined, path: FieldPath): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, key) => at?.properties?.[key], schema);
}
