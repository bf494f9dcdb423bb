import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { JsonType } from "../../model/values.ts";
import { isRecord, type Raw } from "../json-value.ts";
import { child, children, extensions, flag, type Node, placeOf, text } from "../node.ts";
import { typesOfValues } from "../schema-types.ts";
import {
  componentName,
  enumOf,
  examplesOf,
  formatOfType,
  isEmpty,
  isNullable,
  isStandardType,
  number,
  requiredOf,
  requiredOnProperties,
  saysType,
  typesOf,
} from "./schema-keywords.ts";
import { collectLayers, type Layers } from "./schema-layers.ts";
import type { Schemas } from "./schemas.ts";

const NO_NODES: readonly Node[] = [];
const NO_PROPERTIES: ReadonlyMap<string, SchemaView> = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();
const NO_VIEWS: readonly SchemaView[] = [];

/**
 * A schema at its place, read when it is asked. It is a class because an API has tens of thousands of them and each
 * has an identity: what was read stays with the view, and its getters live on the prototype.
 */
export class LazySchema implements SchemaView {
  readonly #nodes: readonly Node[];
  readonly #own: Node;
  readonly #schemas: Schemas;
  #id: string | undefined;
  #at: SourceRef | undefined;
  #layers: Layers | undefined;
  #base: { readonly node: Node | undefined } | undefined;
  #types: readonly JsonType[] | undefined;
  #properties: ReadonlyMap<string, SchemaView> | undefined;
  #required: ReadonlySet<string> | undefined;
  #alternatives: readonly SchemaView[] | undefined;
  #additional: { readonly view: boolean | SchemaView | undefined } | undefined;
  #items: { readonly view: SchemaView | undefined } | undefined;

  /** Several nodes: all of them together; the last has the last word. */
  constructor(nodes: readonly [Node, ...Node[]] | readonly Node[], schemas: Schemas) {
    const own = nodes.at(-1);
    if (!own) throw new Error("a schema needs a place");
    this.#nodes = nodes;
    this.#own = own;
    this.#schemas = schemas;
  }

  get id(): string {
    this.#id ??= this.#nodes.map((node) => `${node.document.name}#${node.pointer}`).join("&");
    return this.#id;
  }

  get at(): SourceRef {
    this.#at ??= placeOf(this.#own);
    return this.#at;
  }

