import type { Evidence } from "../../evidence/finding.ts";
import type { SecuritySchemeFact } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import type { AuthCandidate } from "./auth-candidate.ts";
import { authOfPrefix, authorizationPrefix, basicAuth } from "./authorization-header.ts";
import { type OAuthContext, oauthOf } from "./oauth-auth.ts";
import { secretName } from "./secret-name.ts";

/** Words of a scheme's description that move it among the alternatives. */
const PREFERENCES: readonly { readonly pattern: RegExp; readonly preference: number }[] = [
  {
    pattern:
      /\bleast secure\b|\bnot recommended\b|\bdeprecated\b|\blegacy\b|\bdiscouraged\b|\bonly for test|\bdo not use\b|for internal use/i,
    preference: -0.4,
  },
  // What only goes with another credential, or says for whom it is asked, proves nothing alone.
  {
    pattern:
      /\b(?:in combination|together|in addition|alongside) (?:with|to) \w+|\btwo[- ]factor\b|\bone[- ]time (?:password|code)\b|\bas the user\b|\bimpersonat/i,
    preference: -0.4,
  },
  { pattern: /\brecommended\b|\bpreferred\b/i, preference: 0.2 },
];

/** What one declared scheme may be, the likeliest first: documents write bearer tokens as keys more often than not. */
export function schemeAuth(scheme: SecuritySchemeFact, oauth: Omit<OAuthContext, "words">): AuthCandidate[] {
  const words = scheme.description ?? "";
  const preference = PREFERENCES.find(({ pattern }) => pattern.test(words))?.preference ?? 0;
  return readings(scheme, { ...oauth, words }).map(({ auth, signal, weight, says, quote }) => {
    const evidence: Evidence = { signal, weight, says, at: scheme.at, ...(quote ? { quote } : {}) };
    return { auth, evidence: [evidence], against: [], preference };
  });
}

interface Reading {
  readonly auth: Auth;
  readonly signal: string;
  readonly weight: number;
  readonly says: string;
  readonly quote?: string;
}

function readings(scheme: SecuritySchemeFact, context: OAuthContext): Reading[] {
  const says = (what: string) => `the security scheme "${scheme.id}" ${what}`;
  switch (scheme.type) {
    case "oauth2":
      return scheme.flows.map((flow) => ({
        auth: oauthOf(flow, context),
        signal: "auth/scheme-oauth2",
        weight: flow.flow === "implicit" ? 0.7 : 0.9,
        says: says(`is OAuth 2.0 (${flow.flow})`),
      }));
    case "openid-connect":
      return [
        { auth: openIdAuth(context), signal: "auth/scheme-openid", weight: 0.6, says: says("is OpenID Connect") },
      ];
    case "http":
      return httpReadings(scheme, says);
    case "api-key":
      return keyReadings(scheme, says);
    case "other":
      return [
        {
          auth: { kind: "custom", description: scheme.text },
          signal: "auth/scheme-other",
          weight: 0.4,
          says: says("is of no known kind"),
        },
      ];
  }
}

function openIdAuth(context: OAuthContext): Auth {
  return oauthOf(
    { flow: "authorization-code", authorizationUrl: undefined, tokenUrl: undefined, refreshUrl: undefined, scopes: {} },
    context,
  );
}

type HttpScheme = Extract<SecuritySchemeFact, { type: "http" }>;
type KeyScheme = Extract<SecuritySchemeFact, { type: "api-key" }>;

function httpReadings(
  { id, scheme, description, bearerFormat }: HttpScheme,
  says: (what: string) => string,
): Reading[] {
  const texts = [description, bearerFormat, id];
  const told = description ? { quote: description.replace(/\s+/g, " ").slice(0, 160) } : {};
  if (/^basic$/i.test(scheme)) {
    return [
      {
        auth: basicAuth([description, id]),
        signal: "auth/scheme-basic",
        weight: 0.92,
        says: says("is HTTP basic"),
        ...told,
      },
    ];
  }
  if (/^bearer$/i.test(scheme)) {
    const auth: Auth = { kind: "bearer", token: `{${secretName(texts, "access_token")}}` };
    return [{ auth, signal: "auth/scheme-bearer", weight: 0.95, says: says("is a bearer token"), ...told }];
  }
  if (/^oauth1?$/i.test(scheme)) {
    // The registered HTTP scheme "OAuth" is OAuth 1.0 (RFC 5849).
    const auth: Auth = { kind: "custom", description: "each request is signed (OAuth 1.0)" };
    return [{ auth, signal: "auth/scheme-oauth1", weight: 0.8, says: says("is OAuth 1.0"), ...told }];
  }
  return [
    {
      auth: authOfPrefix(scheme, texts),
      signal: "auth/scheme-http",
      weight: 0.7,
      says: says(`is HTTP "${scheme}"`),
      ...told,
    },
  ];
}

