import { Failure } from "../../diagnostics/failure.ts";
import type { HttpFacts, ProseFact } from "../../evidence/http-facts.ts";
import type { TextLoader } from "../load-texts.ts";
import { mergeFacts } from "../merge-facts.ts";
import { child, extensions, type Node, placeOf, text } from "../node.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceDocument } from "../source-document.ts";
import { createSchemeBook, isAuth, readAuth, requirementOf } from "./auth-schemes.ts";
import { type CollectionFolder, collectionItems } from "./collection-items.ts";
import { type KeyValue, readDescription, readKeyValues } from "./key-values.ts";
import { readOperations } from "./operations.ts";
import { postmanFormat, postmanKind, unwrapped } from "./postman-format.ts";
import { type PostmanRequest, readRequest } from "./postman-request.ts";
import { isCredential, type ProofContext } from "./proofs.ts";
import { scrubDocuments } from "./scrub-collection.ts";
import { readServers, toldAddress } from "./servers.ts";
import { readTokenRequests } from "./token-requests.ts";
import { readVariables } from "./variables.ts";

/** One or several collections, with the environments that go with them, as the facts of one API. */
export async function readPostman(
  documents: readonly SourceDocument[],
  _loader: TextLoader,
  { collector }: ReadContext,
): Promise<HttpFacts> {
  const scrubbed = scrubDocuments(documents.map(({ value }) => unwrapped(value)));
  const secretive = new Set<string>();
  const nodes = documents.map((document, index): Node => {
    const value = scrubbed[index];
    if (JSON.stringify(value) !== JSON.stringify(unwrapped(document.value))) {
      secretive.add(document.name);
      collector.report("input/credentials-left-out", {}, { document: document.name, pointer: "" });
    }
    return { document: { ...document, text: "", value }, pointer: "", value };
  });
  const kindOf = ({ value }: Node) => postmanKind(value);
  const old = nodes.find((node) => kindOf(node) === "collection-v1");
  if (old) throw new Failure("unusable", oldCollection(old.document.origin));
  const environments = nodes.filter((node) => kindOf(node) === "environment");
  const collections = nodes.filter((node) => kindOf(node) === "collection");
  if (collections.length === 0) throw new Failure("unusable", onlyEnvironments(environments));
  const given = environments.flatMap((node) => readKeyValues(child(node, "values")));
  const facts = mergeFacts(
    collections.map((root) => readCollection(root, given, collector)),
    collector,
  );
  if (facts.operations.length === 0) throw new Failure("unusable", `${originsOf(collections)} holds no requests`);
  const others = environments.map(({ document }) =>
    documentInfo(document, postmanFormat(document.value, "environment")),
  );
  const read = [...facts.documents, ...others];
  return {
    ...facts,
    documents: read.map((one) => (secretive.has(one.name) ? { ...one, holdsCredentials: true } : one)),
  };
}

function oldCollection(origin: string): string {
  return `${origin} is a Postman collection of version 1, which Postman itself reads no more: import it there and export it as "Collection v2.1"`;
}

function onlyEnvironments(environments: readonly Node[]): string {
  return `${originsOf(environments)} holds the values of a Postman environment; give the collection that goes with it too`;
}

function originsOf(nodes: readonly Node[]): string {
  return nodes.map(({ document }) => document.origin).join(", ");
}

