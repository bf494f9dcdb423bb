import type { Evidence } from "../../evidence/finding.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { rememberedOf } from "../remembered.ts";
import { KEY_EXTENSION, NAMES, RESOURCE_SUFFIXES, TELLING, TELLING_AGAINST, TEXTS } from "./key-vocabulary.ts";
import type { KeyField } from "./record-fields.ts";

/** What makes a field a candidate: its own name and words. `words`: as in `namedForResource`. */
export function makingSignals(field: KeyField, resources: ReadonlySet<string>, words: boolean): readonly Evidence[] {
  const { named, declared, telling } = readingOf(field);
  const own = namedForResource(field, resources, words);
  const told = telling && isToldOf(telling, resources) ? telling.evidence : undefined;
  // Most fields say nothing.
  if (!own && !told && declared.length === 0) return named;
  return [...named, ...(own ? [own] : []), ...declared, ...(told ? [told] : [])];
}

/** What a field says whatever its record is called. */
interface Reading {
  readonly named: readonly Evidence[];
  readonly declared: readonly Evidence[];
  readonly telling: Telling | undefined;
}

const readingOf: (field: KeyField) => Reading = rememberedOf((field) => ({
  named: named(field),
  declared: declared(field),
  telling: tellingOf(field),
}));

/** A signal's own place within the field, so that name, words and format count as three. */
function place(field: KeyField, part: string): Pick<Evidence, "at"> {
  const at = field.schema?.at;
  return at ? { at: { document: at.document, pointer: `${at.pointer}${part}` } } : {};
}

function named(field: KeyField): Evidence[] {
  return NAMES.filter(({ plain }) => plain.test(field.plain)).map(({ id, weight, says }) => ({
    signal: id,
    weight,
    says: `the field "${field.name}" ${says}`,
    ...place(field, ""),
  }));
}

/** `words`: one word may stand for a record; below several parents it may stand again, and in one object it is its text. */
function namedForResource(field: KeyField, resources: ReadonlySet<string>, words: boolean): Evidence | undefined {
  for (const resource of resources) {
    if (!field.plain.startsWith(resource)) continue;
    const rest = field.plain.slice(resource.length);
    const row = RESOURCE_SUFFIXES.find(({ suffix }) => suffix.test(rest));
    if (!row || (rest === "" && !(words && isOneWord(field)))) continue;
    const says = `the field "${field.name}" is named for the record`;
    return { signal: row.id, weight: row.weight, says, ...place(field, "") };
  }
  return undefined;
}

/** `{ "domain": "acme.com" }`: a plain value that stands for the record, where that is no text. */
function isOneWord({ plain, schema }: KeyField): boolean {
  if (TEXTS.test(plain) || !schema || schema.properties.size > 0) return false;
  return schema.types.length > 0 && schema.types.every((type) => type === "string" || type === "integer");
}

function declared(field: KeyField): Evidence[] {
  const extension = Object.entries(field.schema?.extensions ?? {}).find(
    ([name, value]) => KEY_EXTENSION.test(name) && value !== false,
  );
  if (!extension) return [];
  const says = `the document marks the field "${field.name}" as a key (${extension[0]})`;
  return [{ signal: "key/declared", weight: 0.97, says, ...place(field, `/${extension[0]}`) }];
}

/** A description that says what identifies the record. */
interface Telling {
  readonly evidence: Evidence;
  /** "ID" alone, without the record's own name, is told of every foreign key too. */
  readonly needsName: boolean;
  /** Whose key it says it is, plain; `undefined`: it doesn't say, or says that it is the record's. */
  readonly whose: string | undefined;
  /** The description, plain. */
  readonly plain: string;
}

function tellingOf(field: KeyField): Telling | undefined {
  const description = field.schema?.description;
  if (!description || !/id|key|code|number|name|slug|hash|uuid|ref|sku|symbol/i.test(field.plain)) return undefined;
  const row = TELLING.find(({ pattern, of }) => pattern.test(description) && (of?.test(field.plain) ?? true));
  if (!row) return undefined;
  const says = `the field "${field.name}" is described as what identifies the record`;
  const quote = description.replace(/\s+/g, " ").slice(0, 160);
  return {
    evidence: { signal: row.id, weight: row.weight, says, quote, ...place(field, "/description") },
    needsName: row.id === "key/told-identifier",
    // A resource's name is told by the names of all that it lies in.
    whose: row.of ? undefined : whoseOf(description),
    plain: plainText(description),
  };
}

function isToldOf({ needsName, whose, plain }: Telling, resources: ReadonlySet<string>): boolean {
  if (whose !== undefined && !isCalled(whose, resources)) return false;
  return !needsName || mentions(plain, resources);
}

const WHOSE =
  /\b(?:id|identifier|key|uuid|guid|number|code|identifies|identifying)\b[^.]{0,15}?\b(?:of|for|identifies|to identify)?\s*(?:the|this|a|an|each|your)\s+([a-z][\w -]{1,40})/i;

