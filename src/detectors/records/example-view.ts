import { NOTHING_SAID } from "../../evidence/nothing-said.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { JsonType } from "../../model/values.ts";

/** Elements of an example's array that are looked at: they seldom differ, and examples can be long. */
const SAMPLE = 20;
const DEEPEST = 12;

/** Some documents write their example as text that holds JSON. */
export function exampleValue(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** The shape that example values have, as if a schema had said it: properties, types, the formats of dates. */
export function exampleView(value: unknown, at: SourceRef): SchemaView {
  return viewOf([value], at, "", 0);
}

function viewOf(values: readonly unknown[], root: SourceRef, path: string, depth: number): SchemaView {
  const at = { document: root.document, pointer: root.pointer + path };
  const present = values.filter((value) => value !== null && value !== undefined);
  const types = [...new Set(present.map(typeOf))];
  const plain: SchemaView = {
    ...NOTHING_SAID,
    id: `example ${at.document}#${at.pointer}`,
    at,
    types: types.includes("number") ? types.filter((type) => type !== "integer") : types,
    nullable: values.includes(null),
    format: formatOf(present),
    examples: present.slice(0, 1).filter((value) => typeof value !== "object"),
  };
  const holds = types.includes("object") || types.includes("array");
  return holds && depth < DEEPEST ? withInside(plain, present, root, { path, depth: depth + 1 }) : plain;
}

interface Place {
  readonly path: string;
  readonly depth: number;
}

/** What lies inside is looked at when it is asked for: of a long example mostly the outermost levels are. */
function withInside(plain: SchemaView, values: readonly unknown[], root: SourceRef, place: Place): SchemaView {
  const properties = once(() => propertiesOf(values.filter(isObject), root, place));
  const items = once(() => itemsOf(values.filter(Array.isArray), root, place));
  return {
    ...plain,
    get properties() {
      return properties();
    },
    get items() {
      return items();
    },
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function propertiesOf(
  objects: readonly Readonly<Record<string, unknown>>[],
  root: SourceRef,
  { path, depth }: Place,
): ReadonlyMap<string, SchemaView> {
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  const property = (name: string): [string, SchemaView] => {
    const values = objects.map((object) => object[name]);
    return [name, viewOf(values, root, `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth)];
  };
  return new Map(Array.from(names, property));
}

function itemsOf(
  lists: readonly (readonly unknown[])[],
  root: SourceRef,
  { path, depth }: Place,
): SchemaView | undefined {
  const elements = lists.flatMap((list) => list.slice(0, SAMPLE));
  return elements.length > 0 ? viewOf(elements, root, `${path}/0`, depth) : undefined;
}

function typeOf(value: unknown): JsonType {
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "boolean" || typeof value === "string" ? (typeof value as "boolean" | "string") : "object";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function formatOf(values: readonly unknown[]): string | undefined {
  const all = (pattern: RegExp) =>
    values.length > 0 && values.every((value) => typeof value === "string" && pattern.test(value));
  if (all(DATE_TIME)) return "date-time";
  return all(DATE) ? "date" : undefined;
}
