import type { HttpFacts, OperationFact, SecurityRequirement } from "../../evidence/http-facts.ts";

/** One set of schemes that opens operations, together, and how many of those that read accept it. */
export interface RequiredSet {
  readonly ids: readonly string[];
  readonly share: number;
  readonly first: OperationFact;
}

/** What an operation accepts, each alternative's scheme ids; `undefined`: nothing is said. */
export function requirementsOf(operation: OperationFact, facts: HttpFacts): readonly SecurityRequirement[] | undefined {
  return operation.security ?? facts.security;
}

/** The sets that the operations accept, by how many accept each. Shares are of the operations that need anything. */
export function requiredSets(operations: readonly OperationFact[], facts: HttpFacts): RequiredSet[] {
  const seen = new Map<string, { ids: string[]; count: number; first: OperationFact }>();
  let needing = 0;
  for (const operation of operations) {
    const sets = new Set((requirementsOf(operation, facts) ?? []).map((one) => Object.keys(one).sort().join("\n")));
    sets.delete("");
    if (sets.size > 0) needing++;
    for (const key of sets) {
      const held = seen.get(key);
      if (held) held.count++;
      else seen.set(key, { ids: key.split("\n"), count: 1, first: operation });
    }
  }
  return [...seen.values()].map(({ ids, count, first }) => ({ ids, first, share: count / Math.max(1, needing) }));
}

const READS = /read|view|list|get|basic|openid|profile/i;
const WRITES = /write|edit|manage|create|delete|modify|update|admin/i;

/** The scopes of a scheme that the operations need to be read: of several ways, the narrowest. In the document's order. */
export function scopesFor(id: string, operations: readonly OperationFact[], facts: HttpFacts): string[] {
  const needed = new Set<string>();
  for (const operation of operations) {
    const ways = (requirementsOf(operation, facts) ?? []).flatMap((one) => (one[id] ? [one[id]] : []));
    const narrow = ways.find((way) => way.length > 0 && way.every((scope) => READS.test(scope) && !WRITES.test(scope)));
    for (const scope of narrow ?? ways.find((way) => way.length > 0) ?? []) needed.add(scope);
  }
  const scheme = facts.securitySchemes.find((one) => one.id === id);
  const order =
    scheme?.type === "oauth2" ? [...new Set(scheme.flows.flatMap(({ scopes }) => Object.keys(scopes)))] : [];
  return [...order.filter((scope) => needed.has(scope)), ...[...needed].filter((scope) => !order.includes(scope))];
}
