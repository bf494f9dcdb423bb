import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Setting } from "../../../model/setting.ts";
import { plainText } from "../../../printing/wrap.ts";
import type { YamlMap, YamlValue } from "../../../printing/yaml.ts";
import type { SingerPlan, TapNames } from "../plan.ts";

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

export function meltanoPlan(model: ConnectorModel, names: TapNames): YamlValue {
  const required = model.settings.filter((setting) => setting.required && setting.default === undefined);
  return {
    version: 1,
    send_anonymous_usage_stats: false,
    requires_meltano: ">=4.0",
    default_environment: "dev",
    environments: [{ name: "dev" }, { name: "prod" }],
    plugins: {
      extractors: [
        {
          name: names.tap,
          namespace: names.package,
          pip_url: "-e .",
          executable: names.tap,
          log_parser: "singer-sdk",
          capabilities: CAPABILITIES,
          settings: model.settings.map(settingYaml),
          ...(required.length === 0 ? {} : { settings_group_validation: [required.map(({ name }) => name)] }),
        },
      ],
      loaders: [
        { name: "target-jsonl", variant: "andyh1203", pip_url: "target-jsonl", config: { destination_path: "output" } },
      ],
    },
  };
}

function settingYaml(setting: Setting): YamlMap {
  const kind = setting.values ? "options" : KINDS[setting.type];
  return {
    name: setting.name,
    label: plainText(setting.title),
    ...(kind === "string" ? {} : { kind }),
    ...(setting.values ? { options: setting.values.map((value) => ({ label: value, value })) } : {}),
    ...(setting.secret ? { sensitive: true } : {}),
    ...(setting.description === undefined ? {} : { description: plainText(setting.description) }),
    ...(setting.default === undefined ? {} : { value: setting.default as YamlValue }),
  };
}

/** The environment variables that `--config=ENV` reads. */
export function environmentPlan(model: ConnectorModel, names: TapNames): SingerPlan["environment"] {
  return model.settings.map((setting) => ({
    line: `${setting.required ? "" : "# "}${`${names.tap}_${setting.name}`.toUpperCase().replaceAll("-", "_")}=`,
    comment: plainText(`${setting.title}${setting.required ? "" : " (optional)"}`),
  }));
}
