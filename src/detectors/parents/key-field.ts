import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { FieldPath } from "../../model/values.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import { stem, stemOf, words } from "../streams/words.ts";
import type { OpenParameter } from "./open-parameters.ts";

export interface KeyField {
  readonly field: FieldPath;
  readonly weight: number;
  readonly says: string;
}

interface KeyFieldRule {
  readonly weight: number;
  readonly says: string;
  readonly names: (param: OpenParameter, noun: string) => readonly string[];
}

/** Names that keys have, the likeliest first. */
const KEYS = [
  "id",
  "gid",
  "sid",
  "uuid",
  "guid",
  "uid",
  "key",
  "slug",
  "code",
  "number",
  "login",
  "username",
  "name",
  "handle",
];

/** Written as one word, and called differently by parameter and record. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["username", ["login", "user_name", "handle", "screen_name", "name"]],
]);

/** The table: which field of a parent's record a parameter wants, the surest first. */
const RULES: readonly KeyFieldRule[] = [
  {
    weight: 0.95,
    says: "the record has a field with the parameter's name",
    names: ({ fact }) => [fact.name],
  },
  {
    weight: 0.92,
    says: "the record has a field with the last part of the parameter's name",
    names: ({ key, fact }) => (key === "" ? [] : (SYNONYMS.get(fact.name.toLowerCase()) ?? [key])),
  },
  {
    weight: 0.9,
    says: "the record has a field named like the resource and the kind of its key",
    names: ({ key }, noun) => (key === "" ? KEYS.slice(0, 7).map((one) => `${noun}_${one}`) : [`${noun}_${key}`]),
  },
  {
    weight: 0.85,
    says: "the record has a field with the last word of the parameter's name",
    names: ({ fact }) => words(fact.name).slice(1).slice(-1),
  },
  {
    weight: 0.8,
    says: "the record has a field for the key of any kind of record",
    names: ({ key, noun }) => (noun === "" && key === "id" ? ["entity_id", "resource_id", "object_id"] : []),
  },
];

/** The field of a parent's record that fills a parameter; it exists, and its type can be what the parameter takes. */
export function keyField(
  param: OpenParameter,
  record: SchemaView | undefined,
  primaryKey: readonly FieldPath[] | undefined,
  noun: string,
): KeyField | undefined {
  if (record && isPlainValue(record)) return undefined;
  const fields = record ? fieldsOf(record) : NO_FIELDS;
  if (fields.views.size === 0) return unseen(param, primaryKey);
  const within = fields.views.get("attributes");
  const attributes = within ? ownFieldsOf(within) : NO_FIELDS;
  for (const rule of RULES) {
    const names = rule.names(param, noun);
    const field = firstFit(names, fields, param);
    if (field !== undefined) return { field: [field], weight: rule.weight, says: rule.says };
    const attribute = firstFit(names, attributes, param);
    if (attribute !== undefined) return { field: ["attributes", attribute], weight: rule.weight, says: rule.says };
  }
  return (
    described(param, fields) ??
    byPrimaryKey(param, primaryKey, fields, noun) ??
    byObject(param, fields) ??
    byUsualName(param, fields)
  );
}

/** A list of texts or numbers has no keys. */
function isPlainValue({ types, alternatives }: SchemaView): boolean {
  return alternatives.length === 0 && types.length > 0 && !types.includes("object");
}

/** What the description of a list says its records have to do with a value, and the fields that tell which. */
const RELATIONS: readonly { readonly told: string; readonly fields: readonly string[] }[] = [
  { told: "owned by", fields: ["owner"] },
  { told: "created by", fields: ["creator", "created_by", "author"] },
  { told: "assigned to", fields: ["assignee", "assigned_to"] },
];

/**
 * The field of a record that says to which of a parameter's values it belongs: one with exactly the parameter's name,
 * the key of the object that is named like it (`workspace.slug`), or of the one that the list's description names
 * ("all repositories owned by the specified workspace": `owner.uuid`).
 */
