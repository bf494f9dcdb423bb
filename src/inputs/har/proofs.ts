import type { SecurityRequirement, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import { isSecretName } from "../scrub-secrets.ts";
import type { Exchange } from "./exchange.ts";

/** How the requests of a recording prove who asks. */
export interface Proofs {
  readonly schemes: readonly SecuritySchemeFact[];
  /** What every request needs; `undefined`: some send nothing, or nothing was seen. */
  readonly security: readonly SecurityRequirement[] | undefined;
  /** `header authorization`, `query api_key`: no parameters. */
  readonly places: ReadonlySet<string>;
}

const KEY_HEADER =
  /^(?:x-)?[\w-]*(?:api-?key|access-?key|auth(?:-?token)?|access-?token|api-?token|app-?key|subscription-key|session-?token)$/i;

/** A cookie is a browser's own affair: it is told, and never taken for the way to ask. */
export function readProofs(exchanges: readonly Exchange[]): Proofs {
  const schemes = new Map<string, SecuritySchemeFact>();
  const counts = new Map<string, number>();
  const places = new Set<string>();
  for (const exchange of exchanges) {
    for (const { place, scheme } of proofsOf(exchange)) {
      places.add(place);
      if (!schemes.has(scheme.id)) schemes.set(scheme.id, scheme);
      counts.set(scheme.id, (counts.get(scheme.id) ?? 0) + 1);
    }
  }
  const everywhere = [...counts].filter(([, count]) => count === exchanges.length).map(([id]) => id);
  const security = everywhere.length === 0 ? undefined : [Object.fromEntries(everywhere.map((id) => [id, []]))];
  return { schemes: [...schemes.values()], security, places };
}

interface Proof {
  readonly place: string;
  readonly scheme: SecuritySchemeFact;
}

function proofsOf({ requestHeaders, url, at }: Exchange): Proof[] {
  const common = { description: undefined, extensions: {}, at };
  const found: Proof[] = [];
  for (const [name, value] of requestHeaders) {
    if (name === "authorization") found.push({ place: `header ${name}`, scheme: authorization(value, common) });
    else if (KEY_HEADER.test(name)) {
      found.push({ place: `header ${name}`, scheme: { ...common, id: name, type: "api-key", in: "header", name } });
    }
  }
  for (const name of url.searchParams.keys()) {
    if (!isSecretName(name)) continue;
    found.push({ place: `query ${name}`, scheme: { ...common, id: name, type: "api-key", in: "query", name } });
  }
  return found;
}

type Common = Pick<SecuritySchemeFact, "description" | "extensions" | "at">;

function authorization(value: string, common: Common): SecuritySchemeFact {
  const word = /^([A-Za-z][\w-]*)\s+\S/.exec(value)?.[1];
  if (word !== undefined && /^(?:bearer|basic)$/i.test(word)) {
    return { ...common, id: word.toLowerCase(), type: "http", scheme: word.toLowerCase(), bearerFormat: undefined };
  }
  const said = word === undefined ? undefined : `\`Authorization: ${word} <token>\``;
  return { ...common, id: "authorization", type: "api-key", in: "header", name: "Authorization", description: said };
}
