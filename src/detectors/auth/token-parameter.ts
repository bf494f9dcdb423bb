import type { HttpFacts, OperationFact, ParameterFact } from "../../evidence/http-facts.ts";
import type { AuthCandidate } from "./auth-candidate.ts";
import { oauthOf } from "./oauth-auth.ts";

/** "OAuth 2.0 token for the current user", but not a key that is "required unless you provide an OAuth 2.0 token". */
const OAUTH_TOKEN = /^\W*(?:(?:an?|the|your) )?oauth(?: ?2(?:\.0)?)?\b[^.]{0,20}\btoken\b/i;
/** Share of the operations at which a parameter of all requests stands. */
const USUAL = 0.5;

/**
 * Where no scheme is declared, a query parameter of most operations that takes an OAuth token tells that such tokens are
 * taken, though not where they are given out.
 */
export function tokenParameter(facts: HttpFacts, reading: readonly OperationFact[]): AuthCandidate[] {
  if (facts.securitySchemes.length > 0) return [];
  const counts = new Map<string, { readonly parameter: ParameterFact; count: number }>();
  for (const parameter of reading.flatMap(({ parameters }) => parameters)) {
    if (parameter.in !== "query" || !OAUTH_TOKEN.test(parameter.description ?? "")) continue;
    const held = counts.get(parameter.name);
    if (held) held.count++;
    else counts.set(parameter.name, { parameter, count: 1 });
  }
  const found = [...counts.values()].find(({ count }) => count >= reading.length * USUAL);
  if (!found) return [];
  const { name, description = "", at } = found.parameter;
  const flow = {
    flow: "authorization-code",
    authorizationUrl: undefined,
    tokenUrl: undefined,
    refreshUrl: undefined,
    scopes: {},
  } as const;
  return [
    {
      auth: oauthOf(flow, { origin: "", scopes: [], words: description }),
      evidence: [
        {
          signal: "auth/token-parameter",
          weight: 0.55,
          says: `the parameter "${name}" takes an OAuth token`,
          at,
          quote: description.slice(0, 160),
        },
      ],
      against: [],
    },
  ];
}
