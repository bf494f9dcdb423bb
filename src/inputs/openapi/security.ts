import type { OAuthFlowFact, SecurityRequirement, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import { isRecord } from "../json-value.ts";
import { child, children, extensions, type Node, placeOf, record, text } from "../node.ts";
import type { Reading } from "./reading.ts";

/** From the places of both generations, since documents that were half converted have the old one. */
export function readSecuritySchemes({ root, references }: Reading): SecuritySchemeFact[] {
  return [child(child(root, "components"), "securitySchemes"), child(root, "securityDefinitions")]
    .flatMap(children)
    .map((entry) => readScheme(entry.key, references.follow(entry)));
}

function readScheme(id: string, node: Node): SecuritySchemeFact {
  const raw = record(node);
  const common = { id, description: text(raw.description), extensions: extensions(raw), at: placeOf(node) };
  const type = text(raw.type)?.toLowerCase() ?? "";
  const name = text(raw.name);
  const place = text(raw.in)?.toLowerCase();
  if (type === "apikey" && name !== undefined && (place === "header" || place === "query" || place === "cookie")) {
    return { ...common, type: "api-key", in: place, name };
  }
  const scheme = type === "http" ? text(raw.scheme) : type === "basic" || type === "bearer" ? type : undefined;
  if (scheme !== undefined) {
    return { ...common, type: "http", scheme: scheme.toLowerCase(), bearerFormat: text(raw.bearerFormat) };
  }
  if (type === "oauth2") return { ...common, type: "oauth2", flows: readFlows(node) };
  const url = text(raw.openIdConnectUrl);
  if (type === "openidconnect" && url !== undefined) return { ...common, type: "openid-connect", url };
  return { ...common, type: "other", text: JSON.stringify(raw) };
}

/** Names of the flows in 2.0 and 3.x, in lower case. */
const FLOWS: Readonly<Record<string, OAuthFlowFact["flow"]>> = {
  implicit: "implicit",
  password: "password",
  application: "client-credentials",
  clientcredentials: "client-credentials",
  accesscode: "authorization-code",
  authorizationcode: "authorization-code",
};

function readFlows(scheme: Node): OAuthFlowFact[] {
  const flows = child(scheme, "flows");
  if (!isRecord(flows.value)) return readFlow(text(record(scheme).flow) ?? "", scheme);
  return children(flows).flatMap((entry) => readFlow(entry.key, entry));
}

function readFlow(word: string, node: Node): OAuthFlowFact[] {
  const plain = word.replace(/[^a-z]/gi, "").toLowerCase();
  const flow = Object.hasOwn(FLOWS, plain) ? FLOWS[plain] : undefined;
  if (!flow) return [];
  const raw = record(node);
  return [
    {
      flow,
      authorizationUrl: text(raw.authorizationUrl),
      tokenUrl: text(raw.tokenUrl),
      refreshUrl: text(raw.refreshUrl),
      scopes: readScopes(raw.scopes),
    },
  ];
}

function readScopes(scopes: unknown): Readonly<Record<string, string>> {
  if (Array.isArray(scopes))
    return Object.fromEntries(scopes.filter((scope) => typeof scope === "string").map((scope) => [scope, ""]));
  if (!isRecord(scopes)) return {};
  return Object.fromEntries(Object.entries(scopes).map(([scope, meaning]) => [scope, text(meaning) ?? ""]));
}

/** `undefined` where nothing is said. A single requirement that isn't in a list counts as a list of one. */
export function readSecurity(node: Node): readonly SecurityRequirement[] | undefined {
  const security = child(node, "security").value;
  if (isRecord(security)) return [readRequirement(security)];
  return Array.isArray(security) ? security.filter(isRecord).map(readRequirement) : undefined;
}

function readRequirement(raw: Readonly<Record<string, unknown>>): SecurityRequirement {
  return Object.fromEntries(
    Object.entries(raw).map(([id, scopes]) => [
      id,
      Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [],
    ]),
  );
}
