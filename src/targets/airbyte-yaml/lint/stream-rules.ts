import { diagnose } from "../../../diagnostics/collector.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { type Found, filled, isList, isMap, type Node, type NodeMap } from "./manifest-tree.ts";

/** What a stream needs to be read and stored right, which nothing else asks for. */
export function streamProblems(components: readonly Found[], manifest: NodeMap): Diagnostic[] {
  const streams = components.filter(({ type, value }) => type === "DeclarativeStream" && value.retriever !== undefined);
  const cached = cachedParents(components, manifest);
  return streams.flatMap(({ value, path }) => {
    const stream = filled(value, manifest);
    const name = typeof stream.name === "string" ? stream.name : path;
    return [
      ...(hasKey(stream) ? [] : [diagnose("airbyte/no-primary-key", { stream: name })]),
      ...(hasNestedKey(stream) ? [diagnose("airbyte/nested-primary-key", { stream: name })] : []),
      ...windowProblems(filled(stream.incremental_sync, manifest), name),
      ...(cached.has(name) ? cachedRetries(stream, name, manifest) : []),
      ...pageSizeProblems(stream, name, manifest),
    ];
  });
}

function hasKey({ primary_key: key }: NodeMap): boolean {
  return typeof key === "string" ? key !== "" : isList(key) && key.length > 0;
}

function hasNestedKey({ primary_key: key }: NodeMap): boolean {
  return isList(key) && key.some((path) => isList(path) && path.length > 1);
}

function windowProblems(sync: NodeMap, stream: string): Diagnostic[] {
  const isHalf = (sync.step === undefined) !== (sync.cursor_granularity === undefined);
  return isHalf ? [diagnose("airbyte/half-window", { stream })] : [];
}

function cachedParents(components: readonly Found[], manifest: NodeMap): ReadonlySet<string> {
  const parents = components
    .filter(({ type }) => type === "ParentStreamConfig")
    .map(({ value }) => filled(filled(value, manifest).stream, manifest))
    .filter((stream) => requesterOf(stream, manifest).use_cache !== false);
  return new Set(parents.map(({ name }) => String(name)));
}

const requesterOf = (stream: NodeMap, manifest: NodeMap): NodeMap =>
  filled(filled(stream.retriever, manifest).requester, manifest);

/** An answer with 200 is cached whatever it holds: asking again gives the same one. */
function cachedRetries(stream: NodeMap, name: string, manifest: NodeMap): Diagnostic[] {
  const handler = filled(requesterOf(stream, manifest).error_handler, manifest);
  const filters = isList(handler.response_filters) ? handler.response_filters : [];
  return filters
    .map((filter) => filled(filter, manifest))
    .filter(({ action, predicate }) => predicate !== undefined && (action === "RETRY" || action === "RATE_LIMITED"))
    .map(() => diagnose("airbyte/cached-retry", { stream: name }));
}

/** The CDK refuses such a paginator when the stream is read, not before. */
function pageSizeProblems(stream: NodeMap, name: string, manifest: NodeMap): Diagnostic[] {
  const paginator = filled(filled(stream.retriever, manifest).paginator, manifest);
  const strategy = filled(paginator.pagination_strategy, manifest);
  const isSizeless = paginator.page_size_option !== undefined && strategy.page_size === undefined;
  return isSizeless ? [diagnose("airbyte/page-size-missing", { stream: name })] : [];
}

const SECRET = /(^|_)(token|secret|password|passwd|api_?key|private_key|credential)s?(_|$)/i;

/** Settings that are secrets by their name or their use, and aren't marked as such. */
export function secretProblems(components: readonly Found[], manifest: NodeMap): Diagnostic[] {
  const spec = filled(manifest.spec, manifest).connection_specification;
  const properties = isMap(spec) && isMap(spec.properties) ? spec.properties : {};
  const used = new Set(
    components
      .filter(({ type }) => SECRET_KEYS[type] !== undefined)
      .flatMap(({ type, value }) => (SECRET_KEYS[type] ?? []).flatMap((key) => settingsIn(value[key]))),
  );
  // What stands in a URL is no secret, whatever it is called.
  const shownInUrls = new Set(
    components.filter(({ type }) => type === "HttpRequester").flatMap(({ value }) => settingsIn(value.url)),
  );
  return Object.entries(properties)
    .filter(
      ([name, held]) =>
        isMap(held) &&
        held.type !== "boolean" &&
        held.airbyte_secret !== true &&
        (used.has(name) || (SECRET.test(name) && !/_ur[il]$/.test(name) && !shownInUrls.has(name))),
    )
    .map(([name]) => diagnose("airbyte/secret-not-marked", { setting: name }));
}

const SECRET_KEYS: Readonly<Record<string, readonly string[]>> = {
  BearerAuthenticator: ["api_token"],
  ApiKeyAuthenticator: ["api_token"],
  BasicHttpAuthenticator: ["password"],
  OAuthAuthenticator: ["client_secret", "refresh_token"],
  JwtAuthenticator: ["secret_key"],
};

function settingsIn(node: Node | undefined): string[] {
  if (typeof node !== "string") return [];
  return [...node.matchAll(/config(?:\.get\(|\[)\s*['"]([^'"]+)['"]/g)].map(([, name = ""]) => name);
}
