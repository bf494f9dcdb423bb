import type { Collector } from "../diagnostics/collector.ts";
import type { HttpFacts, OperationFact, SecurityRequirement, SecuritySchemeFact } from "../evidence/http-facts.ts";

/**
 * Several documents as one API: the first gives title and defaults, and what others say otherwise for all of their
 * operations goes to each of these. Operations are taken once.
 */
export function mergeFacts(all: readonly HttpFacts[], collector: Collector): HttpFacts {
  const [first, ...others] = all;
  if (!first) throw new Error("no document to merge");
  return others.reduce((merged, facts) => mergeTwo(merged, facts, collector), first);
}

function mergeTwo(merged: HttpFacts, added: HttpFacts, collector: Collector): HttpFacts {
  const renamed = renameSchemes(merged.securitySchemes, added);
  const security = sameJson(merged.security, renamed.security) ? undefined : (renamed.security ?? []);
  const servers = sameJson(urls(merged), urls(renamed)) || renamed.servers.length === 0 ? undefined : renamed.servers;
  const held = new Map(merged.operations.map((operation) => [operation.id, operation.at.document]));
  const operations = renamed.operations.filter((operation) => {
    const other = held.get(operation.id);
    if (other !== undefined) {
      collector.report("input/duplicate-operation", { document: operation.at.document, other }, operation.at);
    }
    return other === undefined;
  });
  const schemeIds = new Set(merged.securitySchemes.map(({ id }) => id));
  return {
    ...merged,
    documents: [...merged.documents, ...added.documents],
    prose: [...merged.prose, ...added.prose],
    servers: merged.servers.length > 0 ? merged.servers : added.servers,
    securitySchemes: [...merged.securitySchemes, ...renamed.securitySchemes.filter(({ id }) => !schemeIds.has(id))],
    security: merged.security,
    operations: [
      ...merged.operations,
      ...operations.map((operation) =>
        withDefaults(operation, security, merged.servers.length > 0 ? servers : undefined),
      ),
    ],
    webhooks: [...merged.webhooks, ...added.webhooks],
    extensions: { ...added.extensions, ...merged.extensions },
  };
}

function withDefaults(
  operation: OperationFact,
  security: readonly SecurityRequirement[] | undefined,
  servers: HttpFacts["servers"] | undefined,
): OperationFact {
  const changed = { security: operation.security ?? security, servers: operation.servers ?? servers };
  return security === undefined && servers === undefined ? operation : changedOperation(operation, changed);
}

/** What is read when it is asked for stays so: everything else is asked of the operation itself. */
function changedOperation(
  operation: OperationFact,
  changed: Pick<OperationFact, "security" | "servers">,
): OperationFact {
  const get = (_: OperationFact, key: string | symbol): unknown =>
    Reflect.get(Object.hasOwn(changed, key) ? changed : operation, key);
  return new Proxy(operation, { get });
}

/** A scheme of the same name but of another kind gets its document's name added. */
function renameSchemes(held: readonly SecuritySchemeFact[], facts: HttpFacts): HttpFacts {
  const names = new Map<string, string>();
  for (const scheme of facts.securitySchemes) {
    const other = held.find(({ id }) => id === scheme.id);
    if (other && !sameJson(withoutPlace(other), withoutPlace(scheme))) {
      names.set(scheme.id, `${scheme.id} (${scheme.at.document})`);
    }
  }
  if (names.size === 0) return facts;
  const rename = (requirements: readonly SecurityRequirement[] | undefined) =>
    requirements?.map((one) =>
      Object.fromEntries(Object.entries(one).map(([id, scopes]) => [names.get(id) ?? id, scopes])),
    );
  return {
    ...facts,
    securitySchemes: facts.securitySchemes.map((scheme) => ({ ...scheme, id: names.get(scheme.id) ?? scheme.id })),
    security: rename(facts.security),
    operations: facts.operations.map((operation) =>
      operation.security === undefined
        ? operation
        : changedOperation(operation, { security: rename(operation.security), servers: operation.servers }),
    ),
  };
}

function withoutPlace({ at: _, ...scheme }: SecuritySchemeFact): object {
  return scheme;
}

function urls({ servers }: HttpFacts): readonly string[] {
  return servers.map(({ url }) => url);
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
