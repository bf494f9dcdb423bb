import type { ApiKeyAuth, Auth } from "../../../model/auth.ts";
import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import type { Setting } from "../../../model/setting.ts";
import { type Code, code, commaSeparated } from "../../../printing/code.ts";
import { ident, lit, py } from "../../../printing/python.ts";
import type { Fill } from "../../auth-call.ts";
import { type Expression, plain } from "../../expression.ts";
import { jwtCall, sessionCall } from "../../login-calls.ts";
import { oauthCall } from "../../oauth-call.ts";
import { methodValue } from "../../setting-values.ts";
import type { AuthenticatorPlan } from "../plan.ts";
import type { SupportName } from "../support-modules.ts";

/** Names of the functions in `auth.py`, by the JSON of what they do. */
export type Authenticators = ReadonlyMap<string, string>;

/** Each way to prove who asks that a stream of the source has, once; the source's own first. */
export function authenticatorNames(source: HttpSource, accesses: readonly HttpAccess[]): Authenticators {
  const firsts = [source, ...accesses].flatMap(({ auth }) => auth?.[0] ?? []).filter(({ kind }) => kind !== "none");
  const distinct = [...new Set(firsts.map((auth) => JSON.stringify(auth)))];
  return new Map(distinct.map((key, index) => [key, index === 0 ? "authenticator" : `authenticator_${index + 1}`]));
}

export function authenticatorPlans(
  { settings }: ConnectorModel,
  source: HttpSource,
  names: Authenticators,
): AuthenticatorPlan[] {
  const fill: Fill = (template) => methodValue(template, settings, "config");
  return [...names].map(([key, name]) => {
    const auth = JSON.parse(key) as Auth;
    const made = authCall(auth, { fill, settings, source });
    const call = py`${ident(made.className)}(${made.call})`;
    if (!endsSometime(auth)) return { name, call, support: made.support, cdk: made.cdk };
    return { name, call: py`Refreshable(${call})`, support: ["Refreshable", ...made.support], cdk: made.cdk };
  });
}

/** The `authenticator` of all streams; undefined where nothing is asked for. */
export function sourceAuth({ auth }: HttpSource, names: Authenticators): Expression | undefined {
  const [first] = auth;
  return first && first.kind !== "none" ? reference(first, names) : undefined;
}

/** Where one stream is asked for in another way than the others. */
export function ownAuth({ auth }: HttpAccess, source: HttpSource, names: Authenticators): Expression | undefined {
  const own = auth?.[0];
  if (!own || JSON.stringify(own) === JSON.stringify(source.auth[0])) return undefined;
  return own.kind === "none" ? { code: code("staticmethod(nobody)"), names: ["nobody"] } : reference(own, names);
}

const reference = (auth: Auth, names: Authenticators): Expression =>
  plain(code(`staticmethod(auth.${names.get(JSON.stringify(auth)) ?? ""})`));

/** Tokens that the source gives out, or that are signed for a while. */
function endsSometime(auth: Auth): boolean {
  if (auth.kind === "all") return auth.of.some(endsSometime);
  return auth.kind === "oauth2" || auth.kind === "session" || auth.kind === "jwt";
}

interface Making {
  readonly fill: Fill;
  readonly settings: readonly Setting[];
  readonly source: HttpSource;
}

interface Call {
  readonly className: string;
  readonly call: Code;
  readonly support: readonly SupportName[];
  readonly cdk: readonly string[];
}

function authCall(auth: Auth, making: Making): Call {
  const { fill } = making;
  const ofSupport = (call: Omit<Call, "cdk">): Call => ({ ...call, cdk: [] });
  switch (auth.kind) {
    case "bearer":
      return bearerCall(auth, fill);
    case "basic":
      return cdkCall("BasicHttpAuthenticator", py`username=${fill(auth.username)}, password=${fill(auth.password)}`);
    case "api-key":
      return keyCall(auth, fill);
    case "oauth2":
      return ofSupport(oauthCall(auth, fill));
    case "jwt":
      return ofSupport(jwtCall(auth, fill));
    case "session":
      return ofSupport(sessionCall(auth, making));
    case "all":
      return allCall(auth.of, making);
    default:
      throw new Error(`no authenticator for ${auth.kind}`);
  }
}

const cdkCall = (className: string, call: Code): Call => ({ className, call, support: [], cdk: [className] });

function bearerCall(auth: Extract<Auth, { kind: "bearer" }>, fill: Fill): Call {
  const { prefix = "Bearer", token } = auth;
  if (prefix === "") return keyCall({ kind: "api-key", in: "header", name: "Authorization", key: token }, fill);
  const method = prefix === "Bearer" ? code("") : py`, auth_method=${lit(prefix)}`;
  return cdkCall("TokenAuthenticator", py`token=${fill(token)}${method}`);
}

function keyCall({ name, prefix, key, in: place }: ApiKeyAuth, fill: Fill): Call {
  const value = fill(`${prefix ? `${prefix} ` : ""}${key}`);
  const where = place === "header" ? code("") : py`, place=${lit(place)}`;
  return { className: "ApiKey", call: py`${lit(name)}, ${value}${where}`, support: ["ApiKey"], cdk: [] };
}

function allCall(parts: readonly Auth[], making: Making): Call {
  const calls = parts.filter((part) => part.kind !== "none").map((part) => authCall(part, making));
  return {
    className: "Several",
    call: commaSeparated(calls.map(({ className, call }) => py`${ident(className)}(${call})`)),
    support: ["Several", ...calls.flatMap(({ support }) => support)],
    cdk: calls.flatMap(({ cdk }) => cdk),
  };
}
