import type { Json, JsonSchema, JsonType } from "../model/values.ts";
import { choose, hashOf, hexOf } from "./random.ts";

const WORDS = [
  "amber",
  "birch",
  "cobalt",
  "delta",
  "ember",
  "fjord",
  "grove",
  "harbour",
  "indigo",
  "juniper",
  "krill",
  "lagoon",
  "meadow",
  "naïve",
  "opal",
  "prairie",
  "quartz",
  "río",
  "saffron",
  "tundra",
  "Übung",
  "velvet",
  "willow",
  "yarrow",
];
/** Below this depth only what is required is there. */
const DEEP = 4;

/** Where a value belongs: seed, stream, record, field; the same place always has the same value. */
export type Place = readonly (string | number)[];

/** A value that the schema allows. */
export function schemaValue(schema: JsonSchema, place: Place, depth = 0): Json {
  if (schema.enum && schema.enum.length > 0) return enumValue(schema.enum, place);
  const option = choose(schema.anyOf ?? [], "option", ...place);
  if (option && schema.properties === undefined) return schemaValue(option, place, depth);
  const type = typeOf(schema, place);
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return hashOf("boolean", ...place) % 2 === 0;
    case "integer":
      return hashOf("integer", ...place) % 100_000;
    case "number":
      // Quarters: every JSON encoder writes them alike.
      return (hashOf("number", ...place) % 400_000) / 4;
    case "string":
      return stringValue(schema.format, place);
    case "array":
      return arrayValue(schema, place, depth);
    case "object":
      return objectValue(schema, place, depth);
  }
}

function enumValue(values: readonly Json[], place: Place): Json {
  return choose(values, "enum", ...place) ?? null;
}

export function typeOf(schema: JsonSchema, place: Place): JsonType {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length === 0) return schema.properties ? "object" : schema.items ? "array" : "string";
  const solid = types.filter((type) => type !== "null");
  if (solid.length === 0 || (types.length > solid.length && hashOf("null", ...place) % 6 === 0)) return "null";
  return choose(solid, "type", ...place) ?? "string";
}

function arrayValue(schema: JsonSchema, place: Place, depth: number): Json {
  if (!schema.items || depth > DEEP) return [];
  const length = hashOf("length", ...place) % 3;
  const items = schema.items;
  return Array.from({ length }, (_, index) => schemaValue(items, [...place, index], depth + 1));
}

/** Names that aren't required are left out now and then. */
function objectValue(schema: JsonSchema, place: Place, depth: number): Json {
  const required = new Set(schema.required ?? []);
  const object: Record<string, Json> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const absent = !required.has(name) && (depth > DEEP || hashOf("absent", ...place, name) % 12 === 0);
    // Not by assignment: a property may be called `__proto__`.
    if (!absent) define(object, name, schemaValue(property, [...place, name], depth + 1));
  }
  const open = schema.additionalProperties;
  if (schema.properties === undefined && typeof open === "object" && depth <= DEEP) {
    define(object, word(place), schemaValue(open, [...place, "additional"], depth + 1));
  }
  return object;
}

function define(object: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function word(place: Place): string {
  return choose(WORDS, "word", ...place) ?? "word";
}

/** Any moment of 2024: before all cursors. */
function moment(place: Place): string {
  return new Date(Date.UTC(2024, 0, 1) + (hashOf("moment", ...place) % 31_000_000) * 1000)
    .toISOString()
    .replace(".000Z", "Z");
}

export function uuid(...place: Place): string {
  const hex = hexOf(32, "uuid", ...place);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)];
  return groups.join("-");
}

const FORMATS: Readonly<Record<string, (place: Place) => string>> = {
  "date-time": moment,
  datetime: moment,
  date: (place) => moment(place).slice(0, 10),
  time: (place) => moment(place).slice(11),
  uuid: (place) => uuid(...place),
  guid: (place) => uuid(...place),
  email: (place) => `user${hashOf(...place) % 10_000}@mail.example`,
  uri: (place) => `https://files.example/${hexOf(8, ...place)}`,
  url: (place) => `https://files.example/${hexOf(8, ...place)}`,
  "uri-reference": (place) => `/items/${hexOf(8, ...place)}`,
  hostname: (place) => `host-${hashOf(...place) % 1000}.example`,
  ipv4: (place) => `192.0.2.${hashOf(...place) % 256}`,
  ipv6: (place) => `2001:db8::${(hashOf(...place) % 65_535).toString(16)}`,
  byte: (place) => Buffer.from(word(place)).toString("base64"),
  duration: (place) => `PT${hashOf(...place) % 60}M`,
  decimal: (place) => ((hashOf(...place) % 100_000) / 4).toFixed(2),
  int64: (place) => String(hashOf(...place)),
  int32: (place) => String(hashOf(...place) % 100_000),
};

function stringValue(format: string | undefined, place: Place): string {
  // A format is a document's text: it may be called `constructor`.
  const made = format !== undefined && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  return made ? made(place) : `${word(["first", ...place])} ${word(["second", ...place])} ${hashOf(...place) % 1000}`;
}
