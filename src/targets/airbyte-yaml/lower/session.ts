import type { SessionAuth } from "../../../model/auth.ts";
import type { Setting } from "../../../model/setting.ts";
import type { FieldPath, Json, Template } from "../../../model/values.ts";
import type { YamlMap, YamlValue } from "../../../printing/yaml.ts";
import { jinjaTemplate, jinjaText } from "./jinja.ts";
import type { Scope } from "./scope.ts";

/** Without a lifetime the CDK logs in anew for each request. */
export function sessionAuthenticator(auth: SessionAuth, tokenPath: FieldPath, scope: Scope): YamlMap {
  return {
    type: "SessionTokenAuthenticator",
    login_requester: loginRequester(auth, scope),
    session_token_path: tokenPath,
    ...(auth.lifetime === undefined ? {} : { expiration_duration: `PT${auth.lifetime}S` }),
    request_authentication: requestAuthentication(auth.sendAs),
  };
}

function loginRequester({ login }: SessionAuth, scope: Scope): YamlMap {
  const { settings, source } = scope;
  const url = /^[a-z]+:\/\//i.test(login.path) ? login.path : `${source.baseUrl}${login.path}`;
  const text = (template: Template) => jinjaTemplate(template, settings, "text");
  const { basic, headers, body } = login;
  return {
    type: "HttpRequester",
    url: jinjaTemplate(url, settings, "never"),
    http_method: login.method,
    ...(basic
      ? {
          authenticator: {
            type: "BasicHttpAuthenticator",
            username: text(basic.username),
            password: text(basic.password),
          },
        }
      : {}),
    ...(headers
      ? {
          request_headers: Object.fromEntries(
            Object.entries(headers).map(([name, held]) => [jinjaText(name, "text"), text(held)]),
          ),
        }
      : {}),
    ...(body === undefined ? {} : { request_body: { type: "RequestBodyJsonObject", value: filled(body, settings) } }),
  };
}

function requestAuthentication({ in: place, name, prefix }: SessionAuth["sendAs"]): YamlMap {
  const isBearer = place === "header" && name.toLowerCase() === "authorization" && prefix === "Bearer";
  if (isBearer) return { type: "Bearer" };
  const cookie = place === "cookie" ? `${name}=` : "";
  const before = jinjaText(`${cookie}${prefix === undefined ? "" : `${prefix} `}`, "never");
  return {
    type: "ApiKey",
    inject_into: {
      type: "RequestOption",
      inject_into: place === "query" ? "request_parameter" : "header",
      field_name: jinjaText(place === "cookie" ? "Cookie" : name, "typed"),
    },
    ...(before === "" ? {} : { api_token: `${before}{{ session_token }}` }),
  };
}

function filled(value: Json, settings: readonly Setting[]): YamlValue {
  if (typeof value === "string") return jinjaTemplate(value, settings, "typed");
  if (Array.isArray(value)) return value.map((held) => filled(held, settings));
  if (typeof value !== "object" || value === null) return value as YamlValue;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [jinjaText(key, "typed"), filled(held, settings)]),
  );
}
