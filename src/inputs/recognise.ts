import { isRecord, member } from "./json-value.ts";

/** A kind of document that is no API description that we read: how to tell, and what to do with it. */
interface Kind {
  readonly says: string;
  readonly looksSo: (value: unknown) => boolean;
}

const has =
  (...keys: readonly string[]) =>
  (value: unknown): boolean =>
    keys.every((key) => member(value, key) !== undefined);

const KINDS: readonly Kind[] = [
  { says: "an AsyncAPI document", looksSo: has("asyncapi") },
  { says: "an Insomnia export", looksSo: has("_type", "resources") },
  {
    says: "a GraphQL introspection result",
    looksSo: (value) => has("__schema")(value) || has("__schema")(member(value, "data")),
  },
  { says: "a Google API discovery document", looksSo: has("discoveryVersion") },
  {
    says: "a Swagger 1.x document, which has been replaced since 2014; ask for one of 2.0 or later,",
    looksSo: has("swaggerVersion"),
  },
  { says: "an Arazzo workflow", looksSo: has("arazzo") },
  { says: "an OpenAPI overlay", looksSo: has("overlay", "actions") },
  { says: "an Airbyte manifest", looksSo: (value) => member(value, "type") === "DeclarativeSource" },
  {
    says: "a Singer catalog",
    looksSo: (value) =>
      Array.isArray(member(value, "streams")) && has("tap_stream_id")(first(member(value, "streams"))),
  },
  {
    says: "a package.json",
    looksSo: (value) =>
      has("name", "version")(value) &&
      ["dependencies", "devDependencies", "scripts", "main"].some((key) => has(key)(value)),
  },
  { says: "GeoJSON", looksSo: (value) => member(value, "type") === "FeatureCollection" },
  {
    says: "a JSON Schema",
    looksSo: (value) =>
      String(member(value, "$schema") ?? "").includes("json-schema.org") ||
      (has("properties")(value) && has("type")(value)),
  },
  {
    says: "a part of an OpenAPI document without its `openapi` and `paths`",
    looksSo: (value) => ["components", "definitions"].some((key) => has(key)(value)),
  },
];

const HTML = "an HTML page; look for the address of the JSON or YAML file itself,";

/** Text that isn't JSON or YAML, by how it begins behind comments and an XML declaration. */
const TEXTS: readonly { readonly says: string; readonly begins: RegExp | string }[] = [
  { says: HTML, begins: /^<(?:!doctype\s+html|html|head|body|script)\b/i },
  { says: "a WSDL description", begins: /^<(?:\w+:)?definitions\b/ },
  { says: "an OData metadata document", begins: /^<edmx:Edmx\b/ },
  { says: "an XML Schema", begins: /^<(?:\w+:)?schema\b/ },
  { says: "a WADL description", begins: /^<(?:\w+:)?application\b[^>]*wadl/ },
  { says: "an XML document", begins: /^<[!a-z]/i },
  { says: "an API Blueprint", begins: /^FORMAT:\s*1A/ },
  {
    says: "a GraphQL schema",
    begins: /^(?:extend\s+)?(?:(?:type|input|interface|enum|union|scalar|directive)\s+@?\w|schema\s*[@{])/,
  },
  { says: "a protocol buffers definition", begins: /^syntax\s*=\s*"proto/ },
  { says: "a PDF file", begins: "%PDF-" },
  { says: "a ZIP archive; unpack it and give the folder,", begins: "PK\u0003\u0004" },
  { says: "a compressed file; unpack it first,", begins: "\u001f\u2039" },
];

/** What a text is that is neither JSON nor YAML; `undefined` where it may be. */
export function recogniseText(text: string): string | undefined {
  if (text.startsWith("#%RAML")) return "a RAML document";
  const head = behindComments(text.slice(0, 20_000));
  return TEXTS.find(({ begins }) => (typeof begins === "string" ? head.startsWith(begins) : begins.test(head)))?.says;
}

/** How comments, declarations and doc strings open and close in the languages above. */
const PASSED_OVER: readonly (readonly [open: string, close: string])[] = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ['"""', '"""'],
  ["#", "\n"],
  ["//", "\n"],
  ["/*", "*/"],
];

function behindComments(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const [open, close] = PASSED_OVER.find(([start]) => rest.startsWith(start)) ?? ["", ""];
    const end = open === "" ? -1 : rest.indexOf(close, open.length);
    if (end === -1) return rest;
    rest = rest.slice(end + close.length).trimStart();
  }
}

/** What a parsed document that is no API description looks like. */
export function recogniseValue(value: unknown): string {
  if (typeof value === "string") return "plain text";
  if (Array.isArray(value)) return "a JSON list, perhaps sample records";
  if (!isRecord(value)) return "a single value";
  return KINDS.find(({ looksSo }) => looksSo(value))?.says ?? "some other JSON or YAML file";
}

/** Whether a parsed document is one of those that we know and don't read. */
export function isKnownValue(value: unknown): boolean {
  return KINDS.some(({ looksSo }) => looksSo(value));
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
