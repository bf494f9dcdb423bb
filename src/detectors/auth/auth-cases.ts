import type { HttpFacts, OperationFact, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import { at, httpFacts, listedStream, media, operation, response, securityScheme } from "../test-support.ts";
import { detectAuth } from "./detect-auth.ts";

export interface Case {
  readonly name: string;
  readonly schemes?: readonly SecuritySchemeFact[];
  readonly facts?: Partial<HttpFacts>;
  readonly operations?: readonly OperationFact[];
  /** The alternatives as `kind detail`; `undefined`: nothing is said, or not surely enough. */
  readonly expected: readonly string[] | undefined;
}

export const key = (
  name: string,
  partial: { description?: string; in?: "header" | "query" | "cookie"; id?: string } = {},
) =>
  securityScheme({
    id: partial.id ?? "key",
    type: "api-key",
    in: partial.in ?? "header",
    name,
    ...(partial.description ? { description: partial.description } : {}),
  });

export const http = (scheme: string, description?: string, id = scheme) =>
  securityScheme({ id, type: "http", scheme, bearerFormat: undefined, ...(description ? { description } : {}) });

export const flow = (
  kind: "implicit" | "password" | "client-credentials" | "authorization-code",
  tokenUrl?: string,
) => ({
  flow: kind,
  authorizationUrl: kind === "implicit" || kind === "authorization-code" ? "https://acme.com/authorize" : undefined,
  tokenUrl,
  refreshUrl: undefined,
  scopes: { "orders.read": "Read orders", "orders.write": "Write orders" },
});

export const oauth = (...flows: ReturnType<typeof flow>[]) => securityScheme({ id: "oauth", type: "oauth2", flows });
export const users = (partial: Partial<OperationFact> = {}) =>
  operation("GET /users", { responses: [response({ type: "array" })], ...partial });
export const login = (
  path: string,
  fields: Record<string, { type: string; description?: string }>,
  answer = response({ type: "object", properties: { access_token: { type: "string" } } }),
) =>
  operation(`POST ${path}`, {
    body: {
      required: true,
      description: undefined,
      content: [media({ type: "object", properties: fields })],
      at: at("/body"),
    },
    responses: [answer],
  });

export function told(auth: Auth): string {
  switch (auth.kind) {
    case "api-key":
      return `key ${auth.in} ${auth.prefix ? `${auth.name}: ${auth.prefix}` : auth.name} ${auth.key}`;
    case "basic":
      return `basic ${auth.username}:${auth.password}`;
    case "bearer":
      return `bearer ${auth.token}`;
    case "oauth2":
      return `oauth2 ${auth.grant} ${auth.tokenUrl}`;
    case "session":
      return `session ${auth.login.path} ${JSON.stringify(auth.token)} ${auth.sendAs.name}`;
    case "jwt":
      return `jwt ${auth.algorithm} ${JSON.stringify(auth.claims)} ${auth.key} ${auth.lifetime}`;
    case "all":
      return auth.of.map(told).join(" + ");
    default:
      return auth.kind;
  }
}

/** The alternatives that a case's document leads to; `undefined`: none that is sure enough. */
export function foundIn({ schemes = [], facts = {}, operations = [users()] }: Case): readonly string[] | undefined {
  const streams = operations
    .filter(({ method }) => method === "GET")
    .map((one) => listedStream(one.path.slice(1), one));
  const [found] = detectAuth(httpFacts(operations, { securitySchemes: schemes, ...facts }), streams);
  return found && found.confidence >= 0.5 ? found.value.map(told) : undefined;
}
