import type { HttpFacts, OperationFact, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import { codeSamples } from "../api-texts.ts";
import type { AuthCandidate } from "./auth-candidate.ts";
import { mayBeCredential } from "./parameter-auth.ts";

interface Context {
  readonly facts: HttpFacts;
  readonly reading: readonly OperationFact[];
  /** Operations that name a scheme of their own. */
  readonly users: readonly OperationFact[];
  /** No reading operation says what it needs, and the document as a whole doesn't either. */
  readonly unsaid: boolean;
  readonly heard: Heard;
}

/** What else was heard of authentication. */
interface Heard {
  /** Anything at all. */
  readonly any: boolean;
  /** A credential that is a parameter. */
  readonly parameter: boolean;
}

/** How a document shows that anyone may read; the first row that fits counts. Silence is no proof: it ends in a question. */
const SHOWN: readonly {
  readonly id: string;
  readonly weight: number;
  readonly says: string;
  readonly fits: (context: Context) => boolean;
}[] = [
  {
    id: "auth/said-open",
    weight: 0.9,
    says: "the operations say that they need no authentication",
    fits: (context) => saidOpen(context) && (context.facts.securitySchemes.length === 0 || context.users.length > 0),
  },
  {
    id: "auth/said-open-beside-schemes",
    weight: 0.5,
    says: "the operations say that they need no authentication, though a scheme is declared",
    fits: saidOpen,
  },
  {
    id: "auth/only-for-others",
    weight: 0.8,
    says: "a security scheme is used by other operations, but not by those that read",
    fits: ({ facts, reading, users, unsaid }) => {
      const others = facts.operations.filter(({ method }) => method !== "GET");
      return unsaid && users.length > 0 && users.length >= others.length / 2 && !refuse(reading);
    },
  },
  {
    id: "auth/cookie-of-web-site",
    weight: 0.62,
    says: "only a cookie is declared, and no operation asks for it",
    fits: ({ facts, users, unsaid }) =>
      facts.securitySchemes.length > 0 &&
      facts.securitySchemes.every(isCookie) &&
      unsaid &&
      users.length === 0 &&
      readOnly(facts),
  },
  {
    id: "auth/plain-files",
    weight: 0.55,
    says: "every operation reads a file by its name, and nothing speaks of authentication",
    fits: (context) =>
      silent(context) && context.reading.every(({ method, path }) => method === "GET" && FILE.test(path)),
  },
  {
    id: "auth/shown-without-proof",
    weight: 0.6,
    says: "requests are shown that prove nothing, and the documents never speak of authentication",
    fits: (context) => silent(context) && context.reading.some(showsRequest),
  },
  {
    id: "auth/nothing-said",
    weight: 0.45,
    says: "the API can only be read, and its document never speaks of authentication",
    fits: silent,
  },
];

/** An API that may be read by anyone, where its document shows it. */
export function openAuth(facts: HttpFacts, reading: readonly OperationFact[], heard: Heard): AuthCandidate[] {
  const users = facts.operations.filter(({ security }) => (security?.length ?? 0) > 0);
  const unsaid = reading.every(({ security }) => (security ?? facts.security) === undefined);
  const context = { facts, reading, users, unsaid, heard };
  const [first] = reading;
  const row = SHOWN.find(({ fits }) => fits(context));
  if (!first || !row) return [];
  const { id, weight, says } = row;
  return [{ auth: { kind: "none" }, evidence: [{ signal: id, weight, says, at: first.at }], against: [] }];
}

const FILE = /\/[^/{}]+\.(json|geojson|xml|csv|tsv|txt|rss|atom|ya?ml)$/i;
const MOST = 0.8;

function saidOpen({ facts, reading, heard }: Context): boolean {
  const open = reading.filter(({ security = facts.security }) =>
    security?.every((one) => Object.keys(one).length === 0),
  );
  return !heard.parameter && open.length > MOST * reading.length;
}

function silent({ facts, heard }: Context): boolean {
  return !heard.any && facts.securitySchemes.length === 0 && readOnly(facts) && !facts.operations.some(takesKey);
}

/** A whole request, as the reader is to send it. */
const showsRequest = (operation: OperationFact): boolean =>
  codeSamples(operation.extensions).some((text) => /\bcurl\b|^(?:GET|POST) /.test(text));

const KEY_SAID = /\b(?:api|access|secret|auth\w*) ?(?:key|token)s?\b/i;

/** A body that asks for a key: it is proof, though no header or parameter is. */
function takesKey({ body }: OperationFact): boolean {
  return (body?.content ?? []).some(({ schema }) =>
    [...(schema?.properties ?? [])].some(
      ([name, { description = "" }]) => mayBeCredential(name) && KEY_SAID.test(`${name} ${description}`),
    ),
  );
}

/** Nothing is written, and nobody is turned away. */
const readOnly = ({ operations }: HttpFacts): boolean =>
  !refuse(operations) && !operations.some(({ method }) => /^(PUT|PATCH|DELETE)$/.test(method));

const refuse = (operations: readonly OperationFact[]): boolean =>
  operations.some(({ responses }) => responses.some(({ status }) => status === "401" || status === "403"));

const isCookie = (scheme: SecuritySchemeFact): boolean =>
  scheme.type === "api-key" && (scheme.in === "cookie" || /^cookie$/i.test(scheme.name));
