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
  return new ExampleView([value], { root: at, path: "", depth: 0 });
}

interface Place {
  readonly root: SourceRef;
  /** Below the root. */
  readonly path: string;
  readonly depth: number;
}

const NO_PROPERTIES: ReadonlyMap<string, SchemaView> = new Map();

/**
 * What lies inside is looked at when it is asked for: of a long example mostly the outermost levels are. It is a class
 * for the same reason as `LazySchema`: long examples have tens of thousands of values.
 */
class ExampleView implements SchemaView {
  readonly name = undefined;
  readonly title = undefined;
  readonly description = undefined;
  readonly pattern = undefined;
  readonly enum = undefined;
  readonly default = undefined;
  readonly minimum = undefined;
  readonly maximum = undefined;
  readonly maxItems = undefined;
  readonly readOnly = false;
  readonly writeOnly = false;
  readonly deprecated = false;
  readonly required = NOTHING_SAID.required;
  readonly additionalProperties = undefined;
  readonly alternatives = NOTHING_SAID.alternatives;
  readonly discriminator = undefined;
  readonly extensions = NOTHING_SAID.extensions;
  readonly nullable: boolean;
  readonly types: readonly JsonType[];
  /** Without those that are nothing. */
  readonly #values: readonly unknown[];
  readonly #place: Place;
  #at: SourceRef | undefined;
  #id: string | undefined;
  #properties: ReadonlyMap<string, SchemaView> | undefined;
  #items: { readonly view: SchemaView | undefined } | undefined;

  constructor(values: readonly unknown[], place: Place) {
    this.#values = values.filter((value) => value !== null && value !== undefined);
    this.#place = place;
    this.nullable = values.includes(null);
    const types = [...new Set(this.#values.map(typeOf))];
    this.types = types.includes("number") ? types.filter((type) => type !== "integer") : types;
  }

  get at(): SourceRef {
    const { root, path } = this.#place;
    this.#at ??= { document: root.document, pointer: root.pointer + path };
    return this.#at;
  }

  get id(): string {
    this.#id ??= `example ${this.at.document}#${this.at.pointer}`;
    return this.#id;
  }

  get format(): string | undefined {
    return formatOf(this.#values);
  }

  get examples(): readonly unknown[] {
    return this.#values.slice(0, 1).filter((value) => typeof value !== "object");
  }

  get properties(): ReadonlyMap<string, SchemaView> {
    this.#properties ??= this.#isDeepest() ? NO_PROPERTIES : this.#readProperties();
    return this.#properties;
  }

  get items(): SchemaView | undefined {
    this.#items ??= { view: this.#isDeepest() ? undefined : this.#readItems() };
    return this.#items.view;
  }

  #isDeepest(): boolean {
    return this.#place.depth >= DEEPEST;
  }

  #readProperties(): ReadonlyMap<string, SchemaView> {
    const objects = this.#values.filter(isObject);
    if (objects.length === 0) return NO_PROPERTIES;
    const names = new Set(objects.flatMap((object) => Object.keys(object)));
    const property = (name: string): [string, SchemaView] => {
      const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
      const values = objects.map((object) => object[name]);
      return [name, new ExampleView(values, this.#below(step))];
    };
    return new Map(Array.from(names, property));
  }

  #readItems(): SchemaView | undefined {
    const elements = this.#values.filter(Array.isArray).flatMap((list) => list.slice(0, SAMPLE));
    return elements.length > 0 ? new ExampleView(elements, this.#below("0")) : undefined;
  }

  #below(step: string): Place {
    const { root, path, depth } = this.#place;
    return { root, path: `${path}/${step}`, depth: depth + 1 };
  }
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
