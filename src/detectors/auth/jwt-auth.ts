import type { JwtAuth } from "../../model/auth.ts";
import { type ApiText, quoted } from "../api-texts.ts";
import type { AuthCandidate } from "./auth-candidate.ts";

/** Words by which the caller signs the token: a service that only gives tokens out speaks of no payload to be made. */
const MADE_BY_CALLER =
  /\b(?:creat|generat|build|construct|mak|sign)\w*\b[^.\n]{0,60}\b(?:JWT|JSON Web Token)s?\b|\b(?:JWT|JSON Web Token)s?\b[^.\n]{0,60}\b(?:must|should|to) be (?:created|generated|signed)\b/i;
const ALGORITHM = /\b(?:HS|RS|ES|PS)(?:256|384|512)\b/;
const PAYLOAD = /\b(?:payload|claims?)\b/i;

const BESIDE = /\binstead of\b[^.\n]{0,40}\b(?:token|key)\b|\balternatively\b|\bas an alternative\b/i;

const CLAIMS: readonly { readonly name: string; readonly otherwise: string }[] = [
  { name: "iss", otherwise: "issuer" },
  { name: "sub", otherwise: "subject" },
  { name: "aud", otherwise: "audience" },
];

/** What a claim's description calls its value, and the setting that holds it. */
const VALUES: readonly { readonly pattern: RegExp; readonly setting: string }[] = [
  { pattern: /api[\s_-]?key/i, setting: "api_key" },
  { pattern: /issuer[\s_-]?id/i, setting: "issuer_id" },
  { pattern: /(?:app|application|client)[\s_-]?id/i, setting: "client_id" },
  { pattern: /account[\s_-]?id/i, setting: "account_id" },
];

/** Seconds that a token is good for where nothing is said: long enough for clocks that differ, no longer. */
const LIFETIME = 300;

/** Tokens that the caller signs, where prose tells the algorithm and what is to be claimed. */
export function jwtAuth(texts: readonly ApiText[]): AuthCandidate[] {
  for (const { text, at } of texts) {
    const made = MADE_BY_CALLER.exec(text);
    const algorithm = ALGORITHM.exec(text)?.[0];
    if (!made || algorithm === undefined || !PAYLOAD.test(text)) continue;
    const says = `prose tells how to sign a token with ${algorithm}`;
    const evidence = {
      signal: "auth/told-jwt",
      weight: 0.75,
      says,
      at,
      quote: quoted(text, made.index, made[0].length),
    };
    // One more way beside a token that is simply sent.
    const preference = BESIDE.test(text) ? 0 : 0.9;
    return [{ auth: jwtOf(text, algorithm), evidence: [evidence], against: [], preference }];
  }
  return [];
}

function jwtOf(text: string, algorithm: string): JwtAuth {
  const claims = CLAIMS.flatMap(({ name, otherwise }) => {
    const described = new RegExp(String.raw`["'\x60*|]${name}["'\x60*|][^\n]{0,160}`).exec(text)?.[0];
    if (described === undefined) return [];
    const setting = VALUES.find(({ pattern }) => pattern.test(described))?.setting ?? otherwise;
    return [[name, `{${setting}}`] as const];
  });
  const kid = /["'`]kid["'`]/.test(text) ? { headers: { kid: "{key_id}" } } : {};
  const key = algorithm.startsWith("HS") ? "{api_secret}" : "{private_key}";
  return { kind: "jwt", algorithm, claims: Object.fromEntries(claims), ...kid, key, lifetime: lifetimeIn(text) };
}

function lifetimeIn(text: string): number {
  const told = /\bexp\w*\b[^.\n]{0,80}?\b(\d+)\s*(second|minute)/i.exec(text);
  const seconds = Number(told?.[1] ?? 0) * (told?.[2]?.toLowerCase() === "minute" ? 60 : 1);
  return seconds >= 30 && seconds <= 3600 ? seconds : LIFETIME;
}
