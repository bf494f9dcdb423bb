import type { Setting } from "../../../model/setting.ts";
import { code } from "../../../printing/code.ts";
import { lit } from "../../../printing/python.ts";
import { plainText } from "../../../printing/wrap.ts";
import type { SettingPlan } from "../plan.ts";

const TYPES: Readonly<Record<Setting["type"], string>> = {
  string: "th.StringType",
  integer: "th.IntegerType",
  number: "th.NumberType",
  boolean: "th.BooleanType",
  "date-time": "th.DateTimeType",
  date: "th.DateType",
};

export function settingPlan(setting: Setting): SettingPlan {
  const keywords: readonly (readonly [string, unknown])[] = [
    ["required", setting.required || undefined],
    ["secret", setting.secret || undefined],
    ["default", setting.default],
    ["allowed_values", setting.values],
    ["title", plainText(setting.title)],
    ["description", plainText(setting.description ?? setting.title)],
    ["examples", setting.secret ? undefined : setting.examples],
  ];
  return {
    name: setting.name,
    type: code(TYPES[setting.type]),
    keywords: keywords.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: lit(value) }])),
  };
}
