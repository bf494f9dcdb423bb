import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpSource } from "../../../model/http.ts";
import type { Stream } from "../../../model/stream.ts";
import type { Json } from "../../../model/values.ts";
import { plainText } from "../../../printing/wrap.ts";
import { untilLosses } from "../../cursor-expressions.ts";
import { readerPlan, signs } from "../../reader-source.ts";
import type { Loss, TargetOptions } from "../../target.ts";
import type { AirflowPlan } from "../plan.ts";
import { modulesOf } from "../support-modules.ts";
import { connectionFields } from "./fields.ts";
import { providerNames } from "./names.ts";
import { agentsText, readmeText } from "./readme.ts";

/** All decisions about a provider. Streams that aren't read over HTTP are not its affair: the capability check refuses them. */
export function lower(
  model: ConnectorModel,
  options: TargetOptions,
): { readonly plan: AirflowPlan; readonly losses: readonly Loss[] } {
  if (model.source.kind !== "http") throw new Error(`no provider for a ${model.source.kind} source`);
  const source = model.source;
  const names = providerNames(model);
  const { plan: reader, built, names: used } = readerPlan(model, source);
  const told = { model, source, streams: built, names };
  const plan: AirflowPlan = {
    ...reader,
    names,
    version: options.connectorVersion,
    title: plainText(model.title),
    summary: `Apache Airflow provider that reads ${plainText(model.title)}`,
    dependencies: ["apache-airflow>=3.1", ...(signs(reader.auths) ? ["pyjwt[crypto]>=2.10"] : []), "requests>=2.32"],
    fields: connectionFields(model.settings),
    selected: built.filter(({ selected }) => selected).map(({ name }) => name),
    activeTasks: activeTasks(source),
    schemas: built.map(({ name, schema }) => ({ stream: name, schema: schema as Json })),
    modules: modulesOf(used),
    readme: readmeText(told),
    agents: agentsText(told),
  };
  return { plan, losses: built.flatMap((stream) => [...keyLosses(stream), ...untilLosses(stream)]) };
}

const AT_ONCE = 4;

const activeTasks = ({ rateLimit }: HttpSource): number => ((rateLimit?.quotas ?? []).length > 0 ? 1 : AT_ONCE);

function keyLosses({ name, primaryKey }: Stream): Loss[] {
  const nested = primaryKey.find((key) => key.length > 1);
  if (!nested) return [];
  return [
    {
      path: `streams.${name}.primaryKey`,
      lost: `the key ${nested.join(".")}: a task tells fields of the record itself`,
      instead: "it tells no key",
    },
  ];
}