export function namedField(param: OpenParameter, { record, operation }: ListedStream): KeyField | undefined {
  if (!record) return undefined;
  const fields = fieldsOf(record);
  const own = firstFit([param.fact.name, `${param.noun}_${param.key || "id"}`], fields, param);
  if (own !== undefined) return { field: [own], weight: 0.9, says: "the record says where it belongs" };
  const inside = keyInside(param.noun === "" ? param.fact.name : param.noun, fields, param);
  if (inside) return { field: inside, weight: 0.8, says: "the record holds the object to which it belongs" };
  for (const { told, fields: names } of relationsIn(fields)) {
    const [field] = names.map((name) => keyInside(name, fields, param)).filter((one) => one !== undefined);
    if (!field || !new RegExp(`${told}( the| a| an)?( specified| given)? ${param.noun}\\b`).test(textOf(operation)))
      continue;
    return { field, weight: 0.75, says: `the list is described as holding what is ${told} it` };
  }
  return undefined;
}

/** Those of which the record may have a field. */
const relationsIn: (fields: Fields) => typeof RELATIONS = rememberedOf((fields) =>
  RELATIONS.filter((relation) => relation.fields.some((name) => find(fields, name) !== undefined)),
);

/** What is said of an operation, as words. */
function textOf({ summary, description }: ListedStream["operation"]): string {
  return words(`${summary ?? ""} ${(description ?? "").slice(0, 400)}`).join(" ");
}

/** The key of an object that a field holds: the one that the parameter's name or description tells of, else the usual. */
function keyInside(name: string, fields: Fields, param: OpenParameter): [string, string] | undefined {
  const holder = find(fields, name);
  const inside = holder === undefined ? undefined : fields.views.get(holder);
  if (holder === undefined || !inside || inside.properties.size === 0) return undefined;
  const told = words(param.fact.description ?? "");
  const usual = ["slug", "login", "key", "id", "gid", "uuid", "name"];
  const wanted =
    param.key === "" ? [...usual.filter((one) => told.includes(one)), ...usual] : [param.key, param.fact.name];
  const key = firstFit(wanted, fieldsOf(inside), param);
  return key === undefined ? undefined : [holder, key];
}

/** The fields of a record, and how they are found by a name that is written otherwise. */
interface Fields {
  readonly views: ReadonlyMap<string, SchemaView>;
  /** The first of each, by what is left of its name without case, separators and number. */
  readonly names: ReadonlyMap<string, string>;
}

/** Those of the alternatives included. */
const fieldsOf: (record: SchemaView) => Fields = rememberedOf((record) => {
  if (record.alternatives.length === 0) return ownFieldsOf(record);
  const branches = record.alternatives.flatMap((branch) => [...branch.properties]);
  return indexed(new Map([...branches, ...record.properties]));
});

const ownFieldsOf: (record: SchemaView) => Fields = rememberedOf(({ properties }) => indexed(properties));

function indexed(views: Fields["views"]): Fields {
  return { views, names: new Map([...views.keys()].reverse().map((name) => [squeezed(name), name])) };
}

const NO_FIELDS: Fields = indexed(new Map());

function find({ views, names }: Fields, name: string): string | undefined {
  if (views.has(name)) return name;
  const wanted = squeezed(name);
  return wanted === "" ? undefined : names.get(wanted);
}

const squeezed: (name: string) => string = remembered((name) => stem(name).replaceAll("_", ""));

function firstFit(names: readonly string[], fields: Fields, param: OpenParameter): string | undefined {
  for (const name of names) {
    const field = find(fields, name);
    const view = field === undefined ? undefined : fields.views.get(field);
    if (field !== undefined && view && fits(view, param)) return field;
  }
  return undefined;
}

/** A single value; a number where the parameter is one. */
function fits(view: SchemaView, { fact }: OpenParameter): boolean {
  if (view.types.some((type) => type === "object" || type === "array") || view.properties.size > 0) return false;
  const numeric = fact.schema.types.length === 1 && /^(integer|number)$/.test(fact.schema.types[0] ?? "");
  return !(numeric && view.types.includes("string") && view.format !== undefined);
}

