import type { OAuthFlowFact } from "../../evidence/http-facts.ts";
import { record, text } from "../node.ts";
import { addressOf, type SchemeBook } from "./auth-schemes.ts";
import type { PostmanRequest } from "./postman-request.ts";
import { requestFields } from "./request-fields.ts";
import { type Variables, variablesIn } from "./variables.ts";

/** The requests of a collection by which OAuth 2.0 gives out its tokens; they are no operations of the API. */
export interface TokenRequests {
  /** Id of the scheme that they tell; `undefined`: there are none. */
  readonly scheme: ReturnType<SchemeBook["enter"]> | undefined;
  readonly requests: ReadonlySet<PostmanRequest>;
  /** Variables that these requests send: of the client, mostly. */
  readonly sends: ReadonlySet<string>;
  /** Variables that their scripts give what was answered. */
  readonly gives: ReadonlySet<string>;
}

const FLOWS: Readonly<Record<string, OAuthFlowFact["flow"]>> = {
  authorization_code: "authorization-code",
  refresh_token: "authorization-code",
  client_credentials: "client-credentials",
  password: "password",
};

export function readTokenRequests(
  requests: readonly PostmanRequest[],
  { book, variables }: { readonly book: SchemeBook; readonly variables: Variables },
): TokenRequests {
  const tokens = requests.filter((one) => requestFields(one).has("grant_type"));
  const logins = requests.filter((one) => one.method === "GET" && asksConsent(requestFields(one)));
  const authorizationUrl = addressOfRequest(logins[0], variables);
  const flows = new Map<string, OAuthFlowFact>();
  for (const request of tokens) {
    const fields = requestFields(request);
    const flow = FLOWS[fields.get("grant_type") ?? ""];
    if (!flow || flows.has(flow)) continue;
    const scopes = (fields.get("scope") ?? "").split(/[\s,+]+/).filter((scope) => scope !== "" && !/[{}]/.test(scope));
    flows.set(flow, {
      flow,
      authorizationUrl: flow === "authorization-code" ? authorizationUrl : undefined,
      tokenUrl: addressOfRequest(request, variables) ?? pathOfRequest(request, requests),
      refreshUrl: undefined,
      scopes: Object.fromEntries(scopes.map((scope) => [scope, ""])),
    });
  }
  const [first] = tokens;
  const description = tokens.some(sendsBasic)
    ? "The token request sends the client by basic authentication."
    : undefined;
  const scheme =
    first && flows.size > 0
      ? book.enter("oauth2", { type: "oauth2", flows: [...flows.values()], description, extensions: {}, at: first.at })
      : undefined;
  return {
    scheme,
    requests: new Set([...tokens, ...logins]),
    sends: new Set(tokens.flatMap((one) => [...requestFields(one).values()].flatMap(variablesIn))),
    gives: new Set(tokens.flatMap(({ scripts }) => scripts.sets.map(({ variable }) => variable))),
  };
}

function asksConsent(fields: ReadonlyMap<string, string>): boolean {
  return fields.has("response_type") && fields.has("client_id");
}

function addressOfRequest(request: PostmanRequest | undefined, variables: Variables): string | undefined {
  if (!request) return undefined;
  const path = request.path === "/" ? "" : request.path;
  return addressOf(`${request.server ?? ""}${path}`, variables);
}

/** Where the address is the variable that most of the API's own requests go to, its path says enough. */
function pathOfRequest({ server, path }: PostmanRequest, requests: readonly PostmanRequest[]): string | undefined {
  const others = requests.filter((one) => !requestFields(one).has("grant_type"));
  const there = others.filter((one) => one.server === server);
  return there.length * 2 > others.length && path !== "/" ? path : undefined;
}

function sendsBasic(request: PostmanRequest): boolean {
  const type = request.item.auth && text(record(request.item.auth).type);
  const header = request.headers.find(({ key, disabled }) => !disabled && /^authorization$/i.test(key))?.value ?? "";
  return !requestFields(request).has("client_secret") && (type === "basic" || /^basic\b/i.test(header));
}
