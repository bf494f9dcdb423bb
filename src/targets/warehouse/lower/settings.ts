import type { Setting } from "../../../model/setting.ts";
import { code } from "../../../printing/code.ts";
import { pythonName } from "../../../printing/naming.ts";
import { lit } from "../../../printing/python.ts";
import { plainText } from "../../../printing/wrap.ts";
import type { SettingPlan } from "../plan.ts";

const TYPES: Readonly<Record<Setting["type"], string>> = {
  string: "str",
  integer: "int",
  number: "float",
  boolean: "bool",
  "date-time": "str",
  date: "str",
};

/** A parameter of the function that makes dlt's source: dlt fills it in from the configuration. */
export function settingPlan(setting: Setting): SettingPlan {
  const { name, secret, required } = setting;
  const type = secret ? "TSecretStrValue" : TYPES[setting.type];
  const given = required || setting.default !== undefined;
  return {
    name,
    parameter: parameterOf(name),
    type: code(given ? type : `${type} | None`),
    fallback:
      setting.default !== undefined
        ? lit(setting.default)
        : code(required ? (secret ? "dlt.secrets.value" : "dlt.config.value") : "None"),
    secret,
    doc: plainText(setting.description ?? setting.title),
  };
}

/** The setting's name, but for words of Python. */
export const parameterOf = (name: string): string => pythonName(name);