function readCollection(root: Node, given: readonly KeyValue[], collector: ReadContext["collector"]): HttpFacts {
  const info = child(root, "info");
  const pairs = [...readKeyValues(child(root, "variable")), ...given];
  const variables = readVariables(pairs);
  const { items, folders } = collectionItems(root);
  const all = items.flatMap((item) => readRequest(item, variables) ?? []);
  const book = createSchemeBook();
  const tokens = readTokenRequests(all, { book, variables });
  const requests = all.filter((request) => !tokens.requests.has(request));
  const description = readDescription(child(info, "description"));
  const prose = readProse(info, folders);
  const servers = readServers(requests, variables, toldAddress([description ?? "", ...prose.map((one) => one.text)]));
  if (servers.openVariable !== undefined && servers.main) {
    collector.report("input/open-base-variable", { variable: servers.openVariable }, servers.main.at);
  }
  const auth = child(root, "auth");
  const proofs: ProofContext = {
    book,
    variables,
    tokens,
    inherited: isAuth(auth) ? auth : undefined,
    givenBy: givenBy(requests),
  };
  const context = {
    variables: readVariables(pairs.filter(({ key }) => !OWN.test(key) && !proofs.givenBy.has(key))),
    everywhere: sentEverywhere(requests),
    credentials: credentialNames(requests),
    proofs,
    servers,
  };
  const operations = readOperations(requests, { ...context, isWhole: isConverted(requests) });
  const proof = isAuth(auth) ? readAuth(auth, book, variables) : undefined;
  return {
    kind: "http",
    documents: [documentInfo(root.document, postmanFormat(root.value, "collection"))],
    title: titleOf(info, root),
    version: versionOf(child(info, "version").value),
    description,
    documentation: undefined,
    prose,
    servers: servers.main ? [servers.main] : [],
    securitySchemes: book.schemes,
    security: proof && proof.length > 0 ? requirementOf(proof) : undefined,
    operations,
    webhooks: [],
    extensions: { ...extensions(root.value), ...extensions(info.value) },
  };
}

/** Names of what is its owner's: an id of an account is no value for everybody. */
const OWN = /(?:id|uuid|guid|key|email|account|user|username|tenant|shop|store|org|organi[sz]ation)s?$/i;

function titleOf(info: Node, root: Node): string {
  const name = text(child(info, "name").value) ?? root.document.name.replace(/(?:\.postman_collection)?\.\w+$/, "");
  const plain = name.replace(/[\s:–-]*\b(?:postman\s+)?collection\b(?:\s*v?[\d.]+)?\s*$/i, "").trim();
  return plain === "" ? name : plain;
}

/** A text, or its numbers. */
function versionOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return text(value);
  const { major, minor, patch } = value as Record<string, unknown>;
  return [major, minor, patch].flatMap((one) => text(one) ?? []).join(".") || undefined;
}

function readProse(info: Node, folders: readonly CollectionFolder[]): ProseFact[] {
  const about = readDescription(child(info, "description"));
  const whole = about === undefined ? [] : [{ text: about, tag: undefined, at: placeOf(child(info, "description")) }];
  const ofFolders = folders.flatMap(({ node, name }) => {
    const said = readDescription(child(node, "description"));
    return said === undefined
      ? []
      : [{ text: said, tag: name === "" ? undefined : name, at: placeOf(child(node, "description")) }];
  });
  return [...whole, ...ofFolders];
}

function givenBy(requests: readonly PostmanRequest[]): ReadonlyMap<string, string> {
  return new Map(
    requests.flatMap(({ method, path, scripts }) =>
      scripts.sets.map(({ variable }) => [variable, `${method} ${path}`] as const),
    ),
  );
}

/** Queries that four of five requests send, where there are enough of these to tell. */
function sentEverywhere(requests: readonly PostmanRequest[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const asking = requests.filter(({ query }) => query.length > 0);
  for (const { query } of asking) {
    const names = new Set(query.filter(({ disabled }) => !disabled).map(({ key }) => key));
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const enough = Math.max(4, requests.length * 0.5);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([name]) => name));
}

/** Converters of OpenAPI write `<integer>` for values, and every parameter that there is. */
function isConverted(requests: readonly PostmanRequest[]): boolean {
  const values = requests.flatMap(({ query }) => query.map(({ value }) => value ?? ""));
  const types = values.filter((value) => /^<[\w-]+>$/.test(value));
  return types.length >= 3 && types.length >= values.length / 3;
}

function credentialNames(requests: readonly PostmanRequest[]): ReadonlySet<string> {
  const pairs = requests.flatMap(({ headers, query }) => [...headers, ...query]);
  return new Set(pairs.filter(isCredential).map(({ key }) => key.toLowerCase()));
}
