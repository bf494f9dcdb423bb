import { candidate, conclude } from "../../evidence/confidence.ts";
import type { BaseUrl } from "../../evidence/detection.ts";
import type { Candidate, Evidence, Finding } from "../../evidence/finding.ts";
import type { HttpFacts, ServerFact } from "../../evidence/http-facts.ts";
import type { Setting } from "../../model/setting.ts";
import { serverTemplate } from "./server-template.ts";

/** Signals about one of the servers that a document names; those of `against` speak for another one. */
const SIGNALS: readonly {
  readonly id: string;
  readonly where: "url" | "description" | "either";
  readonly pattern: RegExp;
  readonly weight: number;
  readonly against: boolean;
  readonly says: string;
}[] = [
  {
    id: "base-url/production",
    where: "either",
    pattern: /\b(prod|production|live|public|main)\b/i,
    weight: 0.5,
    against: false,
    says: "it is called the live system",
  },
  {
    id: "base-url/not-production",
    where: "either",
    pattern:
      /\b(sandbox|mock(?:ed|up)?|staging|stage|test(?:ing|net)?|(?<!\.(?=dev(?:[/:\s]|$)))dev(?:elopment)?|demo|beta|preview|uat|qa|preprod|integration)\b/i,
    weight: 0.5,
    against: true,
    says: "it is called a system for trying things",
  },
  {
    id: "base-url/this-machine",
    where: "url",
    pattern: /^(https?:)?\/\/(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[?::1)/i,
    weight: 0.9,
    against: true,
    says: "it is an address of one machine",
  },
  {
    id: "base-url/plain-http",
    where: "url",
    pattern: /^http:\/\//i,
    weight: 0.1,
    against: true,
    says: "it is written without encryption",
  },
];

/**
 * Where the API answers. `{ url, settings }`: no trailing slash; placeholders of the host are settings.
 * Below the bar for belief where the document names no host: the user has to.
 */
export function detectBaseUrl(facts: HttpFacts): Finding<BaseUrl> | undefined {
  const servers = facts.servers.length > 0 ? facts.servers : serversOfOperations(facts);
  const found = serverCandidates(servers);
  return conclude("base-url", undefined, found.length > 0 ? found : [unknownBase(facts)]);
}

/** One candidate for each server, in the document's order. */
export function serverCandidates(servers: readonly ServerFact[]): Candidate<BaseUrl>[] {
  return servers.map((server, index) => candidateOf(server, index));
}

function serversOfOperations(facts: HttpFacts): ServerFact[] {
  const byUrl = new Map<string, { server: ServerFact; count: number }>();
  for (const { servers } of facts.operations) {
    const server = servers?.[0];
    if (!server) continue;
    byUrl.set(server.url, { server, count: (byUrl.get(server.url)?.count ?? 0) + 1 });
  }
  return [...byUrl.values()].sort((a, b) => b.count - a.count).map(({ server }) => server);
}

function candidateOf(server: ServerFact, index: number): Candidate<BaseUrl> {
  const { hostKnown, ...value } = serverTemplate(server);
  const evidence: Evidence[] = [
    {
      signal: "base-url/server",
      // The document's first server is its main one; each further one is a little less likely to be.
      weight: hostKnown ? Math.max(0.8, 0.97 - 0.03 * index) : 0.4,
      says: hostKnown ? "the document names this server" : "the document names a path or a placeholder, not a host",
      at: server.at,
      quote: server.url,
    },
  ];
  const against: Evidence[] = [];
  for (const signal of SIGNALS) {
    const text = {
      url: server.url,
      description: server.description ?? "",
      either: `${server.url} ${server.description ?? ""}`,
    };
    if (!signal.pattern.test(text[signal.where])) continue;
    const seen = { signal: signal.id, weight: signal.weight, says: signal.says };
    (signal.against ? against : evidence).push(seen);
  }
  return candidate(value, evidence, against);
}

function unknownBase(facts: HttpFacts): Candidate<BaseUrl> {
  const value: BaseUrl = { url: "{base_url}", settings: [BASE_URL_SETTING] };
  const document = facts.documents[0]?.name ?? "";
  const evidence: Evidence = {
    signal: "base-url/none-named",
    weight: 0.4,
    says: "the document names no server",
    at: { document, pointer: "" },
  };
  return candidate(value, [evidence]);
}

const BASE_URL_SETTING: Setting = {
  name: "base_url",
  title: "Base URL",
  description: "Where the API answers; the document does not say.",
  type: "string",
  secret: false,
  required: true,
  examples: ["https://api.acme.com"],
  purpose: "server",
};
