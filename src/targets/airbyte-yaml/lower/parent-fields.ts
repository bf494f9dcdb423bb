import type { JsonSchema } from "../../../model/values.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { asLiteral } from "./jinja.ts";
import type { ParentLinks } from "./parents.ts";
import { schemaAt } from "./schema.ts";
import type { HttpStream, Scope } from "./scope.ts";

/** The transformation that writes parents' values into the child's records; undefined where none is wanted. */
export function parentFields(stream: HttpStream, links: ParentLinks, scope: Scope): YamlMap | undefined {
  const fields = stream.parents.flatMap((link, index) => {
    const value = links.values[index];
    if (link.recordField === undefined || value === undefined) return [];
    const isInteger = isWhole(schemaAt(scope.stream(link.stream)?.schema, link.field));
    return [{ type: "AddedFieldDefinition", path: [link.recordField], ...(isInteger ? whole(value) : asItIs(value)) }];
  });
  return fields.length === 0 ? undefined : { type: "AddFields", fields };
}

const whole = (expression: string): YamlMap => ({ value: `{{ ${expression} }}`, value_type: "integer" });

const asItIs = (expression: string): YamlMap => ({ value: `{{ ${asLiteral(expression)} }}` });

function isWhole(schema: JsonSchema | undefined): boolean {
  const types = schema?.type === undefined ? [] : [schema.type].flat();
  return types.includes("integer") && types.every((type) => type === "integer" || type === "null");
}
