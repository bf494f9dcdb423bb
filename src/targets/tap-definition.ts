import type { ConnectorModel } from "../model/connector-model.ts";
import type { Setting } from "../model/setting.ts";
import type { Json } from "../model/values.ts";
import { kebabCase, snakeCase } from "../printing/naming.ts";
import { plainText } from "../printing/wrap.ts";
import type { YamlMap, YamlValue } from "../printing/yaml.ts";

/** What a tap is called by whoever runs it, whichever target made it. */
export interface TapIdentity {
  /** `tap-acme`: the distribution, the command and the plugin. */
  readonly tap: string;
  /** `tap_acme`. */
  readonly package: string;
}

export function tapIdentity({ name }: ConnectorModel): TapIdentity {
  return { tap: `tap-${kebabCase(name)}`, package: `tap_${snakeCase(name)}` };
}

/** The kinds of settings that Meltano knows; a number is a `decimal` there. */
const KINDS: Readonly<Record<Setting["type"], string>> = {
  string: "string",
  integer: "integer",
  number: "decimal",
  boolean: "boolean",
  "date-time": "date_iso8601",
  date: "date_iso8601",
};

/** What the SDK's taps can do, by Meltano's names. */
const CAPABILITIES = [
  "catalog",
  "state",
  "discover",
  "activate-version",
  "about",
  "stream-maps",
  "schema-flattening",
  "batch",
  "structured-logging",
];

/**
 * The tap as a Meltano extractor that no Hub needs to know; `pipUrl` says where its project lies. Keys stand in the order
 * in which Meltano itself writes them, so that comments stay where they belong.
 */
export function extractorDefinition(model: ConnectorModel, pipUrl: string): YamlMap {
  const { tap, package: namespace } = tapIdentity(model);
  const required = model.settings.filter((setting) => setting.required && setting.default === undefined);
  const docs = model.documentation !== undefined && /^https?:\/\//.test(model.documentation) ? model.documentation : "";
  return {
    name: tap,
    namespace,
    label: plainText(model.title),
    ...(model.description === undefined ? {} : { description: plainText(model.description) }),
    ...(docs === "" ? {} : { docs: plainText(docs) }),
    pip_url: pipUrl,
    executable: tap,
    capabilities: CAPABILITIES,
    ...(required.length === 0 ? {} : { settings_group_validation: [required.map(({ name }) => name)] }),
    settings: model.settings.map(settingDefinition),
    log_parser: "singer-sdk",
  };
}

function settingDefinition(setting: Setting): YamlMap {
  const kind = setting.values ? "options" : KINDS[setting.type];
  return {
    name: setting.name,
    ...(kind === "string" ? {} : { kind }),
    label: plainText(setting.title),
    ...(setting.values ? { options: setting.values.map((value) => ({ label: value, value })) } : {}),
    ...(setting.secret ? { sensitive: true } : {}),
    ...(setting.description === undefined ? {} : { description: plainText(setting.description) }),
    ...(setting.default === undefined ? {} : { value: unexpanded(setting.default) as YamlValue }),
  };
}

/** What Meltano would take for a variable of the user's environment. */
const VARIABLE = /\$(?=\{[\p{L}\p{N}_]+\}|[A-Z])/gu;

/** The value as Meltano will read it: with nothing of the user's environment put into it. */
export function unexpanded(value: Json): Json {
  if (typeof value === "string") return value.replace(VARIABLE, "\\$$");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unexpanded);
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, unexpanded(held)]));
}

/** `TAP_ACME_ACCESS_TOKEN`: how a setting is called in the environment. */
export function settingVariable({ tap }: TapIdentity, name: string): string {
  return `${tap}_${name}`.toUpperCase().replaceAll("-", "_");
}

/** The lines of an `.env.example`: each setting's variable, the optional ones commented out. */
export function environmentExample(model: ConnectorModel): { readonly line: string; readonly comment: string }[] {
  const identity = tapIdentity(model);
  return model.settings.map(({ name, title, required }) => ({
    line: `${required ? "" : "# "}${settingVariable(identity, name)}=`,
    comment: plainText(`${title}${required ? "" : " (optional)"}`),
  }));
}