  get name(): string | undefined {
    return componentName(this.#own) ?? this.base?.name;
  }

  get base(): SchemaView | undefined {
    this.#base ??= { node: componentName(this.#own) === undefined ? this.#onlyBase() : undefined };
    return this.#base.node && this.#schemas.viewOf(this.#base.node);
  }

  get types(): readonly JsonType[] {
    this.#types ??= this.#readTypes();
    return this.#types;
  }

  get nullable(): boolean {
    const own = this.#read().all.at(-1);
    if (own && this.#saysNull(own.raw)) return true;
    const telling = this.#read().all.filter(({ raw }) => raw !== own?.raw && saysType(raw));
    return telling.length > 0 && telling.every(({ raw }) => this.#saysNull(raw));
  }

  get title(): string | undefined {
    return this.#first((raw) => text(raw.title));
  }

  get description(): string | undefined {
    return this.#first((raw) => text(raw.description));
  }

  get format(): string | undefined {
    return this.#first((raw) => text(raw.format) ?? formatOfType(raw.type));
  }

  get pattern(): string | undefined {
    return this.#first((raw) => text(raw.pattern));
  }

  get enum(): readonly unknown[] | undefined {
    const values = this.#first(enumOf)?.filter((value) => value !== null);
    return values && values.length > 0 ? values : undefined;
  }

  get default(): unknown {
    return this.#first((raw) => raw.default);
  }

  get examples(): readonly unknown[] {
    return this.#first(examplesOf) ?? [];
  }

  get minimum(): number | undefined {
    return this.#first((raw) => number(raw.minimum) ?? number(raw.exclusiveMinimum));
  }

  get maximum(): number | undefined {
    return this.#first((raw) => number(raw.maximum) ?? number(raw.exclusiveMaximum));
  }

  get maxItems(): number | undefined {
    return this.#first((raw) => number(raw.maxItems));
  }

  get readOnly(): boolean {
    return this.#read().all.some(({ raw }) => flag(raw.readOnly));
  }

  get writeOnly(): boolean {
    return this.#read().all.some(({ raw }) => flag(raw.writeOnly));
  }

  get deprecated(): boolean {
    return this.#read().all.some(({ raw }) => flag(raw.deprecated));
  }

  get properties(): ReadonlyMap<string, SchemaView> {
    this.#properties ??= this.#readProperties();
    return this.#properties;
  }

  get required(): ReadonlySet<string> {
    this.#required ??= this.#readRequired();
    return this.#required;
  }

  get items(): SchemaView | undefined {
    this.#items ??= { view: this.#readItems() };
    return this.#items.view;
  }

  get additionalProperties(): boolean | SchemaView | undefined {
    this.#additional ??= { view: this.#readAdditional() };
    return this.#additional.view;
  }

  get alternatives(): readonly SchemaView[] {
    this.#alternatives ??= this.#readAlternatives();
    return this.#alternatives;
  }

  get discriminator(): string | undefined {
    return this.#first(({ discriminator }) =>
      isRecord(discriminator) ? text(discriminator.propertyName) : text(discriminator),
    );
  }

  get extensions(): Readonly<Record<string, unknown>> {
    const layers = this.#read().all;
    return layers.length === 1
      ? extensions(layers[0]?.raw)
      : Object.assign({}, ...layers.map(({ raw }) => extensions(raw)));
  }

  #read(): Layers {
    this.#layers ??= collectLayers(this.#nodes, this.#schemas.references);
    return this.#layers;
  }

  /** What the layer with the last word says: the schema's own first, then what it builds upon. */
  #first<T>(read: (raw: Raw) => T | undefined): T | undefined {
    const layers = this.#read().all;
    for (let i = layers.length - 1; i >= 0; i--) {
      const layer = layers[i];
      const value = layer && read(layer.raw);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The keyword's nodes in all layers that have it in a form that can be used. */
  #nodesOf(keyword: string, usable: (value: unknown) => boolean): readonly Node[] {
    const { all } = this.#read();
    const [only] = all;
    // Nine schemas of ten are one layer, and most lack the keyword.
    if (only && all.length === 1 && !usable(only.raw[keyword])) return NO_NODES;
    return this.#read()
      .all.filter(({ raw }) => usable(raw[keyword]))
      .map(({ node }) => child(node, keyword));
  }

  /** The elements of a tuple as a choice. */
  #choice(nodes: readonly Node[]): SchemaView | undefined {
    const [first] = nodes;
    if (!first) return undefined;
    if (nodes.length === 1) return this.#schemas.viewOf(first);
    return this.#schemas.viewOf({ ...this.#own, value: { anyOf: nodes.map(({ value }) => value) } });
  }

  #readAlternatives(): readonly SchemaView[] {
    const { alternatives } = this.#read();
    return alternatives.length === 0 ? NO_VIEWS : alternatives.map((node) => this.#schemas.viewOf(node));
  }

