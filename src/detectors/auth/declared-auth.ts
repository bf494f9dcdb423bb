import type { Evidence } from "../../evidence/finding.ts";
import type { HttpFacts, OperationFact } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import type { Template } from "../../model/values.ts";
import { type AuthCandidate, clash } from "./auth-candidate.ts";
import { type RequiredSet, requiredSets, scopesFor } from "./required-schemes.ts";
import { schemeAuth } from "./scheme-auth.ts";
import { settingName } from "./secret-name.ts";

/** Set against scopes that only tell who the user is: nothing of the API itself is opened by them. */
const IDENTITY = /^(openid|profile|email|offline_access)$/i;

/**
 * What the declared security schemes say, by the sets in which the reading operations accept them. Schemes that no
 * operation names count too where none of the operations names any: their author forgot to.
 */
export function declaredAuth(
  facts: HttpFacts,
  reading: readonly OperationFact[],
  origin: Template,
): readonly AuthCandidate[] {
  const byScheme = new Map(
    facts.securitySchemes.map((scheme) => {
      const scopes = scopesFor(scheme.id, reading, facts);
      return [scheme.id, identityOnly(schemeAuth(scheme, { origin, scopes }), scopes)];
    }),
  );
  const sets = requiredSets(reading, facts);
  if (sets.length === 0) {
    if (facts.operations.some(({ security }) => (security ?? []).some((one) => Object.keys(one).length > 0))) return [];
    const all = withOwner([...byScheme.values()].flat());
    const said = reading.some(({ security }) => security !== undefined) || facts.security !== undefined;
    return said ? all.map(doubted) : all;
  }
  for (const { ids, first } of sets)
    for (const id of ids) if (!byScheme.has(id)) byScheme.set(id, undefinedScheme(id, first));
  const named = sets.flatMap((set) => candidatesOfSet(set, byScheme));
  const unused = [...byScheme]
    .filter(([id]) => !sets.some(({ ids }) => ids.includes(id)))
    .flatMap(([, found]) => found);
  const usedElsewhere =
    (facts.security ?? []).length === 0 && facts.operations.some(({ security }) => (security ?? []).length > 0);
  return [...named, ...(usedElsewhere ? unused.map(less) : [])];
}

/** A scheme that operations ask for and the document forgot to define: its name may tell what it is. */
function undefinedScheme(id: string, { at }: OperationFact): AuthCandidate[] {
  const auth: Auth | undefined = /bearer|jwt/i.test(id)
    ? { kind: "bearer", token: "{access_token}" }
    : /basic/i.test(id)
      ? { kind: "basic", username: "{username}", password: "{password}" }
      : undefined;
  const says = `operations ask for "${id}", which the document doesn't define`;
  return auth ? [{ auth, evidence: [{ signal: "auth/undefined-scheme", weight: 0.4, says, at }], against: [] }] : [];
}

/** Keys that tell whose request it is, and prove nothing alone. */
const OWNER =
  /(host|version|app[-_]?id|client[-_]?id|partner[-_]?id|account|account[-_]?id|user|user[-_]?id|user[-_]?name|e-?mail|secret)$/i;

/** Where no operation says which keys go together: a key and the name of its owner do. */
function withOwner(found: readonly AuthCandidate[]): readonly AuthCandidate[] {
  const keys = found.filter(({ auth }) => auth.kind === "api-key");
  const owners = keys.filter(({ auth }) => auth.kind === "api-key" && OWNER.test(auth.name));
  if (owners.length === 0 || owners.length === keys.length || keys.length > 3) return found;
  const auth: Auth = { kind: "all", of: distinctKeys(keys.map((one) => one.auth)) };
  const together = { auth, evidence: keys.flatMap(({ evidence }) => evidence), against: [] };
  return [together, ...found.filter((one) => !keys.includes(one))];
}

/** Declared, while every operation says that it needs nothing: one of the two was forgotten. */
function doubted(one: AuthCandidate): AuthCandidate {
  return { ...one, evidence: one.evidence.map((seen) => ({ ...seen, weight: seen.weight * 0.65 })) };
}

/** A scheme that no reading operation names is a last resort. */
function less(one: AuthCandidate): AuthCandidate {
  return { ...one, evidence: one.evidence.map((seen) => ({ ...seen, weight: seen.weight * 0.4 })), preference: -0.3 };
}

function identityOnly(found: readonly AuthCandidate[], scopes: readonly string[]): readonly AuthCandidate[] {
  if (scopes.length === 0 || !scopes.every((scope) => IDENTITY.test(scope))) return found;
  return found.map((one) => ({ ...one, preference: (one.preference ?? 0) - 0.5 }));
}

function candidatesOfSet(set: RequiredSet, byScheme: ReadonlyMap<string, readonly AuthCandidate[]>): AuthCandidate[] {
  const parts = set.ids.map((id) => byScheme.get(id) ?? []).filter((found) => found.length > 0);
  const required: Evidence = {
    signal: "auth/required",
    weight: 0.3 + 0.55 * set.share,
    says: `${Math.round(set.share * 100)} % of the operations that need any authentication accept ${set.ids.join(" with ")}`,
    at: { ...set.first.at, pointer: `${set.first.at.pointer}/security` },
  };
  const [first = [], ...others] = parts;
  const with_ = (one: AuthCandidate): AuthCandidate => ({
    ...one,
    evidence: [...one.evidence, required],
    share: set.share,
  });
  const heads = others.flatMap(([head]) => (head ? [head] : []));
  const own = first[0];
  if (!own || heads.length === 0) return first.map(with_);
  // Two schemes for one header can't go together, whatever the document says: each is a way.
  const beside = heads.filter(
    (head, index) => ![own, ...heads.slice(0, index)].some((one) => oneSecret(head.auth, one.auth)),
  );
  if (beside.length === 0) return parts.flat().map(with_);
  const auth: Auth = { kind: "all", of: distinctKeys([own.auth, ...beside.map((head) => head.auth)]) };
  return [with_({ auth, evidence: [own, ...beside].flatMap(({ evidence }) => evidence), against: [] })];
}

/** One header, or one key that may be put in two places: `X-API-Key` and `?api_key=`. */
function oneSecret(one: Auth, other: Auth): boolean {
  if (clash(one, other)) return true;
  if (one.kind !== "api-key" || other.kind !== "api-key" || one.in === other.in) return false;
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replace(/^x-/, "")
      .replace(/[^a-z0-9]/g, "");
  return plain(one.name) === plain(other.name);
}

/** Several keys need a setting each. */
function distinctKeys(auths: readonly Auth[]): Auth[] {
  const keys = auths.filter(({ kind }) => kind === "api-key").length;
  return auths.map((auth) =>
    auth.kind === "api-key" && keys > 1 ? { ...auth, key: `{${settingName(auth.name)}}` } : auth,
  );
}
