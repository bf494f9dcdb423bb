import type { Auth, SessionAuth } from "../../../model/auth.ts";
import type { Setting } from "../../../model/setting.ts";
import type { Template } from "../../../model/values.ts";
import { commented, type YamlMap, type YamlValue } from "../../../printing/yaml.ts";
import { jinjaTemplate, jinjaText, templateExpression } from "./jinja.ts";
import { oauthAuthenticator } from "./oauth.ts";
import type { Said } from "./request.ts";
import type { Scope } from "./scope.ts";
import { sessionAuthenticator } from "./session.ts";

export interface Authentication {
  readonly component: YamlValue;
  /** Credentials beside the authenticator's own, where several go together. */
  readonly said: readonly Said[];
  /** What a 401 is answered with. */
  readonly onUnauthorized: "refresh" | "log-in-again" | "fail";
}

export function authentication(auth: Auth | undefined, path: string, scope: Scope): Authentication {
  if (!auth) {
    const open = "TODO: how the API wants to be asked is an open question; see README.md.";
    return { component: commented(open, { type: "NoAuth" }), said: [], onUnauthorized: "fail" };
  }
  switch (auth.kind) {
    case "all":
      return together(auth.of, path, scope);
    case "oauth2":
      return { component: oauthAuthenticator(auth, scope.settings), said: [], onUnauthorized: "refresh" };
    case "session":
      return session(auth, path, scope);
    default:
      return { component: simple(auth, path, scope), said: [], onUnauthorized: "fail" };
  }
}

function simple(auth: Exclude<Auth, { kind: "all" | "oauth2" | "session" }>, path: string, scope: Scope): YamlMap {
  const { settings } = scope;
  switch (auth.kind) {
    case "none":
      return { type: "NoAuth" };
    case "bearer":
      return auth.prefix === undefined || auth.prefix === "Bearer"
        ? { type: "BearerAuthenticator", api_token: jinjaTemplate(auth.token, settings, "text") }
        : inHeader("Authorization", `${auth.prefix} ${auth.token}`, settings);
    case "basic":
      return {
        type: "BasicHttpAuthenticator",
        username: jinjaTemplate(auth.username, settings, "text"),
        ...(auth.password === "" ? {} : { password: jinjaTemplate(auth.password, settings, "text") }),
      };
    case "api-key":
      return keyAuthenticator(auth, settings);
    case "jwt":
      return {
        type: "JwtAuthenticator",
        secret_key: jinjaTemplate(auth.key, settings, "text"),
        algorithm: auth.algorithm,
        token_duration: auth.lifetime,
        ...(auth.prefix === "" ? {} : { header_prefix: jinjaText(auth.prefix ?? "Bearer", "text") }),
        ...jwtParts(auth, settings),
      };
    case "custom":
      scope.lose({ path, lost: `the authentication: ${auth.description}`, instead: "requests without credentials" });
      return { type: "NoAuth" };
  }
}

function keyAuthenticator(auth: Extract<Auth, { kind: "api-key" }>, settings: readonly Setting[]): YamlMap {
  const key = auth.prefix === undefined ? auth.key : `${auth.prefix} ${auth.key}`;
  switch (auth.in) {
    case "header":
      return inHeader(auth.name, key, settings);
    case "cookie":
      return inHeader("Cookie", `${auth.name}=${key}`, settings);
    case "query":
      return {
        type: "ApiKeyAuthenticator",
        api_token: jinjaTemplate(key, settings, "text"),
        inject_into: {
          type: "RequestOption",
          inject_into: "request_parameter",
          field_name: jinjaText(auth.name, "typed"),
        },
      };
  }
}

function inHeader(name: string, value: Template, settings: readonly Setting[]): YamlMap {
  return {
    type: "ApiKeyAuthenticator",
    api_token: jinjaTemplate(value, settings, "text"),
    inject_into: { type: "RequestOption", inject_into: "header", field_name: jinjaText(name, "typed") },
  };
}

/** Claims and headers that the authenticator has fields of its own for. */
const OWN_CLAIMS = ["iss", "sub", "aud"] as const;
const OWN_HEADERS = ["kid", "typ", "cty"] as const;
/** Those it sets itself. */
const SET_CLAIMS = ["iat", "exp", "nbf", "alg"];

