import type { ConnectorModel } from "../model/connector-model.ts";
import type { Setting } from "../model/setting.ts";
import type { YamlMap } from "../printing/yaml.ts";
import { prose } from "./airbyte-schema.ts";

const ORDER: readonly Setting["purpose"][] = ["credential", "server", "input", "start"];

/** What the user is asked for, credentials first. */
export function connectionSpecification(model: ConnectorModel): YamlMap {
  const settings = [...model.settings].sort((a, b) => ORDER.indexOf(a.purpose) - ORDER.indexOf(b.purpose));
  const required = settings.filter((setting) => setting.required).map(({ name }) => name);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: prose(`${model.title} Spec`),
    type: "object",
    additionalProperties: true,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(settings.map((setting, order) => [setting.name, field(setting, order)])),
  };
}

function field(setting: Setting, order: number): YamlMap {
  const { description, examples, values } = setting;
  const shown = values?.filter((value) => !value.startsWith("#/")) ?? [];
  return {
    ...typed(setting),
    title: prose(setting.title),
    ...(description === undefined ? {} : { description: prose(description) }),
    ...(setting.secret ? { airbyte_secret: true } : {}),
    ...(setting.secret && /private_key|certificate/.test(setting.name) ? { multiline: true } : {}),
    ...(shown.length === 0 ? {} : { enum: shown }),
    ...(setting.default === undefined || setting.default === null ? {} : { default: defaultOf(setting) }),
    ...(examples && examples.length > 0 ? { examples: examples.filter((example) => !example.startsWith("#/")) } : {}),
    order,
  };
}

const defaultOf = ({ default: held }: Setting) => (typeof held === "object" ? JSON.stringify(held) : (held ?? null));

function typed({ type }: Setting): YamlMap {
  switch (type) {
    case "date-time":
      return {
        type: "string",
        format: "date-time",
        pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
        pattern_descriptor: "YYYY-MM-DDTHH:mm:ssZ",
      };
    case "date":
      return {
        type: "string",
        format: "date",
        pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        pattern_descriptor: "YYYY-MM-DD",
      };
    case "string":
    case "integer":
    case "number":
    case "boolean":
      return { type };
  }
}
