import type { Evidence } from "../../evidence/finding.ts";
import type { Auth } from "../../model/auth.ts";
import type { Template } from "../../model/values.ts";
import { type ApiText, quoted } from "../api-texts.ts";
import { type AuthCandidate, slotOf } from "./auth-candidate.ts";
import { authOfPrefix, basicAuth } from "./authorization-header.ts";
import { address, oauthOf } from "./oauth-auth.ts";
import { secretName, settingName } from "./secret-name.ts";

interface ProseSignal {
  readonly id: string;
  readonly pattern: RegExp;
  readonly weight: number;
  readonly says: string;
  /** `undefined`: the words mean something else after all. */
  readonly auth: (match: RegExpExecArray, text: string, origin: Template) => Auth | undefined;
}

const bearer = (text: string): Auth => ({ kind: "bearer", token: `{${secretName([text], "access_token")}}` });

/** What prose and code samples say about authentication, the plainest first. */
const SIGNALS: readonly ProseSignal[] = [
  {
    id: "auth/shown-header",
    pattern:
      /\bauthorization["'`*]*\s*[:=,]\s*["'`]*(Bearer|Basic|Token|JWT|OAuth|Key|ApiKey|Api-Key|SSWS|[A-Z][A-Za-z]+-?(?:Key|Token|API))(?=[\s=:]+\S)/i,
    weight: 0.85,
    says: 'a request with the header "Authorization" is shown',
    auth: (match, text) => authOfPrefix(match[1] ?? "", [around(text, match)]),
  },
  {
    id: "auth/shown-key-header",
    pattern:
      /(?:-H|--header)\s*\\?["']?((?:X-)?[A-Za-z][\w-]*?(?:api-?key|token|auth|key|secret))["']?\s*:(?!\s*(?:no-?check|true|false|none|null)\b)/i,
    weight: 0.8,
    says: "a request with a key in a header is shown",
    auth: (match, text) =>
      withOwner(keyHeader(match[1] ?? "", around(text, match)), text.slice(match.index, match.index + 300)),
  },
  {
    id: "auth/told-key-header",
    pattern:
      /\b(X-[A-Za-z-]*(?:Key|Token|Auth|Secret))\b(?:["'`*’”]|<\/\w+>)*\s+(?:HTTP |request |custom )?header|header[^.\n]{0,30}?["'`*]{1,2}((?:X-)?[A-Za-z-]+-?(?:Key|Token|Auth))["'`*]/i,
    weight: 0.75,
    says: "prose names a header for the key",
    auth: (match, text) => keyHeader(match[1] ?? match[2] ?? "", around(text, match)),
  },
  {
    id: "auth/shown-plain-header",
    pattern:
      /\bauthorization["'`*]*\s*:\s*["'`]?(?:[a-z0-9_-]{20,}|<[^<>\n]{1,40}>|\{[^{}\n]{1,40}\})["'`]?(?=\s*(?:$|[\n"'`<]))/im,
    weight: 0.7,
    says: 'a request whose header "Authorization" is the key alone is shown',
    auth: (match, text) => ({
      kind: "api-key",
      in: "header",
      name: "Authorization",
      key: `{${secretName([around(text, match)], "api_key")}}`,
    }),
  },
  {
    id: "auth/told-key-parameter",
    pattern:
      /\b(?:pass|passed|includ\w+|provid\w+|send|sent|add\w*|suppl\w+|specif\w+|append\w*|us(?:e|ing))\b[^.\n]{0,40}(?:["'`*“‘]|<\w+>)(api[_-]?key|app[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|key|token)(?:["'`*”’]|<\/\w+>)\s+(?:query |URL |request |GET )?(?:string )?param(?:eter)?s?\b/i,
    weight: 0.7,
    says: "prose names a parameter for the key",
    auth: (match, text) => ({
      kind: "api-key",
      in: "query",
      name: match[1] ?? "",
      key: `{${secretName([match[1], around(text, match)], "api_key")}}`,
    }),
  },
  {
    id: "auth/shown-basic",
    pattern: /\bcurl\b[^\n]{0,300}?\s(?:-u|--user)\s+\S+/i,
    weight: 0.75,
    says: "a request with user name and password is shown",
    auth: (match) => basicAuth([match[0]]),
  },
  {
    id: "auth/shown-query-key",
    pattern: /[?&](api[_-]?key|apikey|app[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|appid)=/i,
    weight: 0.65,
    says: "a request with a key in its address is shown",
    auth: (match, text) => ({
      kind: "api-key",
      in: "query",
      name: match[1] ?? "",
      key: `{${secretName([around(text, match)], "api_key")}}`,
    }),
  },
  {
    id: "auth/told-basic",
    pattern: /\bHTTP[ -]basic\b|\bbasic (?:HTTP )?(?:access )?auth(?:entication)?\b/i,
    weight: 0.65,
    says: "prose speaks of basic authentication",
    auth: (match, text) => (/oauth|client id and secret/i.test(around(text, match)) ? undefined : basicAuth([text])),
  },
  {
    id: "auth/told-bearer",
    pattern:
      /\bbearer (?:access )?(?:token|auth\w*|scheme|jwt|header)|\bpersonal access tokens?\b|\b(?:use|using|with|provide|pass|include|send|require\w*) (?:an? |your |the |a valid )?(?:oauth |api )?access tokens?\b/i,
    weight: 0.6,
    says: "prose asks for an access token",
    auth: (match, text) => bearer(around(text, match)),
  },
  {
    id: "auth/told-api-token",
    pattern:
      /\b(?:authenticat\w+|authoriz\w+|access)\b[^.\n]{0,60}\b(?:API|JWT|JSON web) tokens?\b|\b(?:API|JWT) tokens?\b[^.\n]{0,60}\b(?:authenticat\w+|authoriz\w+|authorization header)\b/i,
    weight: 0.45,
    says: "prose speaks of a token",
    auth: (match, text) => bearer(around(text, match)),
  },
  {
    // A key is asked for, and no word says where it goes: enough for a question, not for an answer.
    id: "auth/told-key",
    pattern:
      /\b(?:require\w*|need|must|use|with|have|get|retrieve|generate|create|request|obtain|sign up for) (?:an? |your |the |a valid |this )?API[ -]?(?:key|token)\b|\b(?:missing|invalid|wrong|bad|no|incorrect)(?: or (?:missing|invalid|bad|incorrect))? API[ -]?(?:key|token)\b/i,
    weight: 0.35,
    says: "prose asks for an API key, not where it goes",
    auth: () => ({ kind: "bearer", token: "{api_key}" }),
  },
  {
    id: "auth/told-oauth2",
    pattern: /\bOAuth ?2(?:\.0)?\b/i,
    weight: 0.55,
    says: "prose speaks of OAuth 2.0",
    auth: (_, text, origin) => toldOAuth(text, origin),
  },
  {
    id: "auth/told-application-permissions",
    pattern: /\bapplication permissions?\b|\bdelegated permissions?\b|\bclient[ -]credentials\b/i,
    weight: 0.6,
    says: "prose speaks of permissions that are granted to applications, as OAuth 2.0 does",
    auth: (_, text, origin) => toldOAuth(`${text} client credentials`, origin),
  },
  {
    id: "auth/told-none",
    pattern:
      /\b(?:no|without(?: any)?|not? need(?: for)?(?: an?)?|(?:does|do)(?: not|n't) (?:need|require)(?: an?y?)?) (?:api[ -]?keys?|authentication|authorization|auth|registration|access tokens?)\b(?![^.\n]{0,30}(?:will|returns?|error|fail|this endpoint))|^(?:authentication|authorization) is not (?:required|needed|necessary)\b|\b(?:no needed|not needed|no need of) (?:authentication|authorization)\b|\b(?:free and open|open and free|publicly available|public api|open api)\b[^.\n]{0,40}\b(?:no|without)\b/i,
    weight: 0.8,
    says: "prose says that nothing has to be proven",
    auth: () => ({ kind: "none" }),
  },
];

/** Samples show keys, some of them real. */
const LIKE_A_SECRET = /\b(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[a-z])[\w-]{20,}/gi;

/** Told at so many operations, or at this share of them, a thing is no slip; told at fewer its weight shrinks. */
const FULL_COUNT = 10;
const FULL_SHARE = 0.25;

/** What texts say, one candidate a way; a thing told at a few operations weighs less than one told for the API. */
export function proseAuth(texts: readonly ApiText[], operations: number, origin: Template): AuthCandidate[] {
  const seen = new Map<string, { auth: Auth; signal: ProseSignal; first: Evidence; count: number; whole: boolean }>();
  for (const { text, at, operation } of texts) {
    for (const signal of SIGNALS) {
      const match = signal.pattern.exec(text);
      const auth = match && signal.auth(match, text, origin);
      if (!match || !auth) continue;
      const key = `${signal.id} ${slotOf(auth)}`;
      const held = seen.get(key);
      const quote = quoted(text, match.index, match[0].length).replace(LIKE_A_SECRET, "…");
      if (held) {
        held.count++;
        held.whole ||= operation === undefined;
      } else {
        const first = { signal: signal.id, weight: signal.weight, says: signal.says, at, quote };
        seen.set(key, { auth, signal, first, count: 1, whole: operation === undefined });
      }
    }
  }
  return [...seen.values()].map(({ auth, signal, first, count, whole }) => {
    const enough = auth.kind === "none" ? operations * 0.8 : Math.min(FULL_COUNT, operations * FULL_SHARE);
    const share = whole ? 1 : Math.min(1, count / Math.max(1, enough));
    // A single operation may do without proof in an API that asks for it everywhere else.
    const floor = auth.kind === "none" ? 0 : 0.3;
    return { auth, evidence: [{ ...first, weight: signal.weight * (floor + (1 - floor) * share) }], against: [] };
  });
}

function around(text: string, match: RegExpExecArray): string {
  return text.slice(Math.max(0, match.index - 80), match.index + match[0].length + 80);
}

function keyHeader(name: string, text: string): Auth | undefined {
  if (/^(x-)?(csrf|xsrf|request|idempotency|correlation|trace|page|next)/i.test(name) || /^authorization$/i.test(name))
    return undefined;
  return { kind: "api-key", in: "header", name, key: `{${secretName([name, text], "api_key")}}` };
}

/** A shown request may name the key's owner beside it: `-H "Api-Key: …" -H "Api-Username: …"`. */
function withOwner(auth: Auth | undefined, text: string): Auth | undefined {
  const owner =
    /(?:-H|--header)\s*["']?((?:X-)?[A-Za-z-]*(?:user-?name|user-?id|app-?id|client-?id|account-?id|e-?mail))["']?\s*:/i.exec(
      text,
    )?.[1];
  if (!auth || owner === undefined) return auth;
  return { kind: "all", of: [auth, { kind: "api-key", in: "header", name: owner, key: `{${settingName(owner)}}` }] };
}

function toldOAuth(text: string, origin: Template): Auth {
  const tokenUrl =
    /https?:\/\/[^\s"'`<>)\]]*\/(?:oauth2?|connect|token)[^\s"'`<>)\]]*token\b|https?:\/\/[^\s"'`<>)\]]*\/token\b/i.exec(
      text,
    )?.[0];
  const flow = /client[ _-]credentials/i.test(text) ? "client-credentials" : "authorization-code";
  const words = { origin, scopes: [], words: text.length < 4000 ? text : "" };
  const fact = { flow, authorizationUrl: undefined, tokenUrl: undefined, refreshUrl: undefined, scopes: {} } as const;
  const auth = oauthOf(fact, words);
  return tokenUrl ? { ...auth, tokenUrl: address(tokenUrl, origin) } : auth;
}
