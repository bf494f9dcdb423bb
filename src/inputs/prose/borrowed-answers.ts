import type { MediaFact, OperationFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { plainSchema } from "../plain-schema.ts";
import { singular } from "../singular.ts";
import type { Models } from "./models.ts";
import type { Section } from "./sections.ts";

/**
 * Lists whose pages show no answer, or one with a word in place of its records, answer with what their pages describe
 * elsewhere: the answer of another list of the same things, that of one of them, or a table of their fields.
 */
export function withBorrowedAnswers(
  operations: readonly OperationFact[],
  models: Models,
  objects: readonly Section[],
): readonly OperationFact[] {
  const reads = operations.filter(({ method }) => method === "GET");
  const lists = reads.flatMap((one) => schemaOf(one) ?? []).filter(isListAnswer);
  const bare = lists.filter(({ types }) => types[0] === "array").length * 2 > lists.length;
  const byThing = groupedByThing(reads);
  return operations.map((operation) => {
    if (operation.method !== "GET" || endsInHole(operation.path)) return operation;
    const alike = (byThing.get(thingOf(operation.path)) ?? []).filter((one) => one !== operation);
    const held = schemaOf(operation);
    if (held) return withRecord(operation, held, () => recordOf(operation, alike, models, objects));
    const list = alike
      .filter(({ path }) => !endsInHole(path))
      .flatMap((one) => schemaOf(one) ?? [])
      .find(isListAnswer);
    if (list) return withSchema(operation, list);
    const record = bare && saysMany(operation) ? recordOf(operation, alike, models, objects) : undefined;
    return record ? withSchema(operation, arrayOf(record)) : operation;
  });
}

/** Of so many that speak of one thing, the first tell enough. */
const MOST_ALIKE = 60;

function groupedByThing(reads: readonly OperationFact[]): ReadonlyMap<string, readonly OperationFact[]> {
  const groups = new Map<string, OperationFact[]>();
  for (const one of reads) {
    const thing = thingOf(one.path);
    const held = groups.get(thing);
    if (!held) groups.set(thing, [one]);
    else if (held.length < MOST_ALIKE) held.push(one);
  }
  return groups;
}

const endsInHole = (path: string): boolean => /\{[^{}]*\}(?:\.\w+)?\/?$/.test(path);

/** The last fixed step of a path, in the singular. */
function thingOf(path: string): string {
  const steps = path.split("/").filter((step) => step !== "" && !step.includes("{"));
  return plain(singular((steps.at(-1) ?? "").replace(/\.\w+$/, "")));
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

function schemaOf({ responses }: OperationFact): SchemaView | undefined {
  return responses.find(({ status, content }) => status.startsWith("2") && content.length > 0)?.content[0]?.schema;
}

function isListAnswer({ types, properties }: SchemaView): boolean {
  return types[0] === "array" || [...properties.values()].some(({ items }) => (items?.properties.size ?? 0) > 0);
}

function saysMany({ summary = "", description = "" }: OperationFact): boolean {
  return /\b(?:list|all|paginated)\b/i.test(`${summary} ${description.slice(0, 200)}`);
}

/** What one of the things looks like. */
function recordOf(
  operation: OperationFact,
  alike: readonly OperationFact[],
  models: Models,
  objects: readonly Section[],
): SchemaView | undefined {
  const nearest = alike.find(
    ({ path }) => path.replace(/\/?\{[^{}]*\}(\.\w+)?\/?$/, "") === operation.path.replace(/\/$/, ""),
  );
  const single = [nearest, ...alike.filter(({ path }) => endsInHole(path))].flatMap(
    (one) => (one && schemaOf(one)) ?? [],
  );
  const shown = single.find(({ types, properties }) => types[0] === "object" && properties.size > 1);
  if (shown) return shown;
  const described = objects.filter((section) => namesThing(section, thingOf(operation.path)));
  return described.flatMap((section) => models.of(section) ?? []).find(({ properties }) => properties.size > 1);
}

/** `Build data model`, `The close reason object`. */
function namesThing({ title }: Section, thing: string): boolean {
  const name = title
    .replace(/^the\s+/i, "")
    .replace(/\s+(?:data model|object|model|resource|schema|attributes|fields|properties|entity)$/i, "");
  return name !== title.replace(/^the\s+/i, "") && plain(singular(name)) === thing;
}

/** A list whose elements are words (`["VERSION"]`) stands for a list of what the word names. */
function withRecord(operation: OperationFact, held: SchemaView, record: () => SchemaView | undefined): OperationFact {
  if (held.types[0] === "array") {
    const found = isStandIn(held.items) ? record() : undefined;
    return found ? withSchema(operation, { ...held, items: found }) : operation;
  }
  const place = [...held.properties].find(([, { items }]) => isStandIn(items));
  const found = place && record();
  if (!place || !found) return operation;
  const properties = new Map(held.properties).set(place[0], { ...place[1], items: found });
  return withSchema(operation, { ...held, properties });
}

function isStandIn(items: SchemaView | undefined): boolean {
  const [only, ...others] = items?.examples ?? [];
  return others.length === 0 && typeof only === "string" && /^\W{0,2}[A-Z][A-Z_ ]+\W{0,2}$/.test(only);
}

function arrayOf(record: SchemaView): SchemaView {
  return plainSchema(record.at, { id: `list of ${record.id}`, types: ["array"], items: record });
}

function withSchema(operation: OperationFact, schema: SchemaView): OperationFact {
  const [first] = operation.responses.filter(({ status }) => status.startsWith("2"));
  const media: MediaFact = { mediaType: "application/json", schema, examples: [] };
  return {
    ...operation,
    responses: operation.responses.map((response) =>
      response === first ? { ...response, content: [media] } : response,
    ),
  };
}
