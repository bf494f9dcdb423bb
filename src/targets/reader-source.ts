import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../model/http.ts";
import { neededSettings } from "../model/needed-settings.ts";
import { atTop, type Stream } from "../model/stream.ts";
import type { Json } from "../model/values.ts";
import { code } from "../printing/code.ts";
import { builtStreams, nearestParents } from "./built-streams.ts";
import { type ConstantPlan, commonErrors } from "./common-errors.ts";
import { errorsAttribute, limiterExpression, retriesExpression, sourceErrors } from "./error-expressions.ts";
import { call, dictOf, type Expression, plain } from "./expression.ts";
import { authNames, authPlans } from "./reader-auth.ts";
import type { AuthPlan, StreamPlan } from "./reader-plan.ts";
import { streamPlan } from "./reader-stream.ts";
import { attributeValue } from "./setting-values.ts";
import { testFacts } from "./test-facts.ts";

type HttpStream = Stream & { readonly access: HttpAccess };

/** What a project without a framework's client declares of its source. */
export interface ReaderPlan {
  /** The functions in `auth.py`; none where nobody has to say who asks. */
  readonly auths: readonly AuthPlan[];
  readonly constants: readonly ConstantPlan[];
  readonly streams: readonly StreamPlan[];
  /** The call in `streams.py` that says what all streams share. */
  readonly source: Expression;
  /** What the tests play as the source. */
  readonly testFacts: Json;
}

/** Decides it; also gives the streams that are built, and the names of support modules that they need. */
export function readerPlan(
  model: ConnectorModel,
  source: HttpSource,
): { readonly plan: ReaderPlan; readonly built: readonly HttpStream[]; readonly names: readonly string[] } {
  const modelled = builtStreams(model.streams).map(withHttp);
  const built = modelled.map(atTop);
  const accesses = built.map(({ access }) => access);
  const constants = commonErrors(accesses);
  const auths = authNames(source, accesses);
  const streams = built.map((stream) =>
    streamPlan(stream, stream.access, {
      settings: model.settings,
      source,
      auths,
      constants,
      above: nearestParents(stream, built),
      needs: neededSettings(model, stream),
    }),
  );
  const making = authPlans(auths, source, model.settings);
  const whole = sourceExpression(model, source, making);
  const values = [whole, ...[...making, ...streams, ...constants].map(({ value }) => value)];
  return {
    plan: { auths: making, constants, streams, source: whole, testFacts: testFacts(model, source, modelled) },
    built,
    names: values.flatMap(({ names }) => names),
  };
}

const withHttp = (stream: Stream): HttpStream => {
  const { access, name } = stream;
  if (access.kind !== "http") throw new Error(`nothing here reads the ${access.kind} stream ${name}`);
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

/** Whether tokens are signed, for which a package is needed. */
export const signs = (auths: readonly AuthPlan[]): boolean =>
  auths.some(({ value }) => value.names.some((name) => name === "SignedToken" || name === "AssertedToken"));
