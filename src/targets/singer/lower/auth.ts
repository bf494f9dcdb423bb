import type { Auth } from "../../../model/auth.ts";
import type { Setting } from "../../../model/setting.ts";
import { type Code, code } from "../../../printing/code.ts";
import { lit } from "../../../printing/python.ts";
import type { PropertyPlan } from "../plan.ts";
import { methodValue } from "./setting-values.ts";

export interface AuthPlan {
  readonly properties: readonly PropertyPlan[];
  readonly imports: readonly Code[];
}

const NOTHING: AuthPlan = { properties: [], imports: [] };

/** The `authenticator` of the base class; none where a source asks for none. */
export function authPlan(auth: Auth | undefined, settings: readonly Setting[]): AuthPlan {
  if (!auth || auth.kind === "none") return NOTHING;
  const { type, value } = authenticator(auth, settings);
  return {
    properties: [
      { name: "authenticator", type: code(type), doc: "Proves who asks.", body: code(`return ${value.text}`) },
    ],
    imports: [code(`from singer_sdk.authenticators import ${type}`)],
  };
}

interface Made {
  readonly type: string;
  readonly value: Code;
}

function authenticator(auth: Auth, settings: readonly Setting[]): Made {
  switch (auth.kind) {
    case "bearer":
      return bearer(auth.prefix ?? "Bearer", auth.token, settings);
    case "basic":
      return {
        type: "BasicAuthenticator",
        value: code(
          `BasicAuthenticator(username=${methodValue(auth.username, settings).text}, password=${methodValue(auth.password, settings).text})`,
        ),
      };
    case "api-key":
      return apiKey(auth, settings);
    default:
      throw new Error(`no authenticator for ${auth.kind}`);
  }
}

function bearer(prefix: string, token: string, settings: readonly Setting[]): Made {
  if (prefix === "Bearer") {
    const value = methodValue(token, settings).text;
    return { type: "BearerTokenAuthenticator", value: code(`BearerTokenAuthenticator(token=${value})`) };
  }
  return apiKey({ kind: "api-key", in: "header", name: "Authorization", prefix, key: token }, settings);
}

function apiKey(auth: Extract<Auth, { kind: "api-key" }>, settings: readonly Setting[]): Made {
  const key = auth.in === "cookie" ? "Cookie" : auth.name;
  const before = `${auth.in === "cookie" ? `${auth.name}=` : ""}${auth.prefix ? `${auth.prefix} ` : ""}`;
  const value = methodValue(`${before}${auth.key}`, settings).text;
  const location = auth.in === "query" ? ', location="params"' : "";
  return {
    type: "APIKeyAuthenticator",
    value: code(`APIKeyAuthenticator(key=${lit(key).text}, value=${value}${location})`),
  };
}
