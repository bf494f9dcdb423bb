import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import { neededSettings } from "../../../model/needed-settings.ts";
import { atTop, type Stream } from "../../../model/stream.ts";
import { plainText } from "../../../printing/wrap.ts";
import { type AttributePlan, given } from "../../attributes.ts";
import { builtStreams, nearestParents } from "../../built-streams.ts";
import { withCommon } from "../../common-attributes.ts";
import { type ConstantPlan, commonErrors } from "../../common-errors.ts";
import { errorsAttribute, limiterExpression, retriesExpression, sourceErrors } from "../../error-expressions.ts";
import { dictOf, literal } from "../../expression.ts";
import { attributeValue, isFixed } from "../../setting-values.ts";
import { environmentExample } from "../../tap-definition.ts";
import type { Loss, TargetOptions } from "../../target.ts";
import { testFacts } from "../../test-facts.ts";
import type { AuthenticatorPlan, BasePlan, SingerPlan, StreamPlan, TapNames } from "../plan.ts";
import { SUPPORT_NAMES, type SupportModule, type SupportName, withImports } from "../support-modules.ts";
import { type AuthClasses, authClasses, authenticatorPlans, authPlan } from "./auth.ts";
import { lowerTables } from "./database/lower-tables.ts";
import { lowerFiles } from "./files/lower-files.ts";
import { losses } from "./losses.ts";
import { meltanoPlan } from "./meltano.ts";
import { type StreamNames, streamNames, tapNames } from "./names.ts";
import { agentsText, readmeText } from "./readme.ts";
import { singerSchema } from "./schema.ts";
import { settingPlan } from "./settings.ts";
import { baseUrlProperty, type StreamContext, streamPlan } from "./stream.ts";

/** All decisions about a tap. */
export function lower(
  model: ConnectorModel,
  options: TargetOptions,
): { readonly plan: SingerPlan; readonly losses: readonly Loss[] } {
  switch (model.source.kind) {
    case "http":
      return lowerHttp(model, model.source, options);
    case "database":
      return lowerTables(model, model.source, options);
    case "file":
      return lowerFiles(model, model.source, options);
  }
}

function lowerHttp(
  model: ConnectorModel,
  source: HttpSource,
  options: TargetOptions,
): { readonly plan: SingerPlan; readonly losses: readonly Loss[] } {
  const names = tapNames(model);
  const modelled = builtStreams(model.streams);
  const built = modelled.map(atTop);
  const http = built.map(withHttp);
  const classes = authClasses(
    source,
    http.map(({ access }) => access),
    names,
  );
  const constants = commonErrors(http.map(({ access }) => access));
  const named = streamNames(built, names, options.schemaNames ?? new Map());
  const building: Building = { source, built, classes, constants, names, named };
  const { common, streams } = withCommon(streamPlans(model, building));
  const base = basePlan(model, building, common);
  const authenticators = authenticatorPlans(model, source, classes);
  const modules = withImports(modulesOf(base, streams, authenticators));
  const schemas = schemaFiles(built, named);
  const sharesSchemas = schemas.some(({ file }) => file.includes("/"));
  const told = { model, source, streams: http, names, sharesSchemas };
  const plan: SingerPlan = {
    names,
    version: options.connectorVersion,
    title: plainText(model.title),
    summary: `Singer tap for ${plainText(model.title)}`,
    dependencies: dependencies(modules),
    settings: model.settings.map(settingPlan),
    asked: model.settings,
    tap: { base: "HttpTap", attributes: [] },
    base,
    authenticators,
    streams,
    schemas,
    modules,
    meltano: meltanoPlan(model),
    environment: environmentExample(model),
    tests: { kind: "http", facts: testFacts(model, source, modelled.map(withHttp)) },
    readme: readmeText(told),
    agents: agentsText(told),
  };
  return { plan, losses: losses(built) };
}

interface Building {
  readonly source: HttpSource;
  readonly built: readonly Stream[];
  readonly classes: AuthClasses;
  readonly constants: readonly ConstantPlan[];
  readonly names: TapNames;
  readonly named: StreamNames;
}