/** `The name of the repository`: what the description says the parameter holds. */
function described(param: OpenParameter, fields: Fields): KeyField | undefined {
  const text = words((param.fact.description ?? "").slice(0, 120));
  const said = KEYS.filter((key) => text.includes(key)).sort((a, b) => text.indexOf(a) - text.indexOf(b));
  const field = firstFit(said, fields, param);
  return field === undefined
    ? undefined
    : { field: [field], weight: 0.85, says: "the parameter's description names the field" };
}

/** A text parameter whose name doesn't say "id" is seldom a number. */
function likely(fields: Fields, { fact, key }: OpenParameter): Fields {
  const text = fact.schema.types.length === 1 && fact.schema.types[0] === "string";
  return text && key === "" ? withoutNumbers(fields) : fields;
}

const withoutNumbers: (fields: Fields) => Fields = rememberedOf((fields) => {
  const others = [...fields.views].filter(
    ([, { types }]) => types.length === 0 || types.some((type) => type !== "integer"),
  );
  return others.length === fields.views.size ? fields : indexed(new Map(others));
});

function byPrimaryKey(
  param: OpenParameter,
  primaryKey: readonly FieldPath[] | undefined,
  fields: Fields,
  noun: string,
): KeyField | undefined {
  const [only] = primaryKey ?? [];
  if (primaryKey?.length !== 1 || only?.length !== 1 || isAddress(only)) return undefined;
  const field = firstFit(only, likely(fields, param), param);
  if (field === undefined) return undefined;
  return isOfAnother(field, param, noun) || (NO_ID.test(param.key) && /^_?id$/i.test(field))
    ? { field: [field], weight: 0.4, says: "it is the record's key, but not what the parameter's name asks for" }
    : { field: [field], weight: 0.85, says: "it is the record's key" };
}

/** What is called so is no id. */
const NO_ID = /^(hash|token|email|sku|number|num|code|iso|ean|isbn)$/;

/** `candidate_id` in a history, for a `cycle`. */
function isOfAnother(field: string, param: OpenParameter, noun: string): boolean {
  const parts = words(field);
  if (parts.length < 2 || !KEYS.includes(parts.at(-1) ?? "")) return false;
  const named = stemOf(parts.slice(0, -1));
  if (/^(entity|resource|object|item|record)$/.test(named)) return false;
  return ![param.noun, param.before, noun].some((one) => one !== "" && (one.endsWith(named) || named.endsWith(one)));
}

function byObject(param: OpenParameter, fields: Fields): KeyField | undefined {
  const field = keyInside(param.noun === "" ? param.fact.name : param.noun, fields, param);
  return field && { field, weight: 0.75, says: "the record holds an object of the parameter's name" };
}

function byUsualName(param: OpenParameter, fields: Fields): KeyField | undefined {
  const field = firstFit(KEYS, likely(fields, param), param) ?? firstFit(KEYS, fields, param);
  if (field === undefined || (NO_ID.test(param.key) && field === "id")) return undefined;
  return { field: [field], weight: field === "id" ? 0.85 : 0.7, says: "it is what keys are mostly called" };
}

/** An address is the key of records that have no other, but no step of a path. */
function isAddress(field: FieldPath): boolean {
  return /ur[il]$|href$/i.test(field.at(-1) ?? "");
}

/** The document doesn't show the parent's records: what its key is said to be, or what the parameter is called. */
function unseen(param: OpenParameter, primaryKey: readonly FieldPath[] | undefined): KeyField {
  const [only] = primaryKey ?? [];
  const says = "the document doesn't show the parent's records; this is what their key should be called";
  if (primaryKey?.length === 1 && only) return { field: only, weight: 0.6, says };
  const field = param.key === "" ? "id" : param.key;
  if (field !== "id") return { field: [field], weight: 0.6, says };
  return { field: [field], weight: param.key === "id" ? 0.8 : 0.7, says };
}
