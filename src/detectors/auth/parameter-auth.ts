import type { Evidence } from "../../evidence/finding.ts";
import type { OperationFact, ParameterFact } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import { remembered } from "../remembered.ts";
import type { AuthCandidate } from "./auth-candidate.ts";
import { authOfPrefix, authorizationPrefix } from "./authorization-header.ts";
import { secretName, settingName } from "./secret-name.ts";

/** Names that are credentials wherever they stand, and names that only are where words say so. */
const SURE_NAME =
  /^(x[-_])?([a-z0-9]+[-_.])*(api|access|auth|app|application|subscription|server|secret|private|developer|dev|security|partner|licen[cs]e|authentication|consumer|rapidapi|[a-z]+api|account)[-_]?(key|token|secret)$|^x[-_]([a-z0-9]+[-_])?authorization$|^(api[-_]?key|app[-_]?key|appkey|api[-_]?token|access[-_]?token|auth[-_]?token|access[-_]?key|secret[-_]?key|x[-_]auth|x[-_]api[-_]secret|apisecret)$/i;
const SECOND_NAME =
  /^(x[-_])?([a-z0-9]+[-_])*(app|application|client|api|account|user|tenant|company)[-_]?id$|^appid$/i;
const MAYBE_NAME =
  /^(x[-_])?([a-z0-9]+[-_])*(key|token|secret|auth|authentication|authtoken|sid|sessionid|session|password|username|user|pass|pwd|login|signature)$/i;
const OTHER_TOKEN =
  /client[-_]?secret|page|next|sync|continu|cursor|csrf|xsrf|idempot|device|reset|verif|push|callback|search|sort|share|invite|resume|delta/i;

const SAID =
  /\b(API|access|auth(?:entication|orization)?|developer|licen[cs]e|subscription|security|personal|secret|user|account|consumer)[ -]?(key|token|code)\b|\bauthentication\b|\bkey (?:that )?(?:identifies|to access)|\bapikey\b|\byour key\b|\bkey obtained\b/i;
/** A parameter of any name that is described as the reader's own key. */
const KEY_SAID = /\b(?:your|the caller's|the client's) (?:[\w-]+ ){0,3}(?:API|access|developer) ?keys?\b/i;
const OAUTH_TOKEN = /\boauth\b[^.]{0,20}\btoken\b/i;

interface Counted {
  readonly parameter: ParameterFact;
  readonly share: number;
  /** Share of all operations that require it. */
  readonly required: number;
}

/** Credentials that the operations take as parameters. Those that are required together are one alternative. */
export function parameterAuth(operations: readonly OperationFact[], declared: ReadonlySet<string>): AuthCandidate[] {
  const counted = count(operations).filter(
    ({ parameter }) => !declared.has(`${parameter.in} ${parameter.name.toLowerCase()}`),
  );
  const found = counted.flatMap((one) => {
    const evidence = evidenceOf(one, counted);
    return evidence ? [{ ...one, evidence }] : [];
  });
  const sure = found.filter(({ parameter }) => !SECOND_NAME.test(parameter.name));
  if (sure.length === 0) return [];
  const together = found.filter(({ required }) => required >= 0.5).slice(0, 3);
  const several = together.length > 1;
  const single = sure.filter((one) => !(several && together.includes(one)));
  const candidates: AuthCandidate[] = single.map(({ parameter, evidence, required }) => ({
    auth: authOf(parameter, false),
    evidence: [evidence],
    against: [],
    share: required,
  }));
  if (several) {
    const auth: Auth = { kind: "all", of: together.map(({ parameter }) => authOf(parameter, true)) };
    const share = Math.min(...together.map(({ required }) => required));
    candidates.unshift({ auth, evidence: together.map(({ evidence }) => evidence), against: [], share });
  }
  return candidates;
}

