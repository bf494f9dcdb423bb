import { isRecord, type Raw } from "../json-value.ts";
import { createScrubber, isSecretName, isStandIn, SCRUBBED } from "../scrub-secrets.ts";

/** Members of an `auth` that say how to prove who asks; all others say with what. */
const TELLS_HOW =
  /^(?:type|key|in|addTokenTo|headerPrefix|tokenType|grant_type|authUrl|accessTokenUrl|refreshTokenUrl|scope|client_authentication|challengeAlgorithm|useBrowser|tokenName|algorithm|signatureMethod|version|service|region|realm|addParamsToHeader|addEmptyParamsToSign|redirect_uri|callBackUrl|audience|resource)$/i;
const DEEPEST = 400;

/**
 * Copies of Postman's documents from which every credential is struck out before anything else reads them: values of an
 * `auth`, of whatever is named like a credential or marked as secret, and every other place where such a value stands.
 * Placeholders stay, and so does the word before a credential (`Bearer ***`).
 */
export function scrubDocuments(values: readonly unknown[]): readonly unknown[] {
  const secrets = new Set<string>();
  for (const value of values) collect(value, secrets, 0);
  const scrub = createScrubber(secrets);
  return values.map((value) => copy(value, { scrub, depth: 0 }));
}

/** A pair's name, where the object is one. */
function pairName(raw: Raw): string | undefined {
  const name = raw.key ?? raw.name ?? raw.id;
  return typeof name === "string" && "value" in raw && !("request" in raw) && !("item" in raw) ? name : undefined;
}

function isSecretPair(raw: Raw): boolean {
  const name = pairName(raw);
  return name !== undefined && (isSecretName(name) || raw.type === "secret");
}

function collect(value: unknown, secrets: Set<string>, depth: number): void {
  if (typeof value !== "object" || value === null || depth > DEEPEST) return;
  if (isRecord(value)) {
    if (isSecretPair(value)) add(value.value, secrets);
    for (const [name, member] of Object.entries(value)) {
      if (name === "auth" && isRecord(member)) collectAuth(member, secrets);
      else if (isSecretName(name)) add(member, secrets);
    }
  }
  for (const member of Object.values(value)) collect(member, secrets, depth + 1);
}

function collectAuth(auth: Raw, secrets: Set<string>): void {
  for (const given of Object.values(auth)) {
    const pairs = Array.isArray(given) ? given.filter(isRecord).map((one) => [one.key, one.value]) : [];
    const members = isRecord(given) ? Object.entries(given) : [];
    for (const [name, value] of [...pairs, ...members]) if (!TELLS_HOW.test(String(name))) add(value, secrets);
  }
}

function add(value: unknown, secrets: Set<string>): void {
  if (typeof value !== "string" || isStandIn(value)) return;
  secrets.add(value);
  const behind = /^\w+\s+(\S{8,})$/.exec(value)?.[1];
  if (behind !== undefined) secrets.add(behind);
}

interface Copying {
  readonly scrub: (text: string) => string;
  readonly depth: number;
}

function copy(value: unknown, copying: Copying): unknown {
  if (typeof value === "string") return copying.scrub(value);
  if (typeof value !== "object" || value === null) return value;
  if (copying.depth > DEEPEST) return undefined;
  const inside = { ...copying, depth: copying.depth + 1 };
  if (Array.isArray(value)) return value.map((one) => copy(one, inside));
  const raw = value as Raw;
  const isSecret = isSecretPair(raw);
  const entries = Object.entries(raw).map(([name, member]) => {
    if (name === "auth" && isRecord(member)) return [name, copyAuth(member, inside)];
    const strike = isSecretName(name) || (isSecret && name === "value");
    return [name, strike ? struckOut(member, inside) : copy(member, inside)];
  });
  return Object.fromEntries(entries);
}

function copyAuth(auth: Raw, copying: Copying): Raw {
  const entries = Object.entries(auth).map(([type, given]) => {
    if (Array.isArray(given)) return [type, given.map((one) => (isRecord(one) ? copyAuthPair(one, copying) : one))];
    if (!isRecord(given)) return [type, copy(given, copying)];
    const members = Object.entries(given).map(([name, value]) => [
      name,
      TELLS_HOW.test(name) ? copy(value, copying) : struckOut(value, copying),
    ]);
    return [type, Object.fromEntries(members)];
  });
  return Object.fromEntries(entries);
}

function copyAuthPair(pair: Raw, copying: Copying): Raw {
  const how = TELLS_HOW.test(String(pair.key));
  return { ...pair, value: how ? copy(pair.value, copying) : struckOut(pair.value, copying) };
}

/** Texts keep their placeholders and the word before a credential; numbers stay numbers. */
function struckOut(value: unknown, copying: Copying): unknown {
  if (typeof value === "number") return 0;
  if (typeof value !== "string") return copy(value, copying);
  if (isStandIn(value)) return copying.scrub(value);
  const word = /^([A-Za-z][\w-]{1,20}) +\S/.exec(value)?.[1];
  return word === undefined ? SCRUBBED : `${word} ${SCRUBBED}`;
}