  #readAdditional(): boolean | SchemaView | undefined {
    const [said] = this.#nodesOf("additionalProperties", (value) => typeof value === "boolean" || isRecord(value));
    if (!said) return this.#patternProperties();
    if (typeof said.value === "boolean") return said.value;
    return isEmpty(said.value) ? true : this.#schemas.viewOf(said);
  }

  #patternProperties(): SchemaView | undefined {
    const [patterns] = this.#nodesOf("patternProperties", isRecord);
    const [first] = patterns ? children(patterns) : [];
    return first && this.#schemas.viewOf(first);
  }

  #onlyBase(): Node | undefined {
    const { all } = this.#read();
    const [base, own] = all;
    if (all.length !== 2 || !base || isRecord(own?.raw.properties)) return undefined;
    return componentName(base.node) === undefined ? undefined : base.node;
  }

  #saysNull(raw: Raw): boolean {
    return isNullable(raw) || this.#read().withNullBranch.has(raw);
  }

  #readTypes(): readonly JsonType[] {
    const said = this.#first((raw) => typesOf(raw.type));
    const shape = this.#shape();
    this.#reportWords();
    if (said && said.length > 0) {
      const [only] = said;
      const isAgainst = said.length === 1 && only !== undefined && shape !== undefined && only !== shape;
      return isAgainst ? this.#mend(only, shape) : said;
    }
    if (said || shape) return shape ? [shape] : [];
    const values = this.#first(enumOf);
    return values ? typesOfValues(values).filter((type) => type !== "null") : [];
  }

  /** `type: string` beside `properties`: the structure was written with more care than the word. */
  #mend(said: JsonType, shape: "object" | "array"): readonly JsonType[] {
    if (said === "array") {
      this.#schemas.collector.report("input/array-with-properties", {}, this.at);
      return [said];
    }
    this.#schemas.collector.report("input/type-against-structure", { said, shape }, this.at);
    return [shape];
  }

  #reportWords(): void {
    for (const { raw } of this.#read().all) {
      if (raw.type === undefined || isStandardType(raw.type)) continue;
      const type = JSON.stringify(raw.type)?.slice(0, 60) ?? "";
      const readAs = typesOf(raw.type)?.join(" or ");
      if (readAs === undefined) this.#schemas.collector.report("input/unknown-type", { type }, this.at);
      else this.#schemas.collector.report("input/type-word", { type, readAs: readAs || "anything" }, this.at);
    }
  }

  #shape(): "object" | "array" | undefined {
    const { all } = this.#read();
    if (all.some(({ raw: { properties } }) => isRecord(properties) && !isEmpty(properties))) return "object";
    if (all.some(({ raw: { items } }) => typeof items === "object" && items !== null)) return "array";
    return all.some(({ raw }) => isRecord(raw.additionalProperties)) ? "object" : undefined;
  }

  #readProperties(): ReadonlyMap<string, SchemaView> {
    if (this.types[0] === "array") return NO_PROPERTIES;
    const [only, ...others] = this.#nodesOf("properties", isRecord).map((node) =>
      this.#schemas.references.follow(node),
    );
    if (!only) return NO_PROPERTIES;
    const nodes = children(only);
    if (others.length === 0) return new Map(nodes.map((node) => [node.key, this.#schemas.viewOf(node)]));
    const byName = Map.groupBy([...nodes, ...others.flatMap(children)], ({ key }) => key);
    return new Map(Array.from(byName, ([name, several]) => [name, this.#schemas.merged(several)]));
  }

  #readItems(): SchemaView | undefined {
    const found = this.#nodesOf("items", (value) => isRecord(value) || Array.isArray(value) || value === true);
    const tuple = found.find((node) => Array.isArray(node.value));
    if (tuple) return this.#choice(children(tuple));
    if (found.length > 0) return this.#schemas.merged(found);
    const [prefix] = this.#nodesOf("prefixItems", Array.isArray);
    if (prefix) return this.#choice(children(prefix));
    return this.types[0] === "array" ? this.#itemsFromProperties() : undefined;
  }

  /** `type: array` with `properties` and no `items`: the elements' properties, one level too high. */
  #itemsFromProperties(): SchemaView | undefined {
    const layer = this.#read().all.find(({ raw }) => isRecord(raw.properties) && !isEmpty(raw.properties));
    const { properties, required } = layer?.raw ?? {};
    return layer && this.#schemas.viewOf({ ...layer.node, value: { type: "object", properties, required } });
  }

  #readRequired(): ReadonlySet<string> {
    const { all } = this.#read();
    const marked = all.flatMap(({ raw }) => requiredOnProperties(raw));
    if (marked.length > 0) this.#schemas.collector.report("input/required-on-property", {}, this.at);
    const said = all.flatMap(({ raw }) => requiredOf(raw));
    return said.length + marked.length === 0 ? NO_NAMES : new Set([...said, ...marked]);
  }
}
