import type { Collector } from "../../diagnostics/collector.ts";
import type { BaseUrl, Detection } from "../../evidence/detection.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { Question } from "../../evidence/question.ts";
import type { Auth } from "../../model/auth.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { HttpSource } from "../../model/http.ts";
import type { Overrides } from "../../model/overrides.ts";
import { assembleModel } from "../assemble-model.ts";
import { type Decision, decide } from "../decide.ts";
import { noteOf } from "../notes.ts";
import { sourceQuestion, streamQuestions } from "../questions.ts";
import { credentialSettings } from "../settings.ts";
import { httpStream } from "./http-stream.ts";
import { reportMisfits } from "./override-fit.ts";
import { createStreamDecider, openDecisions } from "./stream-decisions.ts";

/** Requests at once where nothing is documented: two keep a connector polite and still hide half the waiting. */
const DEFAULT_CONCURRENCY = 2;

export interface Assembly {
  readonly model: ConnectorModel;
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
}

/** The model of an HTTP source: what the user decided, else what was found, else a question. */
export function assembleHttp(
  facts: HttpFacts,
  detection: Detection,
  overrides: Overrides,
  collector: Collector,
): Assembly {
  reportMisfits(overrides, detection, collector);
  const decisions = detection.streams.map(createStreamDecider(detection, overrides));
  const source = decideSource(detection, overrides);
  const model = assembleModel(
    {
      title: overrides.source?.title ?? facts.title,
      description: facts.description,
      documentation: facts.documentation,
      source: httpSource(source, facts, detection, overrides),
      settings: [...source.baseUrl.value.settings, ...credentialSettings(source.auth.value[0], detection.credentials)],
      streams: decisions.map((one) => httpStream(one, detection.schema(one.listed))),
      notes: [...noteOf("auth", source.auth), ...noteOf("base-url", source.baseUrl)],
    },
    collector,
  );
  return {
    model,
    findings: allFindings(detection),
    questions: [
      ...sourceQuestion("auth", source.auth),
      ...sourceQuestion("base-url", source.baseUrl),
      ...streamQuestions(decisions.map(openDecisions)),
    ],
  };
}

interface SourceDecisions {
  readonly auth: Decision<readonly Auth[]>;
  readonly baseUrl: Decision<BaseUrl>;
}

function decideSource(detection: Detection, overrides: Overrides): SourceDecisions {
  const said = overrides.source ?? {};
  const auth = decide<readonly Auth[]>({
    override: said.auth,
    finding: detection.auth.find(({ stream }) => stream === undefined),
    unknown: [],
    isUnknown: (value) => value.length === 0,
    needed: true,
  });
  const found = detection.baseUrl;
  const baseUrl = decide<BaseUrl>({
    override: said.baseUrl === undefined ? undefined : { url: said.baseUrl, settings: found?.value.settings ?? [] },
    finding: found,
    // A doubtful address is still the best one that there is.
    unknown: found?.value ?? { url: "{base_url}", settings: [] },
    needed: true,
  });
  return { auth, baseUrl };
}

function httpSource(source: SourceDecisions, facts: HttpFacts, detection: Detection, overrides: Overrides): HttpSource {
  const said = overrides.source ?? {};
  const rateLimit = said.rateLimit ?? detection.rateLimit?.value;
  const common = <Value>(findings: readonly Finding<Value>[]) =>
    findings.find(({ stream }) => stream === undefined)?.value;
  return {
    kind: "http",
    baseUrl: source.baseUrl.value.url,
    auth: source.auth.value,
    headers: said.headers ?? common(detection.headers) ?? [],
    ...(rateLimit === undefined ? {} : { rateLimit }),
    errors: said.errors ?? common(detection.errors) ?? [],
    webhooks: facts.webhooks.map(({ name, description }) => ({
      name,
      ...(description === undefined ? {} : { description }),
    })),
    concurrency: { max: said.concurrency ?? detection.concurrency ?? DEFAULT_CONCURRENCY },
  };
}

function allFindings(detection: Detection): Finding[] {
  const single = [detection.baseUrl, detection.rateLimit].filter((finding) => finding !== undefined);
  return [
    ...detection.auth,
    ...single,
    ...detection.streamBaseUrls,
    ...detection.headers,
    ...detection.errors,
    ...detection.offered,
    ...detection.records,
    ...detection.primaryKeys,
    ...detection.pagination,
    ...detection.incremental,
    ...detection.parents,
    ...detection.inputs,
  ];
}
