import type { OAuthFlowFact, SecurityRequirement, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import { isRecord } from "../json-value.ts";
import { child, type Node, placeOf, record, text } from "../node.ts";
import { readKeyValues } from "./key-values.ts";
import { type Variables, variablesIn } from "./variables.ts";

/** How one request proves who asks: `[]` not at all, several schemes all together. */
export type Proof = readonly SecuritySchemeFact[];

/** Without its id, which the book of schemes gives. */
type Scheme = SecuritySchemeFact extends infer One ? (One extends SecuritySchemeFact ? Omit<One, "id"> : never) : never;

/** The schemes of one collection: one that is written at a hundred requests is one. */
export interface SchemeBook {
  readonly schemes: readonly SecuritySchemeFact[];
  /** The scheme of the same kind that is there already, else this one with an id of its own. */
  enter(wish: string, scheme: Scheme): SecuritySchemeFact;
}

export function createSchemeBook(): SchemeBook {
  const byKey = new Map<string, SecuritySchemeFact>();
  const ids = new Set<string>();
  return {
    get schemes() {
      return [...byKey.values()];
    },
    enter(wish, scheme) {
      const { at: _, description: __, ...kind } = scheme;
      const key = JSON.stringify(kind);
      const held = byKey.get(key);
      if (held) return held;
      const id = ids.has(wish) ? `${wish} ${ids.size + 1}` : wish;
      const made = { ...scheme, id } as SecuritySchemeFact;
      ids.add(id);
      byKey.set(key, made);
      return made;
    },
  };
}

/** All of its schemes together. */
export function requirementOf(proof: Proof): readonly SecurityRequirement[] {
  return proof.length === 0 ? [] : [Object.fromEntries(proof.map(({ id }) => [id, []]))];
}

/** What an `auth` says; `undefined`: nothing. */
export function readAuth(node: Node, book: SchemeBook, variables: Variables): Proof | undefined {
  const type = text(record(node).type)?.toLowerCase() ?? "";
  if (type === "noauth" || type === "none") return [];
  const given = readGiven(child(node, text(record(node).type) ?? ""));
  const common = { extensions: {}, at: placeOf(node), description: describedBy(given) };
  switch (type) {
    case "":
    case "inherit":
      return undefined;
    case "bearer":
      return [book.enter("bearer", { ...common, type: "http", scheme: "bearer", bearerFormat: undefined })];
    case "basic":
      return [book.enter("basic", { ...common, type: "http", scheme: "basic", bearerFormat: undefined })];
    case "apikey": {
      const name = variables.fill(given.get("key") ?? "");
      if (!/^[\w!#$%&'*+.^`|~[\]-]{1,200}$/.test(name)) return undefined;
      const place = given.get("in") === "query" ? "query" : "header";
      return [book.enter(name, { ...common, type: "api-key", in: place, name })];
    }
    case "oauth2":
      return [readOauth(given, common, { book, variables })];
    case "oauth1":
      return [book.enter("OAuth 1.0", { ...common, type: "http", scheme: "oauth1", bearerFormat: undefined })];
    default:
      return [
        book.enter(type, { ...common, type: "other", text: `${type}: each request is signed or answers a challenge` }),
      ];
  }
}

type Common = Pick<SecuritySchemeFact, "extensions" | "at" | "description">;

/** Version 2.0 has an object of the parts, 2.1 a list of pairs. */
function readGiven(node: Node): ReadonlyMap<string, string> {
  return new Map(readKeyValues(node).flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]])));
}

/** Which variables hold what: `The token is the variable "api_key".` */
function describedBy(given: ReadonlyMap<string, string>): string | undefined {
  const parts = [...given].flatMap(([key, value]) => {
    const [name] = variablesIn(value);
    return /^(?:token|username|password|value|accessToken)$/.test(key) && name !== undefined
      ? [`The ${key} is the variable "${name}".`]
      : [];
  });
  const keyAlone =
    /key|token/i.test(variablesIn(given.get("username") ?? "")[0] ?? "") && (given.get("password") ?? "") === "";
  if (keyAlone) parts.push("The user name is the API key, with an empty password.");
  return parts.length > 0 ? parts.join(" ") : undefined;
}

const GRANTS: Readonly<Record<string, OAuthFlowFact["flow"]>> = {
  authorization_code: "authorization-code",
  authorization_code_with_pkce: "authorization-code",
  client_credentials: "client-credentials",
  password_credentials: "password",
  password: "password",
  implicit: "implicit",
};

function readOauth(
  given: ReadonlyMap<string, string>,
  common: Common,
  { book, variables }: { readonly book: SchemeBook; readonly variables: Variables },
): SecuritySchemeFact {
  const address = (key: string) => addressOf(given.get(key), variables);
  const tokenUrl = address("accessTokenUrl");
  const flow = GRANTS[given.get("grant_type") ?? ""] ?? (tokenUrl ? "authorization-code" : undefined);
  if (!flow) return book.enter("bearer", { ...common, type: "http", scheme: "bearer", bearerFormat: undefined });
  const scopes = (given.get("scope") ?? "").split(/[\s,]+/).filter((scope) => scope !== "" && !scope.includes("{{"));
  const basic = given.get("client_authentication") === "header";
  const description = basic
    ? [common.description, "Basic authentication of the client."].filter(Boolean).join(" ")
    : common.description;
  const one: OAuthFlowFact = {
    flow,
    authorizationUrl: flow === "authorization-code" || flow === "implicit" ? address("authUrl") : undefined,
    tokenUrl: flow === "implicit" ? undefined : tokenUrl,
    refreshUrl: address("refreshTokenUrl"),
    scopes: Object.fromEntries(scopes.map((scope) => [scope, ""])),
  };
  return book.enter("oauth2", { ...common, description, type: "oauth2", flows: [one] });
}

/** What is left open stands in single braces; an address of which nothing is known but a variable is none. */
export function addressOf(written: string | undefined, variables: Variables): string | undefined {
  const filled = variables.fill(written ?? "").trim();
  const plain = filled.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, "{$1}").replace(/[?#].*$/, "");
  return /^https?:\/\/./i.test(plain) || plain.startsWith("/") ? plain : undefined;
}

/** Whether a value is an object that says how to prove who asks. */
export function isAuth(node: Node): boolean {
  return isRecord(node.value);
}
