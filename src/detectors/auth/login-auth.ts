import type { Evidence } from "../../evidence/finding.ts";
import type { BodyFact, HttpFacts, OperationFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { Auth, OAuth2Auth, SessionAuth } from "../../model/auth.ts";
import type { FieldPath, Template } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import type { AuthCandidate } from "./auth-candidate.ts";

const LOGIN_PATH =
  /(^|[/_.-])(o?auth\w*|log-?in|sign-?in|sessions?|tokens?|authenticate|authentication|authorize|access-?token|jwt\w*)([/_.:-]|$)/i;
const OTHER_PURPOSE =
  /refresh|revoke|logout|sign-?out|reset|forgot|verify|validate|introspect|register|sign-?up|password$|device|push|delete|invalidate|check|card|payment|impersonat|magic|one-?time|otp|\{/i;

const TOKEN_FIELD =
  /^(access_?token|token|auth_?token|id_?token|jwt|jwt_?token|session_?token|session_?id|api_?token|bearer_?token|key|ticket|authentication_?token)$/i;
const USER_FIELD = /^(user_?name|user|login|email|email_?address|user_?id|account|user_?email)$/i;
const PASSWORD_FIELD = /^(password|pass|pwd|passwd|secret)$/i;

interface Login {
  readonly operation: OperationFact;
  readonly body: BodyFact | undefined;
  readonly fields: ReadonlyMap<string, SchemaView>;
  readonly token: FieldPath;
}

/** Operations that give out a token for a user's name and password, or for a client's: a session, or OAuth 2.0 undeclared. */
export function loginAuth(facts: HttpFacts, baseUrl: Template): AuthCandidate[] {
  const logins = facts.operations.flatMap((operation) => loginOf(operation) ?? []);
  return logins.slice(0, 5).flatMap((login) => {
    const auth = oauthLogin(login, baseUrl) ?? sessionLogin(login);
    if (!auth) return [];
    const evidence: Evidence = {
      signal: auth.kind === "oauth2" ? "auth/token-operation" : "auth/login-operation",
      weight: auth.kind === "oauth2" ? 0.85 : 0.75,
      says: `"${login.operation.id}" gives out a token`,
      at: login.operation.at,
      ...(login.operation.summary ? { quote: login.operation.summary.slice(0, 160) } : {}),
    };
    return [{ auth, evidence: [evidence], against: [] }];
  });
}

function loginOf(operation: OperationFact): Login | undefined {
  if (operation.method !== "POST" || !LOGIN_PATH.test(operation.path) || OTHER_PURPOSE.test(operation.path))
    return undefined;
  const answer = operation.responses.find(({ status }) => /^2/.test(status));
  const view = answer?.content.find(({ schema }) => schema !== undefined)?.schema;
  const token = view && tokenPath(view, 2);
  if (!token) return undefined;
  const schema = operation.body?.content.find(({ schema: one }) => one !== undefined)?.schema;
  const fields = new Map(schema?.properties ?? []);
  for (const { in: place, name, schema: one } of operation.parameters) if (place === "query") fields.set(name, one);
  return { operation, body: operation.body, fields, token };
}

/** Where the token stands in the answer: a field of its name, or the answer itself. */
function tokenPath(view: SchemaView, depth: number): FieldPath | undefined {
  if (view.types.includes("string") && view.properties.size === 0) return [];
  for (const [name, field] of view.properties)
    if (TOKEN_FIELD.test(name) && !field.types.includes("object")) return [name];
  if (depth === 0) return undefined;
  for (const [name, field] of view.properties) {
    const below = field.properties.size > 0 ? tokenPath(field, depth - 1) : undefined;
    if (below) return [name, ...below];
  }
  return undefined;
}

const named = (fields: Login["fields"], pattern: RegExp): string | undefined =>
  [...fields.keys()].find((name) => pattern.test(name));

function oauthLogin({ operation, fields }: Login, baseUrl: Template): OAuth2Auth | undefined {
  const grant = [...fields].find(([name]) => plainName(name) === "granttype")?.[1];
  if (!grant) return undefined;
  const words = `${grant.description ?? ""} ${JSON.stringify([grant.enum, grant.default, grant.examples])} ${operation.description ?? ""}`;
  const body = JSON.stringify(
    operation.body?.content.flatMap(({ schema, examples }) => [schema?.examples, examples.map(({ value }) => value)]) ??
      [],
  );
  const has = (word: RegExp) => word.test(words) || word.test(body);
  const client = { clientId: "{client_id}", clientSecret: "{client_secret}" };
  const user = { username: "{username}", password: "{password}" };
  const byPassword = named(fields, PASSWORD_FIELD) !== undefined && has(/password/i);
  const basic = operation.parameters.some(({ in: place, name }) => place === "header" && /^authorization$/i.test(name));
  const common = {
    kind: "oauth2",
    tokenUrl: `${baseUrl}${operation.path}`,
    scopes: [],
    clientAuth: basic || !named(fields, /^client_?secret$/i) ? "basic" : "body",
  } as const;
  if (has(/client[_ -]credentials/i) && !byPassword)
    return { ...common, grant: "client-credentials", credentials: client };
  if (byPassword) return { ...common, grant: "password", credentials: { ...client, ...user } };
  if (has(/refresh_token/i))
    return { ...common, grant: "refresh-token", credentials: { ...client, refreshToken: "{refresh_token}" } };
  return { ...common, grant: "client-credentials", credentials: client };
}

/** What a login may be given, the likeliest first: all fields of a row have to be there. */
const GIVEN: readonly (readonly { readonly field: RegExp; readonly value: string }[])[] = [
  [
    { field: USER_FIELD, value: "{username}" },
    { field: PASSWORD_FIELD, value: "{password}" },
  ],
  [
    { field: /^client_?id$/i, value: "{client_id}" },
    { field: /^client_?secret$/i, value: "{client_secret}" },
  ],
  [
    { field: /^(api_?key|key)$/i, value: "{api_key}" },
    { field: /^(api_?secret|secret(_?key)?)$/i, value: "{api_secret}" },
  ],
  [{ field: /^(api_?key|api_?token|secret_?key)$/i, value: "{api_key}" }],
];

function sessionLogin({ operation, body, fields, token }: Login): SessionAuth | undefined {
  for (const row of GIVEN) {
    const filled = row.map(({ field, value }) => [named(fields, field), value] as const);
    const entries = filled.flatMap(([name, value]) => (name === undefined ? [] : [[name, value] as const]));
    if (entries.length < row.length) continue;
    const query = body ? "" : `?${entries.map(([name, value]) => `${name}=${value}`).join("&")}`;
    return {
      kind: "session",
      login: { method: "POST", path: operation.path + query, ...(body ? { body: Object.fromEntries(entries) } : {}) },
      token: { from: "body", path: token },
      sendAs: { in: "header", name: "Authorization", prefix: "Bearer" },
    };
  }
  return undefined;
}

/** Whether a way to log in says where the token then goes: the header that a declared key names. */
export function sentAs(session: SessionAuth, declared: readonly Auth[]): SessionAuth {
  const [first] = declared;
  if (first?.kind !== "api-key") return session;
  const { in: place, name, prefix } = first;
  return { ...session, sendAs: { in: place, name, ...(prefix ? { prefix } : {}) } };
}
