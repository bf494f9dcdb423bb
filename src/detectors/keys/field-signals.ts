import type { Evidence } from "../../evidence/finding.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { rememberedOf } from "../remembered.ts";
import { KEY_EXTENSION, NAMES, RESOURCE_SUFFIXES, TELLING, TELLING_AGAINST, TEXTS } from "./key-vocabulary.ts";
import type { KeyField } from "./record-fields.ts";

interface FieldSignals {
  /** Each makes the field a candidate. */
  readonly evidence: readonly Evidence[];
  /** Only count for a field that is a candidate already. */
  readonly supporting: readonly Evidence[];
  readonly against: readonly Evidence[];
}

/** What a field's own name, words and shape say. `parents`: plain names of the parameters that stand for parents. */
export function fieldSignals(
  field: KeyField,
  resources: ReadonlySet<string>,
  parents: ReadonlySet<string>,
  many: boolean,
): FieldSignals {
  const evidence = [
    ...named(field),
    ...namedForResource(field, resources, many && parents.size === 0),
    ...declared(field),
    ...told(field, resources),
  ];
  return { evidence, supporting: shaped(field), against: against(field, resources, parents) };
}

/** A signal's own place within the field, so that name, words and format count as three. */
function place(field: KeyField, part: string): Pick<Evidence, "at"> {
  const at = field.schema?.at;
  return at ? { at: { document: at.document, pointer: `${at.pointer}${part}` } } : {};
}

const named: (field: KeyField) => readonly Evidence[] = rememberedOf((field) =>
  NAMES.filter(({ plain }) => plain.test(field.plain)).map(({ id, weight, says }) => ({
    signal: id,
    weight,
    says: `the field "${field.name}" ${says}`,
    ...place(field, ""),
  })),
);

/** `words`: one word may stand for a record; below several parents it may stand again, and in one object it is its text. */
function namedForResource(field: KeyField, resources: ReadonlySet<string>, words: boolean): Evidence[] {
  for (const resource of resources) {
    if (!field.plain.startsWith(resource)) continue;
    const rest = field.plain.slice(resource.length);
    const row = RESOURCE_SUFFIXES.find(({ suffix }) => suffix.test(rest));
    if (!row || (rest === "" && !(words && isOneWord(field)))) continue;
    const says = `the field "${field.name}" is named for the record`;
    return [{ signal: row.id, weight: row.weight, says, ...place(field, "") }];
  }
  return [];
}

/** `{ "domain": "acme.com" }`: a plain value that stands for the record, where that is no text. */
function isOneWord({ plain, schema }: KeyField): boolean {
  if (TEXTS.test(plain) || !schema || schema.properties.size > 0) return false;
  return schema.types.length > 0 && schema.types.every((type) => type === "string" || type === "integer");
}

const declared: (field: KeyField) => readonly Evidence[] = rememberedOf((field) => {
  const extension = Object.entries(field.schema?.extensions ?? {}).find(
    ([name, value]) => KEY_EXTENSION.test(name) && value !== false,
  );
  if (!extension) return [];
  const says = `the document marks the field "${field.name}" as a key (${extension[0]})`;
  return [{ signal: "key/declared", weight: 0.97, says, ...place(field, `/${extension[0]}`) }];
});

function told(field: KeyField, resources: ReadonlySet<string>): Evidence[] {
  const description = field.schema?.description;
  if (!description || !/id|key|code|number|name|slug|hash|uuid|ref|sku|symbol/i.test(field.plain)) return [];
  const row = TELLING.find(({ pattern }) => pattern.test(description));
  if (!row || speaksOfAnother(description, resources)) return [];
  // "ID" alone, without the record's own name, is told of every foreign key too.
  if (row.id === "key/told-identifier" && !mentions(description, resources)) return [];
  const says = `the field "${field.name}" is described as what identifies the record`;
  const quote = description.replace(/\s+/g, " ").slice(0, 160);
  return [{ signal: row.id, weight: row.weight, says, quote, ...place(field, "/description") }];
}

const WHOSE =
  /\b(?:id|identifier|key|uuid|guid|number|code|identifies|identifying)\b[^.]{0,15}?\b(?:of|for|identifies|to identify)?\s*(?:the|this|a|an|each|your)\s+([a-z][\w -]{1,40})/i;

function speaksOfAnother(description: string, resources: ReadonlySet<string>): boolean {
  const whose = WHOSE.exec(description)?.[1];
  if (whose === undefined) return false;
  const plain = whose.toLowerCase().replace(/[^a-z0-9]/g, "");
  const generic =
    /^(record|resource|object|item|entity|entry|row|element|instance|model|document|specific|given|particular|system)/.test(
      plain,
    );
  return (
    !generic &&
    ![...resources].some(
      (resource) => plain.includes(resource) || (resource.length > 3 && resource.includes(plain.slice(0, 6))),
    )
  );
}

function mentions(description: string, resources: ReadonlySet<string>): boolean {
  const plain = description.toLowerCase().replace(/[^a-z0-9]/g, "");
  return [...resources].some((resource) => resource.length > 2 && plain.includes(resource));
}

const shaped: (field: KeyField) => readonly Evidence[] = rememberedOf((field) => {
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

function against(field: KeyField, resources: ReadonlySet<string>, parents: ReadonlySet<string>): Evidence[] {
  const { schema, plain, name } = field;
  const found: Evidence[] = [];
  const add = (signal: string, weight: number, says: string, part: string) =>
    found.push({ signal, weight, says: `the field "${name}" ${says}`, ...place(field, part) });
  for (const { id, weight, part, says, test } of SHAPES) if (schema && test(schema, plain)) add(id, weight, says, part);
  if (parents.has(plain)) add("key/parent", 0.85, "is the key of the record above", "/name");
  const description = schema?.description ?? "";
  for (const { id, weight, pattern } of TELLING_AGAINST) {
    const ownAfterAll = id === "key/told-foreign" && (plain === "id" || mentions(description, resources));
    if (!ownAfterAll && pattern.test(description)) add(id, weight, "is described as something else", "/description");
  }
  return found;
}
