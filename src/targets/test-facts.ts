import type { Auth } from "../model/auth.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../model/http.ts";
import { neededSettings } from "../model/needed-settings.ts";
import { type Setting, START_SETTING } from "../model/setting.ts";
import { atTop, type ParentLink, type Stream } from "../model/stream.ts";
import { fillTemplate, type TemplatePart, templateParts } from "../model/template.ts";
import type { FieldPath, Json, Template } from "../model/values.ts";
import { nearestParents } from "./built-streams.ts";
import { exampleRecord } from "./example-record.ts";
import { formTemplates } from "./oauth-call.ts";

/**
 * What the tap's tests play as its source: the facts once more, beside the tap's code and not taken from it,
 * so that a fault in the one doesn't hide in the other.
 */
export function testFacts(
  model: ConnectorModel,
  source: HttpSource,
  streams: readonly (Stream & { readonly access: HttpAccess })[],
): Json {
  const auths = [source, ...streams.map(({ access }) => access)].flatMap(({ auth }) => auth?.[0] ?? []);
  const urls = [source.baseUrl, ...streams.flatMap(({ access }) => access.baseUrl ?? []), ...auths.flatMap(tokenUrls)];
  const config = testConfig(model, urls);
  const fill: Fill = (template) => fillTemplate(template, model.settings, (name) => String(config[name] ?? ""));
  const facts = new Map<Auth, Json>();
  const known = (auth: Auth): Json => {
    const held = facts.get(auth) ?? authFacts(auth, source, fill);
    facts.set(auth, held);
    return held;
  };
  // What is undefined isn't printed.
  return {
    config,
    secrets: model.settings.filter((setting) => setting.secret).map((setting) => setting.name),
    keys: Object.fromEntries(auths.flatMap((auth) => signingKeys(auth, model.settings))),
    rateLimit: source.rateLimit ?? {},
    streams: streams.map((stream) => ({
      ...streamFacts(stream, { source, streams, config, fill, authFacts: known }),
      needs: neededSettings(model, stream),
    })),
  } as unknown as Json;
}

type Fill = (template: Template) => string;

interface Context {
  readonly source: HttpSource;
  readonly streams: readonly Stream[];
  readonly config: Readonly<Record<string, Json>>;
  readonly fill: Fill;
  /** Of an alternative; most streams have the same. */
  readonly authFacts: (auth: Auth) => Json;
}

function streamFacts({ access, ...stream }: Stream & { readonly access: HttpAccess }, context: Context) {
  const { source, fill, config } = context;
  const auth = (access.auth ?? source.auth)[0];
  const constants = (list: HttpAccess["query"]) =>
    Object.fromEntries(list.map(({ name, value }) => [name, fill(value)] as const));
  return {
    name: stream.name,
    method: access.method,
    baseUrl: fill(access.baseUrl ?? source.baseUrl),
    path: access.path,
    query: constants(access.query),
    headers: { ...constants(source.headers), ...constants(access.headers) },
    inputs: access.inputs.map(({ param, setting }) => ({ param, value: String(config[setting] ?? "") })),
    body: access.body && filledJson(access.body.value, fill),
    declared: declaredNames({ access, ...stream }, auth),
    recordsPath: access.recordsPath,
    ...keyFacts({ access, ...stream }, context.streams),
    pagination: access.pagination,
    incremental: stream.incremental,
    parents: stream.parents,
    lifted: stream.lifted,
    // More than one: it is read for every combination of them.
    nearest: nearestParents({ ...stream, access }, context.streams).length,
    errors: [...(access.errors ?? []), ...source.errors],
    auth: auth ? context.authFacts(auth) : { kind: "none" },
  };
}

/** Which fields tell the records apart, and an example that has them. */
function keyFacts(stream: Stream & { readonly access: HttpAccess }, streams: readonly Stream[]) {
  const { primaryKey, parents, incremental, access } = stream;
  const key = atTop(stream).primaryKey;
  const filled = parents.flatMap(({ recordField }) => (recordField === undefined ? [] : [[recordField]]));
  const isFilled = (path: FieldPath) => filled.some((one) => samePath(one, path));
  const own = primaryKey.filter((path) => !isFilled(path));
  const alone = aloneUnique(stream.name, access, streams).filter((path) => !isFilled(path));
  const paired = own.length === 2 && !own.some((path) => alone.some((one) => samePath(one, path))) ? own : [];
  const cursorIsKey = own.some((path) => incremental && samePath(path, incremental.cursorField));
  return {
    key: key.every((path) => path.length === 1) ? key : [],
    unique: paired.length > 0 ? alone : distinct([...own, ...alone]),
    paired,
    // A key that holds the parent's tells apart what has the same number under two parents.
    countsPerParent: own.length < primaryKey.length && own.length > 0 && alone.length === 0 && !cursorIsKey,
    example: exampleRecord(stream.schema, distinct([...own, ...alone])),
  };
}

/** Fields that must differ in every record: those that lead to children, and those that lead to the next page. */
function aloneUnique(
  name: string,
  { pagination }: HttpAccess,
  streams: readonly Omit<Stream, "access">[],
): FieldPath[] {
  const linked = linksByParent(streams).get(name) ?? [];
  const last = pagination.kind === "cursor" && pagination.next.from === "last-record" ? [pagination.next.path] : [];
  return distinct([...linked.map((link) => link.field), ...last]);
}

