import type { OAuth2Auth } from "../../../model/auth.ts";
import { type Code, commaSeparated } from "../../../printing/code.ts";
import { lit, py } from "../../../printing/python.ts";
import type { AuthCall, Fill } from "./auth.ts";
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
    py`form=${codeDict(formFields(auth, fill))}`,
    ...(basic ? [py`client=(${fill(clientId)}, ${fill(clientSecret ?? "")})`] : []),
    ...(asserted
      ? [py`claims=${codeDict(claims(auth, fill))}`, py`key=${fill(auth.credentials.privateKey ?? "")}`]
      : []),
  ];
  const className = asserted ? "AssertedToken" : "OAuthToken";
  return { className, call: commaSeparated(parts), support: [className], sdk: [] };
}

type Field = readonly [string, Code];

function formFields(auth: OAuth2Auth, fill: Fill): Field[] {
  const { clientId, clientSecret, refreshToken, username, password } = auth.credentials;
  const inBody = auth.clientAuth === "body" && auth.grant !== "jwt-bearer";
  const refreshes = auth.grant === "refresh-token" || auth.grant === "authorization-code";
  const asksForScopes = auth.grant === "client-credentials" || auth.grant === "password";
  const field = (name: string, wanted: boolean, template: string | undefined): Field[] =>
    wanted && template !== undefined ? [[name, fill(template)]] : [];
  return [
    ["grant_type", lit(GRANT_TYPES[auth.grant])],
    ...field("client_id", inBody, clientId),
    ...field("client_secret", inBody, clientSecret),
    ...field("refresh_token", refreshes, refreshToken),
    ...field("username", auth.grant === "password", username),
    ...field("password", auth.grant === "password", password),
    ...(asksForScopes && auth.scopes.length > 0 ? [["scope", lit(auth.scopes.join(" "))] as const] : []),
    ...Object.entries(auth.extra ?? {}).map(([name, template]): Field => [name, fill(template)]),
  ];
}

function claims({ credentials, scopes }: OAuth2Auth, fill: Fill): Field[] {
  return [
    ...(credentials.clientId === undefined ? [] : [["iss", fill(credentials.clientId)] as const]),
    ...(credentials.username === undefined ? [] : [["sub", fill(credentials.username)] as const]),
    ...(scopes.length === 0 ? [] : [["scope", lit(scopes.join(" "))] as const]),
  ];
}
