import type { ApiKeyAuth, Auth, OAuth2Auth, SessionAuth } from "../../../../model/auth.ts";
import type { Setting } from "../../../../model/setting.ts";
import type { Json, Template } from "../../../../model/values.ts";
import { filled, type SampleConfig } from "./sample-config.ts";
import { withValue } from "./sample-record.ts";
import type { Exchange } from "./scenario.ts";

/** How a request proves who asks, and what is said before. */
export interface ExpectedAuth {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly exchanges: readonly Exchange[];
}

interface Words {
  readonly settings: readonly Setting[];
  readonly config: SampleConfig;
  readonly baseUrl: string;
}

const NOTHING: ExpectedAuth = { headers: {}, query: {}, exchanges: [] };

/** `tokens`: how many a token endpoint gives away, one after the other; the last of them is in force. */
export function expectedAuth(auth: Auth | undefined, words: Words, tokens = 1): ExpectedAuth {
  if (!auth) return NOTHING;
  const text = (template: Template) => filled(template, words.settings, words.config);
  switch (auth.kind) {
    case "none":
    case "custom":
      return NOTHING;
    case "bearer":
      return inHeader("Authorization", `${auth.prefix ?? "Bearer"} ${text(auth.token)}`);
    case "basic":
      return inHeader("Authorization", basic(text(auth.username), text(auth.password)));
    case "api-key":
      return keyed(auth, text(auth.key));
    case "oauth2":
      return tokenGiven(auth, words, tokens);
    case "session":
      return loggedIn(auth, words);
    case "jwt":
      // What is signed holds the time; only a source can tell whether it is right.
      return NOTHING;
    case "all":
      return auth.of
        .map((one) => expectedAuth(one, words, tokens))
        .reduce(
          (all, one) => ({
            headers: { ...all.headers, ...one.headers },
            query: { ...all.query, ...one.query },
            exchanges: [...all.exchanges, ...one.exchanges],
          }),
          NOTHING,
        );
  }
}

const inHeader = (name: string, value: string): ExpectedAuth => ({ ...NOTHING, headers: { [name]: value } });

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

function keyed({ in: place, name, prefix }: Pick<ApiKeyAuth, "in" | "name" | "prefix">, key: string): ExpectedAuth {
  const value = prefix === undefined ? key : `${prefix} ${key}`;
  if (place === "query") return { ...NOTHING, query: { [name]: value } };
  return place === "cookie" ? inHeader("Cookie", `${name}=${value}`) : inHeader(name, value);
}

function tokenGiven(auth: OAuth2Auth, words: Words, tokens: number): ExpectedAuth {
  const text = (template: Template | undefined) => filled(template ?? "", words.settings, words.config);
  const { clientId, clientSecret } = auth.credentials;
  const isBasic = auth.clientAuth === "basic" && auth.grant !== "jwt-bearer";
  const given = Array.from({ length: tokens }, (_, index) => ({
    status: 200,
    headers: {},
    body: { access_token: `test-token-${index + 1}`, token_type: "Bearer", expires_in: 3600 },
  }));
  return {
    headers: { Authorization: `Bearer test-token-${tokens}` },
    query: {},
    exchanges: [
      {
        request: {
          method: "POST",
          url: text(auth.tokenUrl),
          query: {},
          headers: isBasic ? { Authorization: basic(text(clientId), text(clientSecret)) } : {},
          body: auth.grant === "jwt-bearer" ? "any" : tokenForm(auth, text),
        },
        responses: given,
        times: "exactly",
      },
    ],
  };
}

/** The form in the order in which the CDK writes it. */
function tokenForm(auth: OAuth2Auth, text: (template: Template | undefined) => string): string {
  const { credentials, grant } = auth;
  const isRefresh = grant === "refresh-token" || grant === "authorization-code";
  const type = isRefresh ? "refresh_token" : grant === "password" ? "password" : "client_credentials";
  const fields: (readonly [string, string])[] = [
    ["grant_type", type],
    ...(auth.clientAuth === "basic"
      ? []
      : ([
          ["client_id", text(credentials.clientId)],
          ["client_secret", text(credentials.clientSecret)],
        ] as const)),
    ...(isRefresh ? [["refresh_token", text(credentials.refreshToken)] as const] : []),
    ...(grant === "password"
      ? ([
          ["username", text(credentials.username)],
          ["password", text(credentials.password)],
        ] as const)
      : []),
    ...(!isRefresh && auth.scopes.length > 0 ? [["scope", auth.scopes.join(" ")] as const] : []),
    ...Object.entries(auth.extra ?? {}).map(([name, held]) => [name, text(held)] as const),
  ];
  return fields.map(([name, value]) => `${formText(name)}=${formText(value)}`).join("&");
}

/** As Python writes form fields. */
function formText(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

const SESSION_TOKEN = "test-session-token";

function loggedIn(auth: SessionAuth, words: Words): ExpectedAuth {
  if (auth.token.from === "header") return NOTHING;
  const { login, sendAs, token } = auth;
  const text = (template: Template) => filled(template, words.settings, words.config);
  const path = text(login.path);
  const sent = keyed(
    { in: sendAs.in, name: sendAs.name, ...(sendAs.prefix === undefined ? {} : { prefix: sendAs.prefix }) },
    SESSION_TOKEN,
  );
  return {
    ...sent,
    exchanges: [
      {
        request: {
          method: login.method,
          url: /^[a-z]+:\/\//i.test(path) ? path : `${words.baseUrl}${path}`,
          query: {},
          headers: {
            ...(login.basic ? { Authorization: basic(text(login.basic.username), text(login.basic.password)) } : {}),
            ...Object.fromEntries(Object.entries(login.headers ?? {}).map(([name, held]) => [name, text(held)])),
          },
          body: login.body === undefined ? null : filledJson(login.body, text),
        },
        responses: [{ status: 200, headers: {}, body: withValue({}, token.path, SESSION_TOKEN) }],
        times: "at-least",
      },
    ],
  };
}

function filledJson(value: Json, text: (template: Template) => string): Json {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((held) => filledJson(held, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, filledJson(held, text)]));
}
