import { confidence } from "../../evidence/confidence.ts";
import type { Auth } from "../../model/auth.ts";
import type { AuthCandidate } from "./auth-candidate.ts";

/** How well a way suits a program that runs unattended: what needs no person, no flow and no session is best. */
const SUITS: Readonly<Record<Auth["kind"], number>> = {
  bearer: 0.6,
  "api-key": 0.58,
  all: 0.52,
  oauth2: 0.5,
  basic: 0.5,
  jwt: 0.38,
  session: 0.35,
  none: 0.3,
  custom: 0.3,
};

/** The alternatives, the best first: how sure they are, how many operations accept them, how well they suit. */
export function ranked(candidates: readonly AuthCandidate[]): AuthCandidate[] {
  return candidates
    .map((one) => ({ one, score: scoreOf(one) }))
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

function scoreOf({ auth, evidence, against, preference = 0, share = 0 }: AuthCandidate): number {
  return suits(auth) + 0.5 * confidence(evidence, against) + 0.3 * share + preference;
}

function suits(auth: Auth): number {
  if (auth.kind === "api-key") {
    if (/signature|hmac/i.test(auth.name)) return 0.1;
    // Keys in addresses end up in logs.
    if (auth.in === "query") return 0.47;
    return auth.in === "cookie" ? 0.2 : SUITS["api-key"];
  }
  if (auth.kind === "oauth2" && auth.grant !== "client-credentials") return auth.grant === "password" ? 0.44 : 0.47;
  return SUITS[auth.kind];
}
