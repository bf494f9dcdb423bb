import type { Setting } from "../../../model/setting.ts";
import type { Json } from "../../../model/values.ts";
import { plainText } from "../../../printing/wrap.ts";

const TYPES: Readonly<Record<Setting["type"], string>> = {
  string: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  "date-time": "string",
  date: "string",
};

/** The fields of the connection's form, as Airflow's providers declare them; a secret one is hidden. */
export function connectionFields(settings: readonly Setting[]): Record<string, Json> {
  return Object.fromEntries(settings.map((setting) => [setting.name, field(setting)]));
}

function field({ title, description, type, required, secret, values, ...more }: Setting): Json {
  const given = more.default;
  const optional = !required && given === undefined;
  return {
    label: plainText(title),
    ...(description === undefined ? {} : { description: plainText(description) }),
    schema: {
      type: optional ? [TYPES[type], "null"] : TYPES[type],
      ...(secret ? { format: "password" } : type === "date" || type === "date-time" ? { format: type } : {}),
      ...(values ? { enum: optional ? [...values, null] : values } : {}),
      ...(given === undefined ? {} : { default: given }),
    },
  };
}
