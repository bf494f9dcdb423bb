import type { HttpFacts, OperationFact, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import type { AuthCandidate } from "./auth-candidate.ts";

const FILE = /\/[^/{}]+\.(json|geojson|xml|csv|tsv|txt|rss|atom|ya?ml)$/i;

/**
 * An API that may be read by anyone. Three ways to show it: operations that say that they need nothing; schemes that
 * are declared for other operations than those that read; and, weakly, an API of plain files, with no word
 * about proof and no answer for its lack.
 */
export function openAuth(
  facts: HttpFacts,
  reading: readonly OperationFact[],
  others: { readonly known: boolean /** A credential is a parameter. */; readonly asked: boolean },
): AuthCandidate[] {
  const document = facts.documents[0]?.name ?? "";
  const at = { document, pointer: "" };
  const none = (signal: string, weight: number, says: string): AuthCandidate[] => [
    { auth: { kind: "none" }, evidence: [{ signal, weight, says, at: reading[0]?.at ?? at }], against: [] },
  ];
  if (reading.length === 0) return [];
  const needs = reading.map((operation) => operation.security ?? facts.security);
  const users = facts.operations.filter(({ security }) => (security?.length ?? 0) > 0);
  const open = needs.filter(
    (need) => need !== undefined && (need.length === 0 || need.every((one) => Object.keys(one).length === 0)),
  );
  if (open.length / reading.length > 0.8)
    return none(
      "auth/said-open",
      facts.securitySchemes.length > 0 && users.length === 0 ? 0.5 : 0.9,
      "the operations say that they need no authentication",
    );
  const used = users.some(({ path }) => !/log-?(in|out)|sign-?(in|out)|session|auth|token/i.test(path));
  const unsaid = needs.every((need) => need === undefined);
  if (facts.securitySchemes.length > 0 && unsaid && used && !refuses(facts, reading)) {
    return none(
      "auth/only-for-others",
      0.8,
      "a security scheme is used by other operations, but not by those that read",
    );
  }
  const cookies = facts.securitySchemes.filter(isCookie).length;
  if (cookies > 0 && cookies === facts.securitySchemes.length && unsaid && !used && !refuses(facts) && !writes(facts)) {
    return none("auth/cookie-of-web-site", 0.62, "only a cookie is declared, and no operation asks for it");
  }
  if (others.known || facts.securitySchemes.length > 0 || refuses(facts) || writes(facts)) return [];
  if (reading.every(({ path }) => FILE.test(path))) {
    return none(
      "auth/plain-files",
      0.55,
      "every operation reads a file by its name, and nothing speaks of authentication",
    );
  }
  // Silence is no proof: enough for a question, not for an answer.
  return none("auth/nothing-said", 0.45, "the API can only be read, and its document never speaks of authentication");
}

const isCookie = (scheme: SecuritySchemeFact): boolean =>
  scheme.type === "api-key" && (scheme.in === "cookie" || /^cookie$/i.test(scheme.name));

const refuses = (facts: HttpFacts, operations = facts.operations): boolean =>
  operations.some(({ responses }) => responses.some(({ status }) => status === "401" || status === "403"));

const writes = (facts: HttpFacts): boolean =>
  facts.operations.some(({ method }) => /^(PUT|PATCH|DELETE)$/.test(method));