function keyReadings(scheme: KeyScheme, says: (what: string) => string): Reading[] {
  const { id, name, description = "" } = scheme;
  const told = description ? { quote: description.replace(/\s+/g, " ").slice(0, 160) } : {};
  if (scheme.in === "header" && /^authorization$/i.test(name)) return authorizationReadings(scheme, says);
  // The client's own id, which the flow of OAuth sends as well.
  const key = /client[-_]?id$/i.test(name) ? "{client_id}" : `{${secretName([name, description, id], "api_key")}}`;
  const prefix = scheme.in === "header" ? authorizationPrefix(description)?.prefix : undefined;
  const behind = prefix !== undefined && /^(bearer|token|key|basic|apikey)$/i.test(prefix) ? { prefix } : {};
  if (scheme.in === "header" && /^cookie$/i.test(name)) {
    const auth: Auth = { kind: "custom", description: "a session cookie of the vendor's web site" };
    return [{ auth, signal: "auth/scheme-cookie", weight: 0.5, says: says("is a cookie"), ...told }];
  }
  const auth: Auth = { kind: "api-key", in: scheme.in, name, ...behind, key };
  return [
    { auth, signal: "auth/scheme-key", weight: 0.95, says: says(`is a key in the ${scheme.in} "${name}"`), ...told },
  ];
}

/** A "key" in the `Authorization` header: its description tells what stands before it, else a bearer token is likeliest. */
function authorizationReadings({ id, description = "" }: KeyScheme, says: (what: string) => string): Reading[] {
  const texts = [description, id];
  const quote = description.replace(/\s+/g, " ").slice(0, 160);
  const told = description ? { quote } : {};
  const found = authorizationPrefix(description);
  if (found) {
    const what = says(`is sent in the header "Authorization" behind "${found.prefix}"`);
    return [
      {
        auth: authOfPrefix(found.prefix, texts),
        signal: "auth/authorization-prefix",
        weight: found.weight,
        says: what,
        ...told,
      },
    ];
  }
  const text = `${description} ${id}`;
  if (/signature|hmac|sig(v|ned)\b|sigv4/i.test(text)) {
    const auth: Auth = { kind: "custom", description: "each request is signed" };
    return [{ auth, signal: "auth/authorization-signed", weight: 0.7, says: says("is a signature"), ...told }];
  }
  if (/\bbasic\b/i.test(text)) {
    return [
      {
        auth: basicAuth(texts),
        signal: "auth/authorization-basic",
        weight: 0.75,
        says: says("speaks of basic authentication"),
        ...told,
      },
    ];
  }
  const bearer: Auth = { kind: "bearer", token: `{${secretName(texts, "access_token")}}` };
  const speaks = /bearer|jwt|json web token|oauth|access[\s_-]?token/i.test(text);
  const plain: Auth = {
    kind: "api-key",
    in: "header",
    name: "Authorization",
    key: `{${secretName(texts, "api_key")}}`,
  };
  return [
    {
      auth: bearer,
      signal: speaks ? "auth/authorization-bearer" : "auth/authorization-unsaid",
      weight: speaks ? 0.9 : 0.7,
      says: says(
        speaks ? "speaks of a bearer token" : 'is sent in the header "Authorization", where a bearer token is usual',
      ),
      ...told,
    },
    {
      auth: plain,
      signal: "auth/authorization-bare",
      weight: 0.3,
      says: says('is sent in the header "Authorization"'),
      ...told,
    },
  ];
}
