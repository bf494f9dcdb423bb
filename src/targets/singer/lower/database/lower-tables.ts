import type { ConnectorModel } from "../../../../model/connector-model.ts";
import type { DatabaseSource } from "../../../../model/database.ts";
import type { Stream } from "../../../../model/stream.ts";
import { code } from "../../../../printing/code.ts";
import { plainText } from "../../../../printing/wrap.ts";
import { environmentExample } from "../../../tap-definition.ts";
import type { Loss, TargetOptions } from "../../../target.ts";
import type { SingerPlan } from "../../plan.ts";
import { type SupportModule, type SupportName, withImports } from "../../support-modules.ts";
import { meltanoPlan } from "../meltano.ts";
import { streamNames, tapNames } from "../names.ts";
import { singerSchema } from "../schema.ts";
import { settingPlan } from "../settings.ts";
import { readingSettings } from "./reading-settings.ts";
import { tableFacts } from "./table-facts.ts";
import type { TableOf } from "./table-of.ts";
import { tableStreamPlan, tracked } from "./table-stream.ts";
import { tablesAgents, tablesReadme } from "./tables-readme.ts";

interface Driver {
  readonly name: SupportName;
  readonly dependencies: readonly string[];
}

const MYSQL: Driver = { name: "MySQL", dependencies: ["pymysql[rsa]>=1.1"] };
const DRIVERS: Partial<Record<DatabaseSource["dialect"], Driver>> = {
  postgresql: { name: "PostgreSQL", dependencies: ["psycopg[binary]~=3.2"] },
  mysql: MYSQL,
  mariadb: MYSQL,
  sqlite: { name: "SQLite", dependencies: [] },
};

/** All decisions about a tap of tables. Errors: dialects that the capabilities refuse. */
export function lowerTables(
  model: ConnectorModel,
  source: DatabaseSource,
  options: TargetOptions,
): { readonly plan: SingerPlan; readonly losses: readonly Loss[] } {
  const driver = DRIVERS[source.dialect];
  if (!driver) throw new Error(`no tap reads ${source.dialect}`);
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
    modules: withImports(modulesOf(driver.name, streams)),
    meltano: meltanoPlan(asked),
    environment: environmentExample(asked),
    tests: { kind: "tables", facts: tableFacts(streams, { settings, source }) },
    readme: tablesReadme(told),
    agents: tablesAgents(told),
  };
  return { plan, losses: given.flatMap(cursorLosses) };
}

/** The tests read a database file, whatever the tap reads. */
function modulesOf(driver: SupportName, streams: readonly TableOf[]): SupportModule[] {
  const own: Partial<Record<SupportName, SupportModule>> = { PostgreSQL: "postgresql", MySQL: "mysql" };
  const dialect = own[driver];
  return [
    "table_tap",
    "table_stream",
    "sqlite",
    ...(dialect ? [dialect] : []),
    ...(streams.some(({ incremental }) => incremental) ? (["table_cursor"] as const) : []),
  ];
}

function tableOf(stream: Stream): TableOf {
  const { access, name } = stream;
  if (access.kind !== "table") throw new Error(`no tap reads the ${access.kind} stream ${name}`);
  return { ...stream, access };
}

/** A cursor that is no column of its own, such as a transaction's number, can't be read by the tap. */
function cursorLosses(stream: TableOf): Loss[] {
  const { incremental, name } = stream;
  if (!incremental || tracked(stream).incremental) return [];
  return [
    {
      path: `streams.${name}.incremental`,
      lost: `the cursor ${incremental.cursorField.join(".")}, which is no column of the table`,
      instead: "the whole table is read each time",
    },
  ];
}
