import type { OAuthFlowFact } from "../../evidence/http-facts.ts";
import type { OAuth2Auth } from "../../model/auth.ts";
import type { Template } from "../../model/values.ts";
import { settingName } from "./secret-name.ts";

export interface OAuthContext {
  /** Scheme and host of the API, without a trailing slash: relative addresses are joined to it. */
  readonly origin: Template;
  /** Those that reading needs. */
  readonly scopes: readonly string[];
  /** What is said about the scheme. */
  readonly words: string;
}

/** How a flow runs without a person: with a refresh token once a person has consented, or without one at all. */
export function oauthOf(flow: OAuthFlowFact, { origin, scopes, words }: OAuthContext): OAuth2Auth {
  const grant = flow.flow === "implicit" ? "authorization-code" : flow.flow;
  const tokenUrl = flow.tokenUrl ?? flow.refreshUrl;
  const client = { clientId: "{client_id}", clientSecret: "{client_secret}" };
  const credentials = {
    "client-credentials": client,
    password: { ...client, username: "{username}", password: "{password}" },
    "authorization-code": { ...client, refreshToken: "{refresh_token}" },
  };
  return {
    kind: "oauth2",
    grant,
    // An implicit flow names no token address; what gives tokens out is the user's to say.
    tokenUrl: tokenUrl ? address(tokenUrl, origin) : "{token_url}",
    ...(flow.authorizationUrl ? { authorizationUrl: address(flow.authorizationUrl, origin) } : {}),
    scopes,
    clientAuth: /\bbasic\b[^.]{0,60}(client|credential|token)|client[^.]{0,80}\bbasic\b/i.test(words)
      ? "basic"
      : "body",
    credentials: credentials[grant],
  };
}

/** Absolute, over https, with the placeholders of the document as settings. */
export function address(url: string, origin: Template): Template {
  const joined = /^https?:\/\//i.test(url)
    ? url
    : url.startsWith("//")
      ? `https:${url}`
      : `${origin}/${url.replace(/^\/+/, "")}`;
  return joined
    .replace(/^http:\/\/(?!localhost|127\.)/i, "https://")
    .replace(/[<{$]+([A-Za-z][\w.-]*)[>}]/g, (_, name: string) => `{${settingName(name)}}`);
}