/** What follows the thing's own name: `the seller who sold the order` is a seller. */
const SAID_OF_IT =
  /\s(?:who|whom|whose|that|which|where|when|of|for|to|from|in|on|at|by|with|as|and|or|used|associated|belonging|is|was|has)\s.*$/i;

/** Words for any record, and for its key again: what follows those may name another. */
const ANY =
  /^(record|resource|object|item|entity|entry|row|element|instance|model|document|specific|given|particular|system|unique|primary|key|id|identifier|string|number|name|value)/;

/** The first thing that a description names as the owner of a key: `a unique key that identifies a cluster`. */
function whoseOf(description: string): string | undefined {
  for (let from = 0; from < description.length; ) {
    const match = WHOSE.exec(description.slice(from));
    if (!match) return undefined;
    const plain = plainText((match[1] ?? "").replace(SAID_OF_IT, ""));
    if (plain !== "" && !ANY.test(plain)) return plain;
    from += match.index + 2;
  }
  return undefined;
}

function isCalled(whose: string, resources: ReadonlySet<string>): boolean {
  for (const resource of resources)
    if (whose.includes(resource) || (resource.length > 3 && resource.includes(whose.slice(0, 6)))) return true;
  return false;
}

function mentions(plain: string, resources: ReadonlySet<string>): boolean {
  for (const resource of resources) if (resource.length > 2 && plain.includes(resource)) return true;
  return false;
}

function plainText(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** What only counts for a field that is a candidate already. */
export const supportingSignals: (field: KeyField) => readonly Evidence[] = rememberedOf((field) => {
  const { schema, required } = field;
  const found: Evidence[] = [];
  const add = (signal: string, weight: number, says: string, part: string) =>
    found.push({ signal, weight, says, ...place(field, part) });
  if (schema?.format === "uuid" || schema?.format === "guid") add("key/uuid", 0.3, "its values are UUIDs", "/format");
  if (schema?.readOnly) add("key/read-only", 0.15, "only the server sets it", "/readOnly");
  if (required) add("key/required", 0.1, "every record has it", "/required");
  return found;
});

/** Shapes that no key has. */
const SHAPES: readonly {
  readonly id: string;
  readonly weight: number;
  readonly part: string;
  readonly says: string;
  readonly test: (schema: SchemaView, plain: string) => boolean;
}[] = [
  {
    id: "key/enum",
    weight: 0.6,
    part: "/enum",
    says: "has only a few values",
    test: ({ enum: values = [] }) => values.length > 1 && values.length < 40,
  },
  { id: "key/flag", weight: 0.9, part: "/type", says: "is a flag", test: ({ types }) => types.includes("boolean") },
  {
    id: "key/time",
    weight: 0.8,
    part: "/format",
    says: "is a point in time",
    test: ({ format }) => /^(date|date-time|time)$/.test(format ?? ""),
  },
  {
    id: "key/nullable",
    weight: 0.2,
    part: "/nullable",
    says: "may be missing",
    test: ({ nullable }, plain) => nullable && plain !== "id",
  },
  {
    id: "key/deprecated",
    weight: 0.5,
    part: "/deprecated",
    says: "is deprecated",
    test: ({ deprecated }) => deprecated,
  },
];

/** What speaks against a field whatever its record is called, before and after what depends on that. */
interface Doubts {
  readonly shapes: readonly Evidence[];
  /** `foreign`: another record's key, unless the description names this one. */
  readonly told: readonly { readonly evidence: Evidence; readonly foreign: boolean }[];
  /** The description, plain. */
  readonly plain: string;
}

const doubtsOf: (field: KeyField) => Doubts = rememberedOf((field) => {
  const { schema, plain } = field;
  const description = schema?.description ?? "";
  return {
    shapes: SHAPES.filter(({ test }) => schema && test(schema, plain)).map((shape) => doubt(field, shape)),
    told: TELLING_AGAINST.filter(({ pattern }) => pattern.test(description)).map(({ id, weight }) => ({
      evidence: doubt(field, { id, weight, says: "is described as something else", part: "/description" }),
      foreign: id === "key/told-foreign",
    })),
    plain: plainText(description),
  };
});

interface Doubt {
  readonly id: string;
  readonly weight: number;
  readonly says: string;
  readonly part: string;
}

function doubt(field: KeyField, { id, weight, says, part }: Doubt): Evidence {
  return { signal: id, weight, says: `the field "${field.name}" ${says}`, ...place(field, part) };
}

/** `parents`: plain names of the parameters that stand for parents. */
export function againstSignals(
  field: KeyField,
  resources: ReadonlySet<string>,
  parents: ReadonlySet<string>,
): readonly Evidence[] {
  const { shapes, told, plain } = doubtsOf(field);
  const isOwn = (foreign: boolean) => foreign && (field.plain === "id" || mentions(plain, resources));
  return [
    ...shapes,
    ...(parents.has(field.plain) ? [doubt(field, PARENTS)] : []),
    ...told.filter(({ foreign }) => !isOwn(foreign)).map(({ evidence }) => evidence),
  ];
}

const PARENTS: Doubt = { id: "key/parent", weight: 0.85, says: "is the key of the record above", part: "/name" };
