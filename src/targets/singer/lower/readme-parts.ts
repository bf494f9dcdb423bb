import type { ConnectorModel } from "../../../model/connector-model.ts";
import { markdownCode as code, markdownTable as table } from "../../../printing/markdown.ts";
import { settingVariable } from "../../tap-definition.ts";
import { fenced, settingCells } from "../../told-in-words.ts";
import type { TapNames } from "../plan.ts";

interface Told {
  readonly model: ConnectorModel;
  readonly names: TapNames;
}

/** How a tap is configured and run. */
export function usageSection({ model, names }: Told): string[] {
  const config = Object.fromEntries(model.settings.filter(({ required }) => required).map(({ name }) => [name, "…"]));
  return [
    "## Use",
    fenced(`uv tool install .\n${names.tap} --about\n${names.tap} --config config.json --discover > catalog.json`),
    "`config.json` holds the settings; `--config=ENV` reads them from the environment or from a `.env` file instead (see `.env.example`).",
    fenced(JSON.stringify(config, null, 2), "json"),
    fenced(
      `${names.tap} --config config.json --test\n${names.tap} --config config.json --catalog catalog.json --state state.json | target-jsonl > state.jsonl\ntail -n 1 state.jsonl > state.json`,
    ),
    "With Meltano, `meltano.yml` in this folder defines the extractor:",
    fenced(`meltano install\nmeltano run ${names.tap} target-jsonl`),
  ];
}

/** `opens`: streams that can't be read without a setting. */
export function settingsSection({ model, names }: Told, opens: (name: string) => readonly string[] = () => []): string {
  const rows = model.settings.map((setting) => [
    code(setting.name),
    code(settingVariable(names, setting.name)),
    ...settingCells(setting, opens(setting.name)),
  ]);
  return table(["Setting", "Variable", "Required", "Default", "What it is"], rows);
}
