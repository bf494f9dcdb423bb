import type { ConnectorModel } from "../../../../model/connector-model.ts";
import type { DatabaseSource } from "../../../../model/database.ts";
import { code } from "../../../../printing/code.ts";
import { tuple } from "../../../../printing/python.ts";
import { plainText } from "../../../../printing/wrap.ts";
import { call, type Expression, literal, plain } from "../../../expression.ts";
import type { StreamPlan } from "../../../reader-plan.ts";
import { streamDoc } from "../../../stream-doc.ts";
import { cursorDeclaration, type TableContext, tableDeclaration } from "../../../table-declaration.ts";
import { type Driver, driverOf } from "../../../table-drivers.ts";
import { tableFacts } from "../../../table-facts.ts";
import { cursorLosses, type TableOf, tableOf, tracked } from "../../../table-of.ts";
import { readingSettings } from "../../../table-reading-settings.ts";
import type { Loss, TargetOptions } from "../../../target.ts";
import type { PipelineNames, WarehousePlan } from "../../plan.ts";
import { tableModulesOf } from "../../support-modules.ts";
import { configText, secretsText } from "../config.ts";
import { losses } from "../losses.ts";
import { pipelineNames } from "../names.ts";
import { requirements } from "../requirements.ts";
import { settingPlan } from "../settings.ts";
import { tableColumns } from "./table-columns.ts";
import { tablesAgents, tablesReadme } from "./tables-readme.ts";

/** All decisions about a pipeline of tables. Errors: dialects that the capabilities refuse. */
export function lowerTables(
  model: ConnectorModel,
  source: DatabaseSource,
  options: TargetOptions,
): { readonly plan: WarehousePlan; readonly losses: readonly Loss[] } {
  const driver = driverOf(source);
  const names = pipelineNames(model);
  const given = model.streams.filter(({ selected }) => selected).map(tableOf);
  const streams = given.map(tracked);
  const settings = [...model.settings, ...readingSettings(source.dialect, streams)];
  const asked = { ...model, settings };
  const told = { model: asked, source, streams, names };
  const plans = streams.map((stream) => tablePlan(stream, { source, streams }));
  const plan: WarehousePlan = {
    names,
    version: options.connectorVersion,
    title: plainText(model.title),
    summary: `Loads the database ${plainText(model.title)} into a warehouse`,
    ...requirements(["msgspec>=0.19", ...driver.dependencies, "sqlalchemy~=2.0"]),
    settings: settings.map(settingPlan),
    auths: [],
    constants: [],
    streams: plans,
    source: sourceExpression(driver, names),
    columns: streams.map((stream) => ({
      stream: stream.name,
      columns: tableColumns(stream, source.dialect !== "sqlite"),
    })),
    resources: "table_resources",
    modules: tableModulesOf(driver.module),
    config: configText(asked, names),
    secrets: secretsText(asked, names),
    tests: { kind: "tables", facts: tableFacts(streams, { settings, source }) },
    readme: tablesReadme(told),
    agents: tablesAgents(told),
  };
  return { plan, losses: [...losses(asked, streams), ...given.flatMap(cursorLosses)] };
}

const sourceExpression = ({ name }: Driver, { distribution }: PipelineNames): Expression =>
  call("Tables", [], {
    database: { code: code(name), names: [name] },
    application: literal(distribution),
    streams: plain(code("STREAMS")),
  });

function tablePlan(stream: TableOf, context: TableContext): StreamPlan {
  const { name, primaryKey, notes = [] } = stream;
  const cursor = cursorDeclaration(stream, context.source);
  const open = notes.filter((note) => note.open).map((note) => `TODO: ${note.about}: ${note.text}`);
  return {
    comments: [streamDoc(stream).summary, ...open],
    auths: [],
    value: call("TableStream", [], {
      name: literal(name),
      ...tableDeclaration(stream, context),
      primary_key: primaryKey.length === 0 ? undefined : plain(tuple(primaryKey.map((key) => key.join(".")))),
      cursor: cursor && call("TableCursor", [], cursor),
    }),
  };
}