function jwtParts(auth: Extract<Auth, { kind: "jwt" }>, settings: readonly Setting[]): YamlMap {
  const value = (held: Template | number): YamlValue =>
    typeof held === "number" ? held : jinjaTemplate(held, settings, "typed");
  const split = (all: Readonly<Record<string, Template | number>>, own: readonly string[]) => ({
    own: Object.fromEntries(own.flatMap((name) => (all[name] === undefined ? [] : [[name, value(all[name])]]))),
    more: Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => !own.includes(name) && !SET_CLAIMS.includes(name))
        .map(([name, held]) => [jinjaText(name, "typed"), value(held)]),
    ),
  });
  const claims = split(auth.claims, OWN_CLAIMS);
  const headers = split(auth.headers ?? {}, OWN_HEADERS);
  const some = (name: string, map: YamlMap): YamlMap => (Object.keys(map).length === 0 ? {} : { [name]: map });
  return {
    ...some("jwt_headers", headers.own),
    ...some("additional_jwt_headers", headers.more),
    ...some("jwt_payload", claims.own),
    ...some("additional_jwt_payload", claims.more),
  };
}

function session(auth: SessionAuth, path: string, scope: Scope): Authentication {
  if (auth.token.from === "header") {
    scope.lose({
      path,
      lost: `the session token, which comes in the header ${auth.token.name}: the CDK looks for it in the body only`,
      instead: "requests without credentials",
    });
    return { component: { type: "NoAuth" }, said: [], onUnauthorized: "fail" };
  }
  const isKept = auth.lifetime !== undefined;
  if (!isKept) {
    scope.lose({
      path,
      lost: "a session that is kept until the source refuses it",
      instead: "a login before every request",
    });
  } else {
    scope.lose({
      path,
      lost: "a new login when the source ends a session early",
      instead: "the sync fails with the source's 401",
    });
  }
  const component = sessionAuthenticator(auth, auth.token.path, scope);
  return { component, said: [], onUnauthorized: isKept ? "fail" : "log-in-again" };
}

/**
 * Headers that hold a credential and that `requests`, which follows redirects by itself, takes along to another host;
 * `Authorization` and cookies it leaves behind.
 */
export function headersTakenAlong(auth: Auth): string[] {
  const names =
    auth.kind === "all"
      ? auth.of.flatMap(headersTakenAlong)
      : auth.kind === "api-key" && auth.in === "header"
        ? [auth.name]
        : auth.kind === "session" && auth.sendAs.in === "header"
          ? [auth.sendAs.name]
          : [];
  return names.filter((name) => !["authorization", "cookie"].includes(name.toLowerCase()));
}

/** The one that needs machinery is the authenticator; what the others send are plain headers and parameters. */
function together(of: readonly Auth[], path: string, scope: Scope): Authentication {
  const main = of.find(({ kind }) => ["oauth2", "jwt", "session", "all"].includes(kind)) ?? of[0];
  const rest = of.filter((auth) => auth !== main);
  const first = authentication(main, path, scope);
  return { ...first, said: [...first.said, ...rest.flatMap((auth) => saidBy(auth, path, scope))] };
}

function saidBy(auth: Auth, path: string, scope: Scope): Said[] {
  switch (auth.kind) {
    case "none":
      return [];
    case "bearer":
      return [header("Authorization", `${auth.prefix ?? "Bearer"} ${auth.token}`)];
    case "basic": {
      const pair = templateExpression(`${auth.username}:${auth.password}`, scope.settings);
      return [
        {
          param: { name: "Authorization", in: "header" },
          value: { expression: `'Basic ' ~ ((${pair}) | base64encode)` },
        },
      ];
    }
    case "api-key": {
      const key = auth.prefix === undefined ? auth.key : `${auth.prefix} ${auth.key}`;
      if (auth.in === "cookie") return [header("Cookie", `${auth.name}=${key}`)];
      return [{ param: { name: auth.name, in: auth.in }, value: { template: key } }];
    }
    default:
      scope.lose({
        path,
        lost: `a second authentication beside the first (${auth.kind})`,
        instead: "requests without it",
      });
      return [];
  }
}

const header = (name: string, template: Template): Said => ({ param: { name, in: "header" }, value: { template } });
