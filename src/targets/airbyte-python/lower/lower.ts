import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import { neededSettings } from "../../../model/needed-settings.ts";
import { atTop, type Stream } from "../../../model/stream.ts";
import { code } from "../../../printing/code.ts";
import { plainText } from "../../../printing/wrap.ts";
import { CDK_VERSION } from "../../airbyte-cdk.ts";
import { type AttributePlan, given } from "../../attributes.ts";
import { builtStreams } from "../../built-streams.ts";
import { withCommon } from "../../common-attributes.ts";
import { type ConstantPlan, commonErrors } from "../../common-errors.ts";
import { untilLosses } from "../../cursor-expressions.ts";
import { errorsAttribute, limiterExpression, retriesExpression, sourceErrors } from "../../error-expressions.ts";
import { dictOf, plain } from "../../expression.ts";
import { attributeValue } from "../../setting-values.ts";
import type { Loss, TargetOptions } from "../../target.ts";
import type { AirbytePythonPlan, AuthenticatorPlan, BasePlan, StreamPlan } from "../plan.ts";
import { SUPPORT_NAMES, type SupportModule, type SupportName, withImports } from "../support-modules.ts";
import { type Authenticators, authenticatorNames, authenticatorPlans, sourceAuth } from "./auth.ts";
import { folderFiles } from "./folder.ts";
import { sourceNames, streamNames } from "./names.ts";
import { recordSchema } from "./schema.ts";
import { streamPlan } from "./stream.ts";

export type HttpStream = Stream & { readonly access: HttpAccess };

/** All decisions about a source. Streams that aren't read over HTTP are not its affair: the capability check refuses them. */
export function lower(
  model: ConnectorModel,
  { connectorVersion: version, breakingChanges = [], schemaNames = new Map() }: TargetOptions,
): { readonly plan: AirbytePythonPlan; readonly losses: readonly Loss[] } {
  if (model.source.kind !== "http") throw new Error(`airbyte-python has no use for a ${model.source.kind} source`);
  const { source } = model;
  const names = sourceNames(model);
  const modelled = builtStreams(model.streams).map(withHttp);
  const built = modelled.map(atTop);
  const accesses = built.map(({ access }) => access);
  const authenticators = authenticatorNames(source, accesses);
  const constants = commonErrors(accesses);
  const named = streamNames(built, names, schemaNames);
  const contextOf = (stream: Stream) => ({
    settings: model.settings,
    source,
    authenticators,
    constants,
    baseClass: names.baseClass,
    names: named,
    needs: neededSettings(model, stream),
  });
  const { common, streams } = withCommon(built.map((stream) => streamPlan(stream, stream.access, contextOf(stream))));
  const base = basePlan(model, source, {
    constants,
    authenticators,
    common,
    isAlone: accesses.every(({ baseUrl }) => baseUrl === undefined),
  });
  const plans = authenticatorPlans(model, source, authenticators);
  const modules = withImports(modulesOf(base, streams, plans));
  const byFile = new Map(built.map(({ name, schema }) => [named.get(name)?.file ?? "", schema]));
  const plan: AirbytePythonPlan = {
    names,
    version,
    title: plainText(model.title),
    summary: `Airbyte source for ${plainText(model.title)}`,
    dependencies: dependencies(modules),
    authenticators: plans,
    base,
    streams,
    schemas: [...byFile].map(([file, schema]) => ({ file, schema: recordSchema(schema) })),
    modules,
    ...folderFiles({ model, source, names, version, breakingChanges, modelled, built }),
  };
  return { plan, losses: built.flatMap(untilLosses) };
}

function withHttp(stream: Stream): HttpStream {
  const { access, name } = stream;
  if (access.kind !== "http") throw new Error(`no source reads the ${access.kind} stream ${name}`);
  return { ...stream, access };
}

function dependencies(modules: readonly SupportModule[]): string[] {
  return [
    `airbyte-cdk>=${CDK_VERSION},<8`,
    "orjson>=3.10",
    ...(modules.includes("signed_token") ? ["pyjwt[crypto]>=2.8"] : []),
    "requests>=2.32",
    "typing-extensions>=4.12",
  ];
}

interface Shared {
  readonly constants: readonly ConstantPlan[];
  readonly authenticators: Authenticators;
  readonly common: readonly AttributePlan[];
  /** Every stream is at the source's own address. */
  readonly isAlone: boolean;
}

function basePlan(
  { settings }: ConnectorModel,
  source: HttpSource,
  { constants, authenticators, common, isAlone }: Shared,
): BasePlan {
  // Other streams have an address of their own, which may be written in another way.
  const ofAnyType = isAlone ? {} : { type: plain(code("t.ClassVar[t.Any]")) };
  const headers = source.headers.map(({ name, value }) => [name, attributeValue(value, settings)] as const);
  return {
    constants,
    attributes: [
      { name: "url_base", value: attributeValue(source.baseUrl, settings), comment: undefined, ...ofAnyType },
      ...given([
        ["source_headers", headers.length === 0 ? undefined : dictOf(headers)],
        ["source_errors", errorsAttribute(sourceErrors(source))],
        ["retries", retriesExpression(source)],
        ["limiter", limiterExpression(source)],
        ["authenticator", sourceAuth(source, authenticators)],
      ]),
      ...common,
    ],
  };
}

function modulesOf(
  base: BasePlan,
  streams: readonly StreamPlan[],
  authenticators: readonly AuthenticatorPlan[],
): Set<SupportModule> {
  const attributes = [base, ...streams].flatMap((part) => part.attributes);
  const names: readonly string[] = [
    "ApiSource",
    "ApiStream",
    ...[...attributes, ...base.constants].flatMap(({ value }) => value.names),
    ...streams.flatMap(({ bases }) => bases),
    ...authenticators.flatMap(({ support }) => support),
  ];
  return new Set(names.flatMap((name) => (name in SUPPORT_NAMES ? [SUPPORT_NAMES[name as SupportName]] : [])));
}
