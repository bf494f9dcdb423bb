import { Failure } from "../../diagnostics/failure.ts";
import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { TextLoader } from "../load-texts.ts";
import type { Node } from "../node.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceDocument } from "../source-document.ts";
import { type Exchange, readExchanges } from "./exchange.ts";
import { createSeenValues } from "./filled-from.ts";
import { readOperation } from "./operations.ts";
import { readProofs } from "./proofs.ts";
import { readRoutes } from "./routes.ts";

/**
 * What was recorded of an API's use (HAR 1.2, as browsers and proxies save it), several recordings as one. Of the hosts
 * that were asked, the one with the most of an API is read. Errors: a `Failure` where no answer of an API was recorded.
 */
export async function readHar(
  documents: readonly SourceDocument[],
  _loader: TextLoader,
  { collector }: ReadContext,
): Promise<HttpFacts> {
  const all = documents.flatMap((document) =>
    readExchanges({ document, pointer: "", value: document.value } satisfies Node),
  );
  const [origin, ...others] = originsOf(all);
  if (origin === undefined) {
    const from = documents.map((document) => document.origin).join(", ");
    throw new Failure("unusable", `${from} records no answer of an API in JSON; record with the contents of answers`);
  }
  if (others.length > 0) collector.report("input/other-hosts", { read: origin, others });
  const exchanges = all.filter(({ url }) => url.origin === origin);
  const [first] = exchanges;
  const routes = readRoutes(exchanges);
  const proofs = readProofs(exchanges);
  const seen = createSeenValues(routes, new Map(exchanges.map((exchange, at) => [exchange, at])));
  return {
    kind: "http",
    // What people did and who they are lies in them: no copy is kept.
    documents: documents.map((document) => ({ ...documentInfo(document, "HAR recording"), holdsCredentials: true })),
    title: titleOf(new URL(origin).hostname),
    version: undefined,
    description: undefined,
    documentation: undefined,
    prose: [],
    servers: first ? [{ url: origin, description: undefined, variables: {}, at: first.at }] : [],
    securitySchemes: proofs.schemes,
    security: proofs.security,
    operations: routes.map((route) => readOperation(route, { proofs, seen })),
    webhooks: [],
    extensions: {},
  };
}

/** That with the most addresses that gave data first. */
function originsOf(exchanges: readonly Exchange[]): readonly string[] {
  const paths = new Map<string, Set<string>>();
  for (const { method, url, body } of exchanges) {
    if (method !== "GET" || body === undefined) continue;
    const held = paths.get(url.origin) ?? new Set();
    held.add(url.pathname);
    paths.set(url.origin, held);
  }
  return [...paths].sort(([, a], [, b]) => b.size - a.size).map(([origin]) => origin);
}

const NO_NAME = /^(?:www|api|apis|app|rest|public|v\d+|gateway|data|web|portal|co|com|net|org|io|dev|gov|edu)$/i;

/** `api.acme.co.uk` → Acme */
function titleOf(host: string): string {
  const labels = host.split(".").slice(0, -1);
  const name = labels.findLast((label) => !NO_NAME.test(label)) ?? host;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
