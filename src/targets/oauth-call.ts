import type { OAuth2Auth } from "../model/auth.ts";
import type { Template } from "../model/values.ts";
import { type Code, commaSeparated } from "../printing/code.ts";
import { lit, py } from "../printing/python.ts";
import type { AuthCall, Fill } from "./auth-call.ts";
import { codeDict } from "./setting-values.ts";

const GRANT_TYPES: Readonly<Record<OAuth2Auth["grant"], string>> = {
  "client-credentials": "client_credentials",
  "refresh-token": "refresh_token",
  // The user has consented before the tap runs.
  "authorization-code": "refresh_token",
  password: "password",
  "jwt-bearer": "urn:ietf:params:oauth:grant-type:jwt-bearer",
};

export function oauthCall(auth: OAuth2Auth, fill: Fill): AuthCall {
  const { clientId, clientSecret } = auth.credentials;
  const asserted = auth.grant === "jwt-bearer";
  const basic = auth.clientAuth === "basic" && clientId !== undefined;
  const parts = [
    py`token_url=${fill(auth.tokenUrl)}`,
    py`form=${codeDict(formTemplates(auth).map(([name, template]) => [name, fill(template)]))}`,
    ...(basic ? [py`client=(${fill(clientId)}, ${fill(clientSecret ?? "")})`] : []),
    ...(asserted
      ? [py`claims=${codeDict(claims(auth, fill))}`, py`key=${fill(auth.credentials.privateKey ?? "")}`]
      : []),
  ];
  const className = asserted ? "AssertedToken" : "OAuthToken";
  return { className, call: commaSeparated(parts), support: [className], sdk: [] };
}

/** Fields of the token request's form, each with its template, but for the assertion that is signed each time. */
export function formTemplates(auth: OAuth2Auth): (readonly [string, Template])[] {
  const { clientId, clientSecret, refreshToken, username, password } = auth.credentials;
  const inBody = auth.clientAuth === "body" && auth.grant !== "jwt-bearer";
  const refreshes = auth.grant === "refresh-token" || auth.grant === "authorization-code";
  const asksForScopes = auth.grant === "client-credentials" || auth.grant === "password";
  const field = (name: string, wanted: boolean, template: string | undefined): (readonly [string, Template])[] =>
    wanted && template !== undefined ? [[name, template]] : [];
  return [
    ["grant_type", GRANT_TYPES[auth.grant]],
    ...field("client_id", inBody, clientId),
    ...field("client_secret", inBody, clientSecret),
    ...field("refresh_token", refreshes, refreshToken),
    ...field("username", auth.grant === "password", username),
    ...field("password", auth.grant === "password", password),
    ...field("scope", asksForScopes && auth.scopes.length > 0, auth.scopes.join(" ")),
    ...Object.entries(auth.extra ?? {}),
  ];
}

function claims({ credentials, scopes }: OAuth2Auth, fill: Fill): (readonly [string, Code])[] {
  return [
    ...(credentials.clientId === undefined ? [] : [["iss", fill(credentials.clientId)] as const]),
    ...(credentials.username === undefined ? [] : [["sub", fill(credentials.username)] as const]),
    ...(scopes.length === 0 ? [] : [["scope", lit(scopes.join(" "))] as const]),
  ];
}