const known = new WeakMap<readonly Omit<Stream, "access">[], ReadonlyMap<string, readonly ParentLink[]>>();

/** Kept for as long as the list is: every stream of it is asked for its children. */
function linksByParent(streams: readonly Omit<Stream, "access">[]): ReadonlyMap<string, readonly ParentLink[]> {
  const links =
    known.get(streams) ??
    Map.groupBy(
      streams.flatMap(({ parents }) => parents),
      ({ stream }) => stream,
    );
  known.set(streams, links);
  return links;
}

const samePath = (one: FieldPath, other: FieldPath): boolean => JSON.stringify(one) === JSON.stringify(other);
const distinct = (paths: readonly FieldPath[]): FieldPath[] =>
  paths.filter((path, index) => paths.findIndex((one) => samePath(one, path)) === index);

/** Query parameters that a request may have. */
function declaredNames(stream: Stream & { readonly access: HttpAccess }, auth: Auth | undefined): string[] {
  const { access, incremental, parents } = stream;
  const { pagination } = access;
  const params = [
    ...access.inputs.map(({ param }) => param),
    ...parents.map(({ param }) => param),
    ...("sizeParam" in pagination && pagination.sizeParam ? [pagination.sizeParam] : []),
    ...(pagination.kind === "page-number" ? [pagination.pageParam] : []),
    ...(pagination.kind === "offset" ? [pagination.offsetParam] : []),
    ...(pagination.kind === "cursor" ? [pagination.cursorParam] : []),
    ...(incremental?.request ? [incremental.request] : []),
    ...(incremental?.request?.until ? [incremental.request.until] : []),
  ];
  const names = params.filter((param) => param.in === "query").map((param) => param.name);
  return [...access.query.map(({ name }) => name), ...names, ...secretNames(auth), "position"];
}

function secretNames(auth: Auth | undefined): string[] {
  if (auth?.kind === "all") return auth.of.flatMap(secretNames);
  if (auth?.kind === "api-key" && auth.in === "query") return [auth.name];
  return auth?.kind === "session" && auth.sendAs.in === "query" ? [auth.sendAs.name] : [];
}

function authFacts(auth: Auth, source: HttpSource, fill: Fill): Json {
  if (auth.kind === "all") return { kind: "all", of: auth.of.map((part) => authFacts(part, source, fill)) };
  const facts = filledJson(asJson(auth), fill) as { readonly [name: string]: Json };
  if (auth.kind === "oauth2") {
    const form = formTemplates(auth).map(([name, template]) => [name, fill(template)]);
    return { ...facts, url: fill(auth.tokenUrl), form: Object.fromEntries(form) };
  }
  if (auth.kind !== "session") return facts;
  const { path } = auth.login;
  return { ...facts, url: fill(/^https?:/.test(path) ? path : `${source.baseUrl}/${path.replace(/^\/+/, "")}`) };
}

function filledJson(value: Json, fill: Fill): Json {
  if (typeof value === "string") return fill(value);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((held) => filledJson(held, fill));
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, filledJson(held, fill)]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** What is undefined is left out. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Settings that hold a private key, with the algorithm that it is for. */
function signingKeys(auth: Auth, settings: readonly Setting[]): (readonly [string, string])[] {
  if (auth.kind === "all") return auth.of.flatMap((part) => signingKeys(part, settings));
  const asymmetric = auth.kind === "jwt" && !auth.algorithm.startsWith("HS");
  const template = asymmetric ? auth.key : auth.kind === "oauth2" ? auth.credentials.privateKey : undefined;
  const algorithm = auth.kind === "jwt" ? auth.algorithm : "RS256";
  if (template === undefined) return [];
  return templateParts(template, settings).flatMap((part) => (part.kind === "setting" ? [[part.name, algorithm]] : []));
}

/** A value for every setting. Secrets are long, since signing keys must be. */
function testConfig({ settings }: ConnectorModel, urls: readonly Template[]): Record<string, Json> {
  const origins = new Set(urls.map((url) => templateParts(url, settings)[0]).map((first) => nameOf(first)));
  return Object.fromEntries(
    settings.map((setting) => {
      const url = origins.has(setting.name) ? `https://${setting.name.replaceAll("_", "-")}.example` : undefined;
      return [setting.name, url ?? testValue(setting)];
    }),
  );
}

const nameOf = (part: TemplatePart | undefined): string | undefined =>
  part?.kind === "setting" ? part.name : undefined;

/** Where an authentication asks for tokens. */
function tokenUrls(auth: Auth): Template[] {
  if (auth.kind === "all") return auth.of.flatMap(tokenUrls);
  if (auth.kind === "oauth2") return [auth.tokenUrl];
  return auth.kind === "session" ? [auth.login.path] : [];
}

function testValue(setting: Setting): Json {
  if (setting.name === START_SETTING) return setting.type === "date" ? "2024-01-01" : "2024-01-01T00:00:00Z";
  const given = setting.values?.[0] ?? setting.default;
  if (given !== undefined && given !== "" && !setting.secret) return given;
  switch (setting.type) {
    case "integer":
    case "number":
      return 7;
    case "boolean":
      return true;
    case "date-time":
      return "2024-01-01T00:00:00Z";
    case "date":
      return "2024-01-01";
    case "string":
      return setting.secret
        ? `not-a-secret-${setting.name}-${"0123456789abcdef".repeat(4)}`
        : `some-${setting.name.replaceAll("_", "-")}`;
  }
}