function schemaFiles(built: readonly Stream[], named: StreamNames): SingerPlan["schemas"] {
  const byFile = new Map(built.map((stream) => [named.get(stream.name)?.file ?? "", stream]));
  return [...byFile].map(([file, { schema, primaryKey }]) => ({ file, schema: singerSchema(schema, primaryKey) }));
}

function streamPlans(
  model: ConnectorModel,
  { source, built, classes, constants, names, named }: Building,
): StreamPlan[] {
  const parents = new Map(built.map((stream) => [stream.name, nearestParents(stream, built)]));
  const driving = new Set([...parents.values()].map((nearest) => nearest.at(-1)));
  return built.map((stream) => {
    const context: StreamContext = {
      settings: model.settings,
      source,
      classes,
      constants,
      baseClass: names.baseClass,
      names: named,
      parents: parents.get(stream.name) ?? [],
      hasChildren: driving.has(stream.name),
      needs: neededSettings(model, stream),
    };
    return streamPlan(stream, httpAccess(stream), context);
  });
}

const withHttp = (stream: Stream) => ({ ...stream, access: httpAccess(stream) });

function httpAccess({ access, name }: Stream): HttpAccess {
  if (access.kind !== "http") throw new Error(`no tap reads the ${access.kind} stream ${name}`);
  return access;
}

function dependencies(modules: readonly SupportModule[]): string[] {
  const extras = modules.includes("signed_token") ? "jwt,msgspec" : "msgspec";
  return ["msgspec>=0.19", "requests~=2.32", `singer-sdk[${extras}]~=0.54.9`, "typing-extensions>=4.12"];
}

function basePlan(
  model: ConnectorModel,
  { source, built, classes, constants }: Building,
  common: readonly AttributePlan[],
): BasePlan {
  const { settings } = model;
  const { baseUrl, headers } = source;
  const auth = authPlan(source.auth[0], settings, classes);
  const fixed = isFixed(baseUrl, settings);
  const ahead = source.concurrency.max > 1 && built.some(gainsFromConcurrency);
  const attributes = given([
    ["url_base", fixed ? literal(baseUrl) : undefined],
    [
      "source_headers",
      headers.length === 0
        ? undefined
        : dictOf(headers.map(({ name, value }) => [name, attributeValue(value, settings)])),
    ],
    ["source_errors", errorsAttribute(sourceErrors(source))],
    ["retries", retriesExpression(source)],
    ["limiter", limiterExpression(source)],
    ["concurrency", ahead ? literal(source.concurrency.max) : undefined],
  ]);
  return {
    base: ahead ? "AheadStream" : "HttpStream",
    constants,
    attributes: [...attributes, ...common],
    properties: [...(fixed ? [] : [baseUrlProperty(baseUrl, settings)]), ...auth.properties],
    imports: auth.imports,
  };
}

/** Lists below many parents can be read side by side, and so can pages whose number the first one tells. */
function gainsFromConcurrency(stream: Stream): boolean {
  const { pagination } = httpAccess(stream);
  const told = "stop" in pagination && pagination.stop.kind.startsWith("total-") && !pagination.stop.guessed;
  return stream.parents.length > 0 || (told && pagination.kind !== "cursor");
}

function modulesOf(
  base: BasePlan,
  streams: readonly StreamPlan[],
  authenticators: readonly AuthenticatorPlan[],
): Set<SupportModule> {
  const attributes = [base, ...streams].flatMap((part) => part.attributes);
  const values = [...attributes, ...base.constants].map(({ value }) => value);
  const names: readonly string[] = [
    "HttpTap",
    base.base,
    ...values.flatMap((value) => value.names),
    ...streams.flatMap(({ bases }) => bases),
    ...authenticators.flatMap(({ base: own, support }) => [own, ...support]),
  ];
  return new Set(names.flatMap((name) => (name in SUPPORT_NAMES ? [SUPPORT_NAMES[name as SupportName]] : [])));
}
