import type { OperationFact, ParameterFact } from "../../evidence/http-facts.ts";
import { NOTHING_SAID } from "../../evidence/nothing-said.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { plainName } from "../pagination/plain-name.ts";

/** A field that a request speaks of. */
interface Spoken {
  readonly name: string;
  readonly types: SchemaView["types"];
  readonly format: string | undefined;
  readonly description: string | undefined;
}

const SKETCH = "sketch ";

/** Whether more fields are to be expected than are known, so that nothing follows from what is missing. */
export const isSketched = ({ id }: SchemaView): boolean => id.startsWith(SKETCH);

const FIELD = /^[A-Za-z_]\w{0,60}$/;

/** The table: how a parameter speaks of fields that the records have. */
const SPEAKING: readonly ((parameter: ParameterFact) => readonly Spoken[])[] = [
  chosenFields,
  sortFields,
  comparedField,
  placeInList,
];

/**
 * The fields that an operation's own parameters name, for records that no answer shows: those that can be chosen
 * (`fields=id,name`), sorted by, compared with (`created[gte]`), and the id that a list is continued behind.
 * `undefined`: they name none.
 */
export function sketchedRecord({ id, parameters, at }: OperationFact): SchemaView | undefined {
  const properties = new Map<string, SchemaView>();
  for (const speaks of SPEAKING) {
    for (const parameter of parameters) {
      if (parameter.in !== "query" || parameter.deprecated) continue;
      for (const field of speaks(parameter)) {
        if (!properties.has(field.name)) properties.set(field.name, viewOf(field, parameter));
      }
    }
  }
  return properties.size === 0
    ? undefined
    : { ...NOTHING_SAID, id: `${SKETCH}${id}`, at, types: ["object"], properties };
}

function viewOf(field: Spoken, { at }: ParameterFact): SchemaView {
  return { ...NOTHING_SAID, ...field, name: undefined, id: `${SKETCH}${at.pointer} ${field.name}`, at };
}

function named(name: string): Spoken {
  return { name, types: [], format: undefined, description: undefined };
}

/** Three names or more are a list of fields. */
function chosenFields({ name, schema, examples }: ParameterFact): Spoken[] {
  if (!/^(fields?|select|columns|properties|attributes|returnfields|fieldlist)$/.test(plainName(name))) return [];
  const shown = [schema.default, ...schema.examples, ...examples].find((one) => typeof one === "string");
  const names = String(shown ?? "")
    .split(",")
    .map((one) => one.trim());
  return names.length < 3 ? [] : names.filter((one) => FIELD.test(one)).map(named);
}

const DIRECTION = /^(asc|desc|ascending|descending|true|false|none|default|relevance|score|random)$/i;

function sortFields({ name, schema }: ParameterFact): Spoken[] {
  if (!/^(sort|order|sortby|orderby|sortfield|orderfield|sortcolumn)$/.test(plainName(name))) return [];
  const names = (schema.enum ?? []).flatMap((value) => {
    const plain = String(value)
      .replace(/^[+-]/, "")
      .replace(/[\s_:.,-](asc|desc|ascending|descending)$/i, "");
    return FIELD.test(plain) && !DIRECTION.test(plain) ? [plain] : [];
  });
  const distinct = [...new Set(names)];
  return distinct.length < 2 ? [] : distinct.map(named);
}

const COMPARED =
  /^([A-Za-z_]\w*?)(?:(?:\[|__)(?:gte?|lte?|after|before|min|max)\]?|_(?:greater|less)_than(?:_or_equal(?:_to)?)?)$/;

/** `created[gte]`, `updated__lt`, `id_greater_than`: a field with an operator. */
function comparedField({ name, schema, description }: ParameterFact): Spoken[] {
  const field = COMPARED.exec(name)?.[1];
  if (field === undefined || /^(filters?|query|where)$/i.test(field)) return [];
  return [{ name: field, types: schema.types, format: schema.format, description: description ?? schema.description }];
}

function placeInList({ name, schema, description }: ParameterFact): Spoken[] {
  const says = description ?? schema.description ?? "";
  const isPlace = /after|before|since|last/.test(plainName(name));
  return isPlace && /\b(?:object|record|item|entity)(?:'s)? id(?:entifier)?\b/i.test(says)
    ? [{ ...named("id"), types: schema.types }]
    : [];
}
