/**
 * Writes the table of Airbyte's components from the CDK's own schema:
 * `npx node scripts/airbyte-components.ts <…/airbyte_cdk/sources/declarative/declarative_component_schema.yaml> <version>`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const TABLE = new URL("../src/targets/airbyte-yaml/lint/component-table.ts", import.meta.url);

interface Schema {
  readonly $ref?: string;
  readonly deprecated?: boolean;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const [path, version] = process.argv.slice(2);
if (path === undefined || version === undefined) throw new Error("wanted: the schema's path and the CDK's version");
const schema = parse(readFileSync(path, "utf8")) as Schema;
/** What a component calls itself in a manifest, which for a few isn't the definition's name. */
const typeOf = (name: string): string => schema.definitions?.[name]?.properties?.type?.enum?.[0] ?? name;
const components = [["DeclarativeSource", schema] as const, ...Object.entries(schema.definitions ?? {})]
  .filter(([, component]) => component.properties !== undefined)
  .map(([name, component]) => [typeOf(name), component] as const)
  .sort(([one], [other]) => (one < other ? -1 : 1));

writeFileSync(
  TABLE,
  [
    `/** Made by scripts/airbyte-components.ts from airbyte-cdk ${version}; not to be edited. */`,
    "export const COMPONENTS: Readonly<Record<string, Component>> = {",
    ...components.map(([name, component]) => `  ${name}: ${JSON.stringify(row(component))},`),
    "};",
    "",
    "/** The keys of a component, each with the components that it may hold, the required ones and those that are deprecated. */",
    "export interface Component {",
    "  readonly keys: Readonly<Record<string, readonly string[]>>;",
    "  readonly required: readonly string[];",
    "  readonly deprecated: readonly string[];",
    "}",
    "",
  ].join("\n"),
);

function row(component: Schema) {
  const properties = Object.entries(component.properties ?? {});
  return {
    keys: Object.fromEntries(properties.map(([key, held]) => [key, [...new Set(heldBy(held))].sort()])),
    required: component.required ?? [],
    deprecated: properties.filter(([, held]) => held.deprecated === true).map(([key]) => key),
  };
}

/** Components that a value may be, itself or as the elements of a list. */
function heldBy(value: Schema): string[] {
  const own = value.$ref === undefined ? [] : [typeOf(value.$ref.slice(value.$ref.lastIndexOf("/") + 1))];
  return [
    ...own,
    ...[...(value.anyOf ?? []), ...(value.oneOf ?? [])].flatMap(heldBy),
    ...(value.items ? heldBy(value.items) : []),
  ];
}
