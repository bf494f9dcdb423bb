import type { OperationFact } from "../../evidence/http-facts.ts";
import { extensions } from "../node.ts";
import { requirementOf } from "./auth-schemes.ts";
import { readBodies } from "./bodies.ts";
import { type Giver, type ParameterContext, readParameters } from "./parameters.ts";
import type { PostmanRequest } from "./postman-request.ts";
import { type ProofContext, readProof } from "./proofs.ts";
import { readResponses } from "./responses.ts";
import type { CollectionServers } from "./servers.ts";

export interface OperationContext extends Omit<ParameterContext, "givers"> {
  /** The collection was made from a description that tells every parameter. */
  readonly isWhole: boolean;
  readonly proofs: ProofContext;
  readonly servers: CollectionServers;
}

/** One operation for each method and path; requests that differ in what they send are variants of one. */
export function readOperations(requests: readonly PostmanRequest[], context: OperationContext): OperationFact[] {
  const groups = new Map<string, PostmanRequest[]>();
  for (const request of requests) {
    const { path, servers } = context.servers.place(request);
    const key = `${request.method} ${servers?.[0]?.url ?? ""} ${path.replace(/\{[^{}]*\}/g, "{}")}`;
    const placed = { ...request, path };
    const held = groups.get(key);
    if (held) held.push(placed);
    else groups.set(key, [placed]);
  }
  const variants = [...groups.values()];
  const ids = operationIds(variants, context.servers);
  const known = { ...context, givers: giversOf(variants, ids) };
  return variants.flatMap(([first, ...others], index) =>
    first ? [readOperation([first, ...others], ids[index] ?? "", known)] : [],
  );
}

/** Method and path; the same at another server has that server's address too. */
function operationIds(groups: readonly (readonly PostmanRequest[])[], servers: CollectionServers): readonly string[] {
  const ids = new Set<string>();
  for (const [first] of groups) {
    if (!first) continue;
    const short = `${first.method} ${first.path}`;
    const server = servers.place(first).servers?.[0]?.url ?? `#${ids.size}`;
    ids.add(ids.has(short) ? `${first.method} ${server}${first.path}` : short);
  }
  return [...ids];
}

/** Where the scripts take the value of a variable from. */
function giversOf(groups: readonly (readonly PostmanRequest[])[], ids: readonly string[]): ParameterContext["givers"] {
  const givers = new Map<string, Giver[]>();
  for (const [index, group] of groups.entries()) {
    for (const { scripts, at } of group) {
      const event = { document: at.document, pointer: `${at.pointer}/event` };
      for (const { variable, path } of scripts.sets) {
        const from = { operation: ids[index] ?? "", path, at: event };
        givers.set(variable, [...(givers.get(variable) ?? []), { from, path: group[0]?.path ?? "" }]);
      }
    }
  }
  return givers;
}

function readOperation(
  variants: readonly [PostmanRequest, ...PostmanRequest[]],
  id: string,
  context: ParameterContext & OperationContext,
): OperationFact {
  const [first] = variants;
  const { method, path } = first;
  const { servers } = context.servers.place(first);
  const proofs = variants.map((one) => readProof(one, context.proofs));
  const proof = proofs.find((one) => one !== undefined && one.length > 0) ?? proofs[0];
  const parameters = readParameters(variants, context);
  return {
    id,
    method,
    path,
    operationId: undefined,
    summary: nameOf(variants),
    description: variants.map(({ description }) => description).find((one) => one !== undefined),
    tags: tagsOf(first),
    deprecated: variants.every(isDeprecated),
    documentation: undefined,
    parameters,
    body: method === "GET" || method === "HEAD" ? undefined : readBodies(variants, context.variables),
    responses: readResponses(variants, context.variables),
    security: proof && requirementOf(proof),
    servers,
    extensions: extensions(first.item.node.value),
    at: first.at,
    inPart: !context.isWhole && !variants.some(({ query }) => query.some(({ disabled }) => disabled)),
  };
}

/**
 * Of several variants the shortest name tells most of what they have in common. POSTs to one address that do different
 * things (procedures called by name, GraphQL) have none.
 */
function nameOf(variants: readonly PostmanRequest[]): string | undefined {
  const names = variants
    .map(({ item }) => item.name.replace(/\s+copy(?:\s+\d+)?$/i, "").trim())
    .filter((name) => name !== "");
  const deeds = new Set(names.map((name) => name.toLowerCase().split(/[\s_.-]/)[0]));
  if (variants[0]?.method === "POST" && deeds.size > 1) return undefined;
  return names.sort((a, b) => a.length - b.length)[0];
}

/** The innermost folder that is called for something, not for a version. */
function tagsOf({ item }: PostmanRequest): readonly string[] {
  const named = item.folders.filter((folder) => folder !== "" && !/^v?\d+(?:\.\d+)*$/i.test(folder.trim()));
  return named.slice(-1);
}

function isDeprecated({ item, description }: PostmanRequest): boolean {
  return /\bdeprecated\b/i.test(item.name) || /^\W*(?:\w+\W+){0,4}deprecated\b/i.test(description ?? "");
}
