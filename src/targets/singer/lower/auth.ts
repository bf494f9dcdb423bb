import type { ApiKeyAuth, Auth } from "../../../model/auth.ts";
import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import type { Setting } from "../../../model/setting.ts";
import { type Code, code, commaSeparated } from "../../../printing/code.ts";
import { ident, lit, py } from "../../../printing/python.ts";
import type { AuthCall, Fill } from "../../auth-call.ts";
import { jwtCall, sessionCall } from "../../login-calls.ts";
import { oauthCall } from "../../oauth-call.ts";
import { methodValue } from "../../setting-values.ts";
import type { AuthenticatorPlan, PropertyPlan, TapNames } from "../plan.ts";
import type { SupportName } from "../support-modules.ts";

interface AuthPlan {
  readonly properties: readonly PropertyPlan[];
  readonly imports: readonly Code[];
}

const NOTHING: AuthPlan = { properties: [], imports: [] };

/** The `authenticator` of a class; none where nothing is asked for. */
export function authPlan(auth: Auth | undefined, settings: readonly Setting[], classes: AuthClasses): AuthPlan {
  if (!auth || auth.kind === "none") return NOTHING;
  const simple = sdkCall(auth, (template) => methodValue(template, settings));
  if (simple) return sdkPlan(simple.className, simple.call);
  const name = classes.get(JSON.stringify(auth)) ?? "";
  const property = {
    name: "authenticator",
    type: code("Auth"),
    doc: "Authenticates the requests of all streams.",
    body: code(`return self.once_a_tap(${name})`),
  };
  return { properties: [property], imports: [code(`from .auth import ${name}`)] };
}

/** Where one stream is asked for in another way than the others. */
export function ownAuth(
  access: HttpAccess,
  source: HttpSource,
  making: Pick<Making, "settings" | "classes">,
): AuthPlan {
  const own = access.auth?.[0];
  if (!own || JSON.stringify(own) === JSON.stringify(source.auth[0])) return NOTHING;
  return own.kind === "none"
    ? sdkPlan("APIAuthenticatorBase", code(""))
    : authPlan(own, making.settings, making.classes);
}

function sdkPlan(className: string, call: Code): AuthPlan {
  const body = code(`return ${className}(${call.text})`);
  return {
    properties: [{ name: "authenticator", type: code("Auth"), doc: "Authenticates requests.", body }],
    imports: [code(`from singer_sdk.authenticators import ${className}`)],
  };
}

/** Names of the classes in `auth.py`, by the JSON of what they do. */
export type AuthClasses = ReadonlyMap<string, string>;

/** What the SDK has no authenticator for gets a class; mostly one, or none. */
export function authClasses(source: HttpSource, accesses: readonly HttpAccess[], { authClass }: TapNames): AuthClasses {
  const firsts = [source, ...accesses].flatMap(({ auth }) => auth?.[0] ?? []);
  const wanted = firsts.filter((auth) => auth.kind !== "none" && !sdkCall(auth, () => code("")));
  const distinct = [...new Set(wanted.map((auth) => JSON.stringify(auth)))];
  return new Map(distinct.map((key, index) => [key, index === 0 ? authClass : `${authClass}${index + 1}`]));
}

export function authenticatorPlans(
  { settings }: ConnectorModel,
  source: HttpSource,
  classes: AuthClasses,
): AuthenticatorPlan[] {
  const fill: Fill = (template) => methodValue(template, settings, "config");
  return [...classes].map(([key, name]) => {
    const { className, call, support, sdk } = authCall(JSON.parse(key) as Auth, { fill, settings, source, classes });
    return { className: name, base: className as SupportName, call, support, sdk };
  });
}

interface Making {
  readonly fill: Fill;
  readonly settings: readonly Setting[];
  readonly source: HttpSource;
  readonly classes: AuthClasses;
}

function authCall(auth: Auth, making: Making): AuthCall {
  const simple = sdkCall(auth, making.fill);
  if (simple) return simple;
  switch (auth.kind) {
    case "oauth2":
      return oauthCall(auth, making.fill);
    case "jwt":
      return jwtCall(auth, making.fill);
    case "session":
      return sessionCall(auth, making);
    case "all":
      return allCall(auth.of, making);
    default:
      throw new Error(`no authenticator for ${auth.kind}`);
  }
}

/** What the SDK itself has an authenticator for. */
function sdkCall(auth: Auth, fill: Fill): AuthCall | undefined {
  const made = (className: string, call: Code): AuthCall => ({ className, call, support: [], sdk: [className] });
  switch (auth.kind) {
    case "bearer":
      return (auth.prefix ?? "Bearer") === "Bearer"
        ? made("BearerTokenAuthenticator", py`token=${fill(auth.token)}`)
        : made("APIKeyAuthenticator", bearerKey(auth.prefix ?? "", auth.token, fill));
    case "basic":
      return made("BasicAuthenticator", py`username=${fill(auth.username)}, password=${fill(auth.password)}`);
    case "api-key":
      return made("APIKeyAuthenticator", keyArguments(auth, fill));
    default:
      return undefined;
  }
}

const bearerKey = (prefix: string, token: string, fill: Fill): Code =>
  keyArguments({ kind: "api-key", in: "header", name: "Authorization", prefix, key: token }, fill);

function keyArguments(auth: ApiKeyAuth, fill: Fill): Code {
  const cookie = auth.in === "cookie";
  const before = `${cookie ? `${auth.name}=` : ""}${auth.prefix ? `${auth.prefix} ` : ""}`;
  const location = auth.in === "query" ? code(', location="params"') : code("");
  return py`key=${lit(cookie ? "Cookie" : auth.name)}, value=${fill(`${before}${auth.key}`)}${location}`;
}

function allCall(parts: readonly Auth[], making: Making): AuthCall {
  const calls = parts.filter((part) => part.kind !== "none").map((part) => authCall(part, making));
  return {
    className: "Several",
    call: commaSeparated(calls.map(({ className, call }) => py`${ident(className)}(${call})`)),
    support: ["Several", ...calls.flatMap(({ support }) => support)],
    sdk: calls.flatMap(({ sdk }) => sdk),
  };
}
