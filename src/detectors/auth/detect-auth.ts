import { confidence } from "../../evidence/confidence.ts";
import { ACCEPT, type Candidate, type Evidence, type Finding } from "../../evidence/finding.ts";
import type { HttpFacts, OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { Auth } from "../../model/auth.ts";
import { type ApiText, apiTexts, operationTexts } from "../api-texts.ts";
import { detectBaseUrl } from "../base-url/detect-base-url.ts";
import { type AuthCandidate, clash, mergeCandidates, slotOf } from "./auth-candidate.ts";
import { declaredAuth } from "./declared-auth.ts";
import { jwtAuth } from "./jwt-auth.ts";
import { loginAuth, sentAs } from "./login-auth.ts";
import { openAuth } from "./open-auth.ts";
import { parameterAuth } from "./parameter-auth.ts";
import { proseAuth } from "./prose-auth.ts";
import { ranked } from "./rank-auth.ts";
import { requirementsOf } from "./required-schemes.ts";
import { tokenParameter } from "./token-parameter.ts";

/** At most so many alternatives are told, and so many operations are read for prose. */
const ALTERNATIVES = 4;
const OPERATIONS_READ = 1500;

/**
 * How the API wants to be told who asks: one finding for the source, whose value is the alternatives, the best first,
 * and one for each stream whose operation accepts none of them. No finding where nothing is said.
 */
export function detectAuth(facts: HttpFacts, streams: readonly ListedStream[]): readonly Finding<readonly Auth[]>[] {
  const reading = readingOperations(facts, streams);
  const base = detectBaseUrl(facts)?.value.url ?? "{base_url}";
  const declared = declaredAuth(facts, reading, originOf(base));
  const candidates = mergeCandidates(allCandidates({ facts, reading, base, declared }));
  const source = findingOf(undefined, ranked(candidates));
  if (!source) return [];
  const [built] = source.value;
  // Where the best way is none of the declared ones (a key beside them, say), what is declared for a stream is no more than that.
  const comparable = built?.kind === "none" || declared.some(({ auth }) => built && slotOf(auth) === slotOf(built));
  const others = comparable ? streams.flatMap((stream) => otherAuth(stream, facts, source, originOf(base))) : [];
  return [source, ...others];
}

function readingOperations(facts: HttpFacts, streams: readonly ListedStream[]): readonly OperationFact[] {
  const offered = streams.filter(({ selected }) => selected);
  if (offered.length > 0) return offered.map(({ operation }) => operation);
  const gets = facts.operations.filter(({ method }) => method === "GET");
  return gets.length > 0 ? gets : facts.operations;
}

const originOf = (base: string): string => /^([a-z]+:\/\/[^/]+|\{[^{}]+\})/i.exec(base)?.[1] ?? base;

interface Seen {
  readonly facts: HttpFacts;
  readonly reading: readonly OperationFact[];
  readonly base: string;
  readonly declared: readonly AuthCandidate[];
}

function allCandidates({ facts, reading, base, declared }: Seen): AuthCandidate[] {
  const places = facts.securitySchemes.flatMap((one) =>
    one.type === "api-key" ? [`${one.in} ${one.name.toLowerCase()}`] : [],
  );
  const parameters = parameterAuth(reading, new Set(places));
  const texts = [
    ...apiTexts(facts),
    ...reading.slice(0, OPERATIONS_READ).flatMap((one) => [...operationTexts(one), ...refusals(one)]),
  ];
  const heardOf = proseAuth(texts, reading.length, originOf(base));
  const clear = [...declared, ...parameters, ...heardOf].some((one) => confidence(one.evidence, one.against) >= ACCEPT);
  const told = clear ? heardOf : [...heardOf, ...shownAnywhere(facts, base)];
  const signed = jwtAuth(texts);
  const logins = loginAuth(facts, base).map((one) => withPlace(one, declared.length > 0 ? declared : parameters));
  const known = parameters.length + told.length + signed.length + logins.length > 0;
  const open = openAuth(facts, reading, { any: known, parameter: parameters.length > 0 });
  // Where schemes are declared, prose only adds to what is known of them; a token that samples show is one more way.
  const slots = new Set(declared.map(({ auth }) => slotOf(auth)));
  const heard =
    declared.length > 0 ? told.flatMap((one) => (slots.has(slotOf(one.auth)) ? [one] : staticToken(one))) : told;
  const tokens = tokenParameter(facts, reading);
  return [...together(declared, parameters), ...heard, ...tokens, ...signed, ...logins, ...open];
}

/** A request that is shown or told of, rather than a message. */
const REQUEST = /\bcurl\b|\bheaders?\b/i;

/**
 * Where nothing else is said: requests that are shown with any operation are sent as those that read are. A user's name
 * and password are shown for what wants them alone as well, so that a header comes first.
 */
function shownAnywhere({ operations }: HttpFacts, base: string): AuthCandidate[] {
  const texts = operations
    .slice(0, OPERATIONS_READ)
    .flatMap(operationTexts)
    .filter(({ text }) => REQUEST.test(text));
  const told = proseAuth(texts, 1, originOf(base));
  const shown = (signal: RegExp) => told.filter(({ evidence }) => evidence.some((one) => signal.test(one.signal)));
  const [best = []] = [shown(/^auth\/shown-header$/), shown(/^auth\/shown-/)].filter((some) => some.length > 0);
  return best;
}

/** What an operation says to those who prove nothing. */
function refusals(operation: OperationFact): ApiText[] {
  return operation.responses.flatMap(({ status, description, at }) =>
    status === "401" && description ? [{ text: description, at, operation }] : [],
  );
}

/** A token that shown requests call the API's own needs no flow to be had: the way that the vendor's readers start with. */
function staticToken(one: AuthCandidate): AuthCandidate[] {
  const { auth, evidence } = one;
  const shown = evidence.some(({ signal }) => signal === "auth/shown-header");
  return auth.kind === "bearer" && auth.token !== "{access_token}" && shown ? [{ ...one, preference: 0.3 }] : [];
}

const FROM_LOGIN =
  /\blog(?:ged|ging)?[ -]?in\b|\bsign(?:ed|ing)?[ -]?in\b|\bafter authenticating\b|\b(?:obtained|retrieved|returned|received|issued|generated|acquired)\b[^.]{0,60}\b(?:endpoint|request|call|\/[a-z])/i;

/** Tokens of this kind are only good for a time. */
const GIVEN_OUT = /\bjwt|json web token|jwt\b/i;

/** A session's token goes where the declared scheme says; where that says that a login gives the token, the login is the way. */
function withPlace(one: AuthCandidate, declared: readonly AuthCandidate[]): AuthCandidate {
  if (one.auth.kind !== "session") return one;
  const fromLogin = declared.some(({ evidence }) =>
    evidence.some(({ says, quote = "" }) => FROM_LOGIN.test(quote) || GIVEN_OUT.test(`${says} ${quote}`)),
  );
  const auth = sentAs(
    one.auth,
    declared.map((other) => other.auth),
  );
  return fromLogin ? { ...one, auth, preference: 0.75 } : { ...one, auth };
}

/** A key that is a required parameter beside declared schemes goes with each of them; an optional one stands for itself. */
function together(declared: readonly AuthCandidate[], parameters: readonly AuthCandidate[]): AuthCandidate[] {
  const [first] = parameters;
  const required = (first?.share ?? 0) >= 0.8 ? first : undefined;
  if (!required || declared.length === 0) return [...declared, ...parameters];
  const parts = required.auth.kind === "all" ? required.auth.of : [required.auth];
  return declared.map((one) => {
    const more = parts.filter((part) => !clash(part, one.auth));
    if (one.auth.kind === "none" || one.auth.kind === "all" || more.length === 0) return one;
    return {
      ...one,
      auth: { kind: "all", of: [one.auth, ...more] },
      evidence: [...one.evidence, ...required.evidence],
    };
  });
}

function findingOf(
  stream: string | undefined,
  candidates: readonly AuthCandidate[],
): Finding<readonly Auth[]> | undefined {
  const best = candidates[0];
  if (!best) return undefined;
  const value = withOwnToken(candidates.slice(0, ALTERNATIVES).map(({ auth }) => auth));
  const rivals = candidates.slice(1, ALTERNATIVES).map(({ auth, evidence, against }): Candidate<readonly Auth[]> => {
    return { value: [auth], confidence: confidence(evidence, against), evidence, against };
  });
  const sure = confidence(best.evidence, best.against);
  const { evidence, against } = best;
  return {
    about: "auth",
    ...(stream === undefined ? {} : { stream }),
    value,
    confidence: sure,
    evidence,
    against,
    rivals,
  };
}

/** What OAuth 2.0 gives out is sent as a bearer token, so that one which the user has already does as well. */
function withOwnToken(auths: readonly Auth[]): readonly Auth[] {
  const flows = auths.some(({ kind }) => kind === "oauth2");
  if (!flows || auths.some(({ kind }) => kind === "bearer") || auths.length >= ALTERNATIVES) return auths;
  return [...auths, { kind: "bearer", token: "{access_token}" }];
}

function otherAuth(
  stream: ListedStream,
  facts: HttpFacts,
  source: Finding<readonly Auth[]>,
  origin: string,
): Finding<readonly Auth[]>[] {
  const needs = requirementsOf(stream.operation, facts);
  if (!needs || needs.length === 0 || needs.some((one) => Object.keys(one).length === 0)) return [];
  const own = mergeCandidates(
    declaredAuth(facts, [stream.operation], origin).filter(({ evidence }) => evidence.some(isRequired)),
  );
  const built = source.value[0];
  if (own.length === 0 || !built || own.some(({ auth }) => covers(built, auth))) return [];
  return [findingOf(stream.name, ranked(own))].filter((finding) => finding !== undefined);
}

const isRequired = ({ signal }: Evidence): boolean => signal === "auth/required";

/** Whether a request that carries `held` also carries what `needed` asks for. */
function covers(held: Auth, needed: Auth): boolean {
  const slots = new Set((held.kind === "all" ? held.of : [held]).map(slotOf));
  return (needed.kind === "all" ? needed.of : [needed]).every((one) => slots.has(slotOf(one)));
}
