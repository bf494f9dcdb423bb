/** What stands for a credential that was there. */
export const SCRUBBED = "***";

const SECRET_NAME =
  /(?:password|passwd|pwd|passphrase|secret|apikey|appkey|accesskey|privatekey|secretkey|subscriptionkey|licen[cs]ekey|accesstoken|refreshtoken|idtoken|authtoken|apitoken|bearertoken|sessiontoken|securitytoken|usertoken|personaltoken|sessionid|authorization|credentials?|signature|jwt|jwttoken|cookie|assertion|oauthverifier)$/;
const ALONE = /^(?:x?token|x?auth|sid|pass|bearer|xauth|xauthtoken|xapikey)$/;
const NO_SECRET = /page|next|prev|sync|continu|cursor|csrf|idempot|expires|type|url$|uri$|name$/;

/** Whether what is called so proves who asks, so that its value is nobody's but the owner's. Marks of pages are not. */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return !NO_SECRET.test(plain) && (SECRET_NAME.test(plain) || ALONE.test(plain));
}

/** What is filled in, or only says what belongs there. */
const STAND_IN =
  /\{\{|<[^<>]+>|^[<{[$:].*|^$|^\*+$|\b(?:your|my|the|insert|replace|enter|example)\b|^x{3,}$|_here$|^\.{3,}$/i;

/** Whether a value that stands where a credential belongs is no credential: `{{token}}`, `<token>`, `YOUR_KEY`. */
export function isStandIn(value: string): boolean {
  return STAND_IN.test(value.trim().replaceAll("_", " ")) || STAND_IN.test(value.trim());
}

/** Whether a value is a row of signs that says nothing to people: an id of somebody's, or a key. */
export function isOpaque(value: string): boolean {
  const isMediaType = /^(?:application|text|image|audio|video|multipart)\/[\w.+-]+$/.test(value);
  return (
    !isMediaType &&
    /^[\w+/=.~-]{20,}$/.test(value) &&
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    !/^\d{4}-\d{2}/.test(value)
  );
}

/** Forms that only credentials have. */
const FORMS: readonly { readonly pattern: RegExp; readonly by: string }[] = [
  { pattern: /\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g, by: SCRUBBED },
  { pattern: /\b(?:sk|pk|rk|whsec)_(?:live|test)?_?[A-Za-z0-9]{12,}/g, by: SCRUBBED },
  { pattern: /\bgh[opusr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bxox[a-z]-[\w-]{10,}/g, by: SCRUBBED },
  {
    pattern: /\bA(?:KIA|SIA)[0-9A-Z]{16}\b|\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
    by: SCRUBBED,
  },
  {
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,20000}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
    by: SCRUBBED,
  },
  {
    pattern: /\b(Bearer|Basic|Token|JWT|OAuth|ApiKey)(\s+)(?=[^\s"']{0,200}\d)[\w+/=.~:-]{12,}/gi,
    by: `$1$2${SCRUBBED}`,
  },
  { pattern: /(https?:\/\/)[^/\s:@"']{1,100}:[^/\s@"'{}]{1,200}@/gi, by: `$1${SCRUBBED}@` },
];

const NAMED =
  /\b([\w.-]{0,40}(?:pass|pwd|secret|key|token|auth|sid|credential|signature|jwt|cookie)[\w.-]{0,20})(\\?["']?\s{0,3}(?:[:=]|=>)\s{0,3}\\?["']?)((?:(?:Bearer|Basic|Token)\s)?[^\s"'&,;}{<>\\)]{4,})/gi;

/** Text without credentials: those that are known, those of a known form, and those that are named (`api_key=…`). */
export function createScrubber(known: Iterable<string>): (text: string) => string {
  const secrets = [...new Set(known)].filter(isTelling).sort((a, b) => b.length - a.length);
  const pattern = secrets.length > 0 ? new RegExp(secrets.map(escaped).join("|"), "g") : undefined;
  return (text) => {
    if (text.length < 4) return text;
    const known = pattern ? text.replace(pattern, SCRUBBED) : text;
    const formed = FORMS.reduce((left, form) => left.replace(form.pattern, form.by), known);
    return formed.replace(NAMED, (whole: string, name: string, between: string, value: string) =>
      isSecretName(name) && looksSecret(value) ? `${name}${between}${SCRUBBED}` : whole,
    );
  };
}

/** A secret that is a plain word would be struck out wherever people use that word. */
function isTelling(secret: string): boolean {
  return secret.length >= 6 && !isStandIn(secret) && (secret.length >= 16 || /[^a-z]/i.test(secret));
}

/** A value behind a secret's name, not a word about it: `token: string`. */
function looksSecret(value: string): boolean {
  return !isStandIn(value) && (/\d/.test(value) || value.length >= 20);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
