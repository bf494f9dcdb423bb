import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import { neededSettings } from "../../../model/needed-settings.ts";
import { atTop, type Stream } from "../../../model/stream.ts";
import { code } from "../../../printing/code.ts";
import { plainText } from "../../../printing/wrap.ts";
import { builtStreams, nearestParents } from "../../built-streams.ts";
import { type ConstantPlan, commonErrors } from "../../common-errors.ts";
import { errorsAttribute, limiterExpression, retriesExpression, sourceErrors } from "../../error-expressions.ts";
import { call, dictOf, type Expression, plain } from "../../expression.ts";
import { attributeValue } from "../../setting-values.ts";
import type { Loss, TargetOptions } from "../../target.ts";
import { testFacts } from "../../test-facts.ts";
import type { AuthPlan, StreamPlan, WarehousePlan } from "../plan.ts";
import { modulesOf } from "../support-modules.ts";
import { authNames, authPlans } from "./auth.ts";
import { columnsOf } from "./columns.ts";
import { configText, secretsText } from "./config.ts";
import { losses } from "./losses.ts";
import { pipelineNames } from "./names.ts";
import { agentsText, readmeText } from "./readme.ts";
import { requirements } from "./requirements.ts";
import { settingPlan } from "./settings.ts";
import { type StreamContext, streamPlan } from "./stream.ts";
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
  const modelled = builtStreams(model.streams).map(withHttp);
  const built = modelled.map(atTop);
  const constants = commonErrors(built.map(({ access }) => access));
  const auths = authNames(
    source,
    built.map(({ access }) => access),
  );
  const streams = built.map((stream) => {
    const context: StreamContext = {
      settings: model.settings,
      source,
      auths,
      constants,
      above: nearestParents(stream, built),
      needs: neededSettings(model, stream),
    };
    return streamPlan(stream, stream.access, context);
  });
  const making = authPlans(auths, source, model.settings);
  const whole = sourceExpression(model, source, making);
  const told = { model, source, streams: built, names };
  const plan: WarehousePlan = {
    names,
    version: options.connectorVersion,
    title: plainText(model.title),
    summary: `Loads ${plainText(model.title)} into a warehouse`,
    ...requirements(packages(making)),
    settings: model.settings.map(settingPlan),
    auths: making,
    constants,
    streams,
    source: whole,
    columns: built.map((stream) => ({ stream: stream.name, columns: columnsOf(stream) })),
    resources: "resources",
    modules: modulesOf(namesIn(whole, making, streams, constants)),
    config: configText(model, names),
    secrets: secretsText(model, names),
    tests: { kind: "http", facts: testFacts(model, source, modelled) },
    readme: readmeText(told),
    agents: agentsText(told),
  };
  return { plan, losses: losses(model, built) };
}

const withHttp = (stream: Stream): Stream & { readonly access: HttpAccess } => {
  const { access, name } = stream;
  if (access.kind !== "http") throw new Error(`no pipeline reads the ${access.kind} stream ${name}`);
  return { ...stream, access };
};

/** What all streams share. */
function sourceExpression({ settings }: ConnectorModel, source: HttpSource, [first]: readonly AuthPlan[]): Expression {
  const { baseUrl, headers, auth } = source;
  const asks = auth[0] !== undefined && auth[0].kind !== "none";
  return call("Source", [], {
    base_url: attributeValue(baseUrl, settings),
    auth: asks && first ? plain(code(first.name)) : undefined,
    headers:
      headers.length === 0
        ? undefined
        : dictOf(headers.map(({ name, value }) => [name, attributeValue(value, settings)])),
    errors: errorsAttribute(sourceErrors(source)),
    retries: retriesExpression(source),
    limiter: limiterExpression(source),
    streams: plain(code("STREAMS")),
  });
}

function namesIn(
  source: Expression,
  auths: readonly AuthPlan[],
  streams: readonly StreamPlan[],
  constants: readonly ConstantPlan[],
): string[] {
  return [source, ...[...auths, ...streams, ...constants].map(({ value }) => value)].flatMap(({ names }) => names);
}

function packages(auths: readonly AuthPlan[]): string[] {
  const signs = auths.some(({ value }) =>
    value.names.some((name) => name === "SignedToken" || name === "AssertedToken"),
  );
  return [...(signs ? ["pyjwt[crypto]>=2.10"] : []), "requests~=2.32"];
}
