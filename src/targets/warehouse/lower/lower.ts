import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpSource } from "../../../model/http.ts";
import { plainText } from "../../../printing/wrap.ts";
import { readerPlan, signs } from "../../reader-source.ts";
import type { Loss, TargetOptions } from "../../target.ts";
import type { WarehousePlan } from "../plan.ts";
import { modulesOf } from "../support-modules.ts";
import { columnsOf } from "./columns.ts";
import { configText, secretsText } from "./config.ts";
import { losses } from "./losses.ts";
import { pipelineNames } from "./names.ts";
import { agentsText, readmeText } from "./readme.ts";
import { requirements } from "./requirements.ts";
import { settingPlan } from "./settings.ts";
import { lowerTables } from "./tables/lower-tables.ts";

type Lowered = { readonly plan: WarehousePlan; readonly losses: readonly Loss[] };

/** All decisions about a pipeline. Other streams are not its affair: the capability check refuses them. */
export function lower(model: ConnectorModel, options: TargetOptions): Lowered {
  if (model.source.kind === "database") return lowerTables(model, model.source, options);
  if (model.source.kind !== "http") throw new Error(`no pipeline for a ${model.source.kind} source`);
  return lowerHttp(model, model.source, options);
}

function lowerHttp(model: ConnectorModel, source: HttpSource, options: TargetOptions): Lowered {
  const names = pipelineNames(model);
  const { plan: reader, built, names: used } = readerPlan(model, source);
  const { testFacts, ...declared } = reader;
  const told = { model, source, streams: built, names };
  const plan: WarehousePlan = {
    names,
    version: options.connectorVersion,
    title: plainText(model.title),
    summary: `Loads ${plainText(model.title)} into a warehouse`,
    ...requirements([...(signs(reader.auths) ? ["pyjwt[crypto]>=2.10"] : []), "requests~=2.32"]),
    settings: model.settings.map(settingPlan),
    ...declared,
    columns: built.map((stream) => ({ stream: stream.name, columns: columnsOf(stream) })),
    resources: "resources",
    modules: modulesOf(used),
    config: configText(model, names),
    secrets: secretsText(model, names),
    tests: { kind: "http", facts: testFacts },
    readme: readmeText(told),
    agents: agentsText(told),
  };
  return { plan, losses: losses(model, built) };
}