function count(operations: readonly OperationFact[]): Counted[] {
  const seen = new Map<string, { parameter: ParameterFact; count: number; required: number }>();
  for (const { parameters } of operations) {
    for (const parameter of parameters) {
      if (parameter.in === "path" || !(mayBeCredential(parameter.name) || isSaidKey(parameter))) continue;
      const key = `${parameter.in} ${parameter.name.toLowerCase()}`;
      const held = seen.get(key) ?? { parameter, count: 0, required: 0 };
      held.count++;
      if (parameter.required) held.required++;
      seen.set(key, held);
    }
  }
  const all = Math.max(1, operations.length);
  return [...seen.values()].map((one) => ({
    parameter: one.parameter,
    share: one.count / all,
    required: one.required / all,
  }));
}

/** Whether a parameter of this name may be a credential, so that no value of it is anybody's but the user's. */
export const mayBeCredential: (name: string) => boolean = remembered((name) => {
  if (OTHER_TOKEN.test(name)) return false;
  return SURE_NAME.test(name) || SECOND_NAME.test(name) || MAYBE_NAME.test(name) || /^authorization$/i.test(name);
});

function isSaidKey({ name, required, description, schema }: ParameterFact): boolean {
  return required && !/id$/i.test(name) && KEY_SAID.test(description ?? schema.description ?? "");
}

/** A credential stands at half of the operations at least, and is named or described as one. */
function evidenceOf({ parameter, share, required }: Counted, all: readonly Counted[]): Evidence | undefined {
  const { name, description } = parameter;
  const words = [description ?? parameter.schema.description, ...shownValues(parameter)]
    .filter((one) => one !== undefined)
    .join("; ");
  if (share < 0.5 || OAUTH_TOKEN.test(words) || /please ignore|leave (it )?(blank|empty)/i.test(words))
    return undefined;
  const sure = SURE_NAME.test(name) || /^authorization$/i.test(name);
  const said = SAID.test(words);
  const second =
    SECOND_NAME.test(name) &&
    required >= 0.5 &&
    all.some((one) => SURE_NAME.test(one.parameter.name) && one.required >= 0.5);
  if (!sure && !said && !second && !(MAYBE_NAME.test(name) && /key|token|auth|secret/i.test(name) && required >= 0.9))
    return undefined;
  if (SECOND_NAME.test(name) && !second) return undefined;
  const weight = Math.min(0.93, (sure ? 0.65 : 0.5) + (said ? 0.12 : 0) + (required >= 0.5 ? 0.18 : 0));
  const says = `the parameter "${name}" (${parameter.in}) stands at ${Math.round(share * 100)} % of the operations`;
  const quote = words === "" ? {} : { quote: words.replace(/\s+/g, " ").slice(0, 160) };
  return { signal: "auth/parameter", weight, says, at: parameter.at, ...quote };
}

/** Example values that stand for the reader's own key: `INSERT_YOUR_KEY`. */
function shownValues({ examples, schema }: ParameterFact): string[] {
  const shown = [...examples, ...schema.examples, schema.default].filter((one) => typeof one === "string");
  return shown.filter((one) => /your.{0,12}(key|token)|api.?key|demo.?key/i.test(one)).map((one) => `your key: ${one}`);
}

function authOf(parameter: ParameterFact, several: boolean): Auth {
  const { name, description, examples, schema } = parameter;
  const texts = [name, description ?? schema.description];
  if (parameter.in === "header" && /^authorization$/i.test(name)) {
    const shown = [
      description,
      schema.description,
      ...[...examples, ...schema.examples, schema.default].map((one) =>
        typeof one === "string" ? `Authorization: ${one}` : undefined,
      ),
    ];
    const found = shown.map((text) => authorizationPrefix(text ?? "")).find((one) => one !== undefined);
    return authOfPrefix(found?.prefix ?? (/\bbasic\b/i.test(texts[1] ?? "") ? "Basic" : "Bearer"), texts);
  }
  const place = parameter.in === "query" || parameter.in === "cookie" ? parameter.in : "header";
  const key = several ? settingName(name) : secretName(texts, "api_key");
  return { kind: "api-key", in: place, name, key: `{${key}}` };
}
