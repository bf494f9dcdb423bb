import { type Setting, START_SETTING } from "../../../../model/setting.ts";
import { fillTemplate } from "../../../../model/template.ts";
import type { Json, Template } from "../../../../model/values.ts";

/** The day on which all generated tests take place, and the one from which they read: two windows of 30 days. */
export const TEST_NOW = "2024-06-01T00:00:00Z";
const TEST_START = "2024-04-15T00:00:00Z";
/** Made by the tests themselves when they run; no key lies in a repository. */
export const GENERATED_KEY = "generated:rsa-private-key";

export type SampleConfig = Readonly<Record<string, Json>>;

export function sampleConfig(settings: readonly Setting[]): SampleConfig {
  return Object.fromEntries(settings.map((setting) => [setting.name, sampleValue(setting)]));
}

function sampleValue(setting: Setting): Json {
  if (setting.name === START_SETTING) return TEST_START;
  const [first] = setting.values ?? [];
  if (first !== undefined && setting.type === "string") return first;
  if (typeof setting.default === "string" || typeof setting.default === "number") return setting.default;
  if (setting.secret && /private_key/.test(setting.name)) return GENERATED_KEY;
  switch (setting.type) {
    case "integer":
    case "number":
      return 7;
    case "boolean":
      return true;
    case "date":
      return TEST_START.slice(0, 10);
    case "date-time":
      return TEST_START;
    case "string":
      if (isAddress(setting))
        return /token/.test(setting.name) ? "https://login.example.com/token" : "https://api.example.com";
      return `test-${setting.name.replaceAll("_", "-")}`;
  }
}

export function filled(template: Template, settings: readonly Setting[], config: SampleConfig): string {
  return fillTemplate(template, settings, (name) => String(config[name] ?? ""));
}

/** The whole address of the source, where the documents name none. */
function isAddress({ name, purpose }: Setting): boolean {
  return purpose === "server" && /(^|_)(url|uri)$/.test(name);
}
