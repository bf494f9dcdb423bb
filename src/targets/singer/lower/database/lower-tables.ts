import type { ConnectorModel } from "../../../../model/connector-model.ts";
import type { DatabaseSource } from "../../../../model/database.ts";
import { code } from "../../../../printing/code.ts";
import { plainText } from "../../../../printing/wrap.ts";
import { type Driver, driverOf } from "../../../table-drivers.ts";
import { tableFacts } from "../../../table-facts.ts";
import { cursorLosses, type TableOf, tableOf, tracked } from "../../../table-of.ts";
import { readingSettings } from "../../../table-reading-settings.ts";
import { environmentExample } from "../../../tap-definition.ts";
import type { Loss, TargetOptions } from "../../../target.ts";
import type { SingerPlan } from "../../plan.ts";
import { type SupportModule, withImports } from "../../support-modules.ts";
import { meltanoPlan } from "../meltano.ts";
import { streamNames, tapNames } from "../names.ts";
import { singerSchema } from "../schema.ts";
import { settingPlan } from "../settings.ts";
import { tableStreamPlan } from "./table-stream.ts";
import { tablesAgents, tablesReadme } from "./tables-readme.ts";

/** All decisions about a tap of tables. Errors: dialects that the capabilities refuse. */
export function lowerTables(
  model: ConnectorModel,
  source: DatabaseSource,
  options: TargetOptions,
): { readonly plan: SingerPlan; readonly losses: readonly Loss[] } {
  const driver = driverOf(source);
  const names = tapNames(model);
  const given = model.streams.filter(({ selected }) => selected).map(tableOf);
  const streams = given.map(tracked);
  const settings = [...model.settings, ...readingSettings(source.dialect, streams)];
  const named = streamNames(streams, names, new Map());
  const asked = { ...model, settings };
  const told = { model: asked, source, streams, names };
  const plans = streams.map((stream) => tableStreamPlan(stream, { source, names, named, streams }));
  const plan: SingerPlan = {
    names,
    version: options.connectorVersion,
    title: plainText(model.title),
    summary: `Singer tap for the database ${plainText(model.title)}`,
    dependencies: [
      "msgspec>=0.19",
      ...driver.dependencies,
      "singer-sdk[msgspec]~=0.54.9",
      "sqlalchemy~=2.0",
      "typing-extensions>=4.12",
    ],
    settings: settings.map(settingPlan),
    asked: settings,
    tap: {
      base: "TableTap",
      attributes: [
        { name: "database_class", value: { code: code(driver.name), names: [driver.name] }, comment: undefined },
      ],
    },
    base: { base: "TableStream", constants: [], attributes: [], properties: [], imports: [] },
    authenticators: [],
    streams: plans,
    schemas: streams.map(({ name, schema, primaryKey }) => ({
      file: named.get(name)?.file ?? name,
      schema: singerSchema(schema, primaryKey),
    })),
    modules: withImports(modulesOf(driver, streams)),
    meltano: meltanoPlan(asked),
    environment: environmentExample(asked),
    tests: { kind: "tables", facts: tableFacts(streams, { settings, source }) },
    readme: tablesReadme(told),
    agents: tablesAgents(told),
  };
  return { plan, losses: given.flatMap(cursorLosses) };
}

/** The tests read a database file, whatever the tap reads. */
function modulesOf({ module }: Driver, streams: readonly TableOf[]): SupportModule[] {
  return [
    "table_tap",
    "table_stream",
    "sqlite",
    module,
    ...(streams.some(({ incremental }) => incremental) ? (["table_cursor"] as const) : []),
  ];
}
