import type { OAuth2Auth } from "../../../model/auth.ts";
import type { Setting } from "../../../model/setting.ts";
import type { Template } from "../../../model/values.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { jinjaTemplate, jinjaText, templateExpression } from "./jinja.ts";

/** `authorization-code` runs as `refresh_token` once the user has consented. */
const GRANT_TYPES = {
  "client-credentials": "client_credentials",
  "refresh-token": "refresh_token",
  "authorization-code": "refresh_token",
  password: "password",
} as const;

export function oauthAuthenticator(auth: OAuth2Auth, settings: readonly Setting[]): YamlMap {
  const endpoint = { token_refresh_endpoint: jinjaTemplate(auth.tokenUrl, settings, "never") };
  const { grant } = auth;
  return grant === "jwt-bearer"
    ? { type: "OAuthAuthenticator", ...endpoint, ...assertionParts(auth, settings) }
    : { type: "OAuthAuthenticator", ...endpoint, ...grantParts(auth, GRANT_TYPES[grant], settings) };
}

type GrantType = (typeof GRANT_TYPES)[keyof typeof GRANT_TYPES];

function grantParts(auth: OAuth2Auth, grantType: GrantType, settings: readonly Setting[]): YamlMap {
  const { clientId = "", clientSecret = "", refreshToken = "" } = auth.credentials;
  const text = (template: Template) => jinjaTemplate(template, settings, "text");
  const body = tokenRequest(auth, grantType, settings);
  const pair = templateExpression(`${clientId}:${clientSecret}`, settings);
  return {
    grant_type: grantType,
    client_id: text(clientId),
    client_secret: text(clientSecret),
    ...(grantType === "refresh_token" ? { refresh_token: text(refreshToken) } : {}),
    ...(auth.clientAuth === "basic"
      ? { refresh_request_headers: { Authorization: `Basic {{ (${pair}) | base64encode }}` } }
      : {}),
    ...(Object.keys(body).length === 0 ? {} : { refresh_request_body: body }),
  };
}

/** What the token request says beside the CDK's own fields. */
function tokenRequest(auth: OAuth2Auth, grantType: GrantType, settings: readonly Setting[]): YamlMap {
  const { username = "", password = "" } = auth.credentials;
  const text = (template: Template) => jinjaTemplate(template, settings, "text");
  // The CDK's own `scopes` sends a list named "scopes", which no token endpoint knows.
  const isScoped = auth.scopes.length > 0 && grantType !== "refresh_token";
  return {
    ...(grantType === "password" ? { username: text(username), password: text(password) } : {}),
    ...(isScoped ? { scope: jinjaText(auth.scopes.join(" "), "text") } : {}),
    ...Object.fromEntries(
      Object.entries(auth.extra ?? {}).map(([name, held]) => [jinjaText(name, "text"), text(held)]),
    ),
  };
}

/** RFC 7523: who asks, signed by the client's own key. */
function assertionParts(auth: OAuth2Auth, settings: readonly Setting[]): YamlMap {
  const { clientId = "", username, privateKey = "" } = auth.credentials;
  return {
    use_profile_assertion: true,
    profile_assertion: {
      type: "JwtAuthenticator",
      secret_key: jinjaTemplate(privateKey, settings, "text"),
      algorithm: "RS256",
      token_duration: 300,
      jwt_payload: {
        iss: jinjaTemplate(clientId, settings, "text"),
        ...(username === undefined ? {} : { sub: jinjaTemplate(username, settings, "text") }),
        aud: jinjaTemplate(auth.tokenUrl, settings, "never"),
      },
      ...(auth.scopes.length === 0
        ? {}
        : { additional_jwt_payload: { scope: jinjaText(auth.scopes.join(" "), "typed") } }),
    },
  };
}
