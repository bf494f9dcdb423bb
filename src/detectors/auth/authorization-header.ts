import type { Auth } from "../../model/auth.ts";
import { secretName } from "./secret-name.ts";

/** What a text says about the value of an `Authorization` header. */
interface PrefixFound {
  readonly prefix: string;
  readonly index: number;
  readonly length: number;
  readonly weight: number;
}

const WORD = String.raw`([A-Za-z][\w-]{1,30})`;
const QUOTE = "[\"'`“”‘’*]*";
/** What stands for the secret: `<token>`, `{API Token}`, `$TOKEN`, `YOUR_API_KEY`, `xxxx`. */
const STAND_IN = String.raw`(?:[<{[][^>}\]\n]{1,40}[>}\]]|\$\{?\w+|(?:your|my|the)[\s_-]?\w*(?:key|token|secret)\w*|(?:api|access)_?(?:key|token)\b|[A-Z_]*(?:TOKEN|KEY|SECRET|CREDENTIALS)[A-Z_]*|x{3,}|\.\.\.)`;

const PATTERNS: readonly { readonly pattern: RegExp; readonly weight: number }[] = [
  // Authorization: Token abc…
  {
    pattern: new RegExp(String.raw`\bauthorization${QUOTE}\s*[:=]\s*${QUOTE}${WORD}(?=[\s=:]+\S)`, "gi"),
    weight: 0.85,
  },
  // prefixed with "Token"; the string "OAuth" followed by; the word "Basic" followed by a space
  {
    pattern: new RegExp(
      String.raw`\b(?:prefix(?:ed)?|prepended|preceded|precede|starts?)\b[^.\n]{0,30}?["'“‘\x60]${WORD}\s?["'”’\x60]`,
      "gi",
    ),
    weight: 0.85,
  },
  {
    pattern: new RegExp(
      String.raw`["'“‘\x60]${WORD}\s?["'”’\x60]\s*(?:\[space\]|followed by|and (?:then )?a space|then a space|plus)`,
      "gi",
    ),
    weight: 0.85,
  },
  // `Token token=<…>`
  { pattern: new RegExp(String.raw`["'\x60]${WORD}\s+(?:token\s*=|${STAND_IN})`, "g"), weight: 0.8 },
  // SSWS {API Token}
  { pattern: new RegExp(String.raw`\b${WORD}\s+${STAND_IN}`, "g"), weight: 0.7 },
];

/** Words that stand before a stand-in without being a prefix. */
const NO_PREFIX =
  /^(the|a|an|your|my|this|that|with|using|use|is|as|to|of|in|by|for|and|or|format|header|value|key|set|see|from|provide|pass|include|send|example|e\.g|api|access|authorization|string|type|named|called|valid|note|http|https|curl|space|not|be|it|required|word)$/i;

/** The word before the secret in an `Authorization` header, as the text spells it. */
export function authorizationPrefix(text: string): PrefixFound | undefined {
  for (const { pattern, weight } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const prefix = match[1] ?? "";
      if (NO_PREFIX.test(prefix)) continue;
      return { prefix, index: match.index, length: match[0].length, weight };
    }
  }
  return undefined;
}

/** The way that a prefix stands for: `Bearer`, `Basic`, or a key behind a word of the vendor's own. */
export function authOfPrefix(prefix: string, texts: readonly (string | undefined)[]): Auth {
  if (/^bearer$/i.test(prefix)) return { kind: "bearer", token: `{${secretName(texts, "access_token")}}` };
  if (/^basic$/i.test(prefix)) return basicAuth(texts);
  if (/digest|hawk|aws4|hmac|signature|ntlm|negotiate|mutual|scram|dpop|gnap|vapid|mtls/i.test(prefix)) {
    return { kind: "custom", description: `Authorization: ${prefix} …, computed for each request` };
  }
  const key = `{${secretName(texts, "api_key")}}`;
  const pair = texts.some((text) => /\btoken\s+token\s*=/i.test(text ?? ""));
  return { kind: "api-key", in: "header", name: "Authorization", prefix, key: pair ? `token=${key}` : key };
}

/** Texts by which the user name is a key and there is no password. */
const KEY_AS_USER =
  /(api[\s_-]?(key|token)|access[\s_-]?token|secret[\s_-]?key)[^.\n]{0,60}\b(as|is|in|for|to)\b[^.\n]{0,20}\b(the )?(basic auth )?user ?name|user ?name[^.\n]{0,60}\b(is|as|be|your|with)\b[^.\n]{0,30}(api|secret|access)[\s_-]?(key|token)|(leave|keep)[^.\n]{0,20}password[^.\n]{0,20}(blank|empty)|(blank|empty|no) password|password[^.\n]{0,30}(blank|empty|not (needed|required|used)|ignored)|base64[^.\n]{0,30}(api|secret)[\s_-]?key\W{0,3}:|(api|secret)[\s_-]?key\W{0,3}(is )?base64|-u\s+["']?\$?\{?[<{\w]*(key|token)[\w>}]*["']?:(?=["'\s]|$)|Basic HTTP Authentication credentials and provide a substitute/i;
const ANY_PASSWORD =
  /-u\s+["']?\$?\{?[<{\w]*(?:key|token)[\w>}]*:x\b|password[^.\n]{0,30}(anything|any (value|string|text)|arbitrary|dummy|["'`]?x["'`]?\b)/i;

/** Two secrets, one of them the password: no key that stands alone. */
const PAIR =
  /\b(secret|password|token)\b[^.\n]{0,40}\b(as|is|for|in)\b[^.\n]{0,20}\bpassword|\bpassword \(\w*secret\)|\b(id|key|sid) and (the |an? |your )?(auth(entication)? )?(secret|token|password)\b/i;

/** The user name and password that the texts tell of; a key in place of a user name has no password, or any. */
export function basicAuth(texts: readonly (string | undefined)[]): Auth {
  const told = texts.filter((text) => text !== undefined).join("\n");
  if (PAIR.test(told)) return { kind: "basic", username: "{username}", password: "{password}" };
  if (ANY_PASSWORD.test(told)) return { kind: "basic", username: `{${secretName(texts, "api_key")}}`, password: "x" };
  if (KEY_AS_USER.test(told) || /^api[\s_-]?key$/i.test(told.trim()))
    return { kind: "basic", username: `{${secretName(texts, "api_key")}}`, password: "" };
  return { kind: "basic", username: "{username}", password: "{password}" };
}
