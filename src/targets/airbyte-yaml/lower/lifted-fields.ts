import type { YamlMap } from "../../../printing/yaml.ts";
import { asLiteral, pathExpression } from "./jinja.ts";
import type { HttpStream } from "./scope.ts";

/**
 * The transformation that repeats keys and cursors at the top of the record, as what they are; undefined where none lies
 * deeper. A value that isn't there is no field, not a null one.
 */
export function liftedFields({ lifted = [] }: HttpStream): YamlMap | undefined {
  if (lifted.length === 0) return undefined;
  const fields = lifted.map(({ field, recordField }) => ({
    type: "AddedFieldDefinition",
    path: [recordField],
    value: `{{ ${asLiteral(`${pathExpression("record", field)} | default(none)`)} }}`,
  }));
  return { type: "AddFields", fields, condition: "{{ value is not none }}" };
}
