import type { ConnectorModel } from "../../../model/connector-model.ts";
import { neededSettings } from "../../../model/needed-settings.ts";
import type { Param } from "../../../model/pagination.ts";
import { commented, type YamlMap, type YamlValue } from "../../../printing/yaml.ts";
import { CDK_VERSION } from "../../airbyte-cdk.ts";
import { connectionSpecification } from "../../airbyte-spec.ts";
import { type Authentication, authentication, headersTakenAlong } from "./authenticators.ts";
import { createDefinitions, type Definitions } from "./definitions.ts";
import { errorHandler, malformedPage, ownFilters, type ResponseFilter, sharedFilters } from "./error-handling.ts";
import { incrementalSync, withoutFiltering } from "./incremental.ts";
import { asLiteral, jinjaText } from "./jinja.ts";
import { liftedFields } from "./lifted-fields.ts";
import { ownErrorHandler } from "./own-error-handler.ts";
import { type Paging, paging } from "./pagination.ts";
import { parentFields } from "./parent-fields.ts";
import { globless, type ParentLinks, parentLinks, parentRouterComponent } from "./parents.ts";
import { rendered, requestParts, type Said } from "./request.ts";
import { createSchemas, holdsReference } from "./schema.ts";
import type { HttpStream, Scope } from "./scope.ts";
import { throughput } from "./throughput.ts";

export interface BuiltStream {
  readonly stream: HttpStream;
  readonly isIncremental: boolean;
  readonly isWindowed: boolean;
  /** Optional settings without which it isn't offered. */
  readonly needs: readonly string[];
}

export interface Manifest {
  readonly value: YamlMap;
  /** Those that are offered, in the manifest's order. */
  readonly streams: readonly BuiltStream[];
}

export function manifest(scope: Scope): Manifest {
  const auth = authentication(scope.source.auth[0], "source.auth", scope);
  const takenAlong = scope.source.auth.slice(0, 1).flatMap(headersTakenAlong);
  if (takenAlong.length > 0) {
    scope.lose({
      path: "source.auth",
      lost: `keeping ${takenAlong.join(", ")} from another host that the source redirects to: the CDK follows redirects by itself`,
      instead: "the header goes along; only Authorization and cookies stay behind",
    });
  }
  const parents = new Set(scope.streams.flatMap((stream) => stream.parents.map((link) => link.stream)));
  const definitions = createDefinitions();
  const schemas = createSchemas(scope.schemaNames);
  const shared = sharedFilters(auth, scope).map(definitions.filter);
  const everywhere = [...shared, definitions.filter(malformedPage(false))];
  const streams = new Map<string, BuiltStream & { readonly component: YamlMap }>();
  for (const stream of scope.streams) {
    const isOrphan = stream.parents.some((link) => !streams.has(link.stream));
    const links = isOrphan ? undefined : parentLinks(stream, scope);
    if (!links) {
      if (isOrphan)
        scope.lose({
          path: `streams.${stream.name}`,
          lost: "the whole stream, with its parent",
          instead: "no stream of that name",
          leavesOut: stream.name,
        });
      continue;
    }
    streams.set(
      stream.name,
      streamComponent({ stream, links, shared, auth, definitions, isParent: parents.has(stream.name), scope }),
    );
  }
  const offered = [...streams.values()].filter(({ stream }) => stream.selected);
  const records = Object.fromEntries([...streams.values()].map(({ stream }) => [stream.name, schemas.record(stream)]));
  const sharedSchemas = schemas.shared();
  const value: YamlMap = {
    version: CDK_VERSION,
    type: "DeclarativeSource",
    check: { type: "CheckStream", stream_names: [cheapest(offered)] },
    definitions: {
      base_requester: baseRequester(auth, scope),
      authenticator: auth.component,
      error_handler: errorHandler(everywhere, scope),
      ...definitions.groups(),
      ...(Object.keys(sharedSchemas).length > 0 && { schemas: sharedSchemas }),
      streams: Object.fromEntries([...streams.values()].map(({ stream, component }) => [stream.name, component])),
    },
    streams: offeredStreams(offered),
    schemas: records,
    spec: spec(scope.model),
    ...throughput(scope.source),
  };
  return { value, streams: offered };
}

/** Those that need an optional setting are there where it is given. */
function offeredStreams(offered: readonly BuiltStream[]): YamlValue[] {
  const byNeeds = new Map<string, YamlMap[]>();
  for (const { stream, needs } of offered) {
    const condition = needs.map((name) => `config.get('${name}') not in [none, '']`).join(" and ");
    const group = byNeeds.get(condition) ?? [];
    byNeeds.set(condition, group);
    group.push({ $ref: `#/definitions/streams/${stream.name}` });
  }
  const always = byNeeds.get("") ?? [];
  byNeeds.delete("");
  const sometimes = [...byNeeds].map(
    ([condition, streams]): YamlMap => ({ type: "ConditionalStreams", condition: `{{ ${condition} }}`, streams }),
  );
  return [...always, ...sometimes];
}

/** Streams that are there whatever is configured, where there are any. */
export function unconditional(streams: readonly BuiltStream[]): readonly BuiltStream[] {
  const always = streams.filter(({ needs }) => needs.length === 0);
  return always.length === 0 ? streams : always;
}

function spec(model: ConnectorModel): YamlMap {
  return {
    type: "Spec",
    ...(model.documentation === undefined ? {} : { documentation_url: model.documentation }),
    connection_specification: connectionSpecification(model),
  };
}

/** One request that most likely answers soon: no parents to read before it, no windows that may be empty. */
function cheapest(offered: readonly BuiltStream[]): string {
  const streams = unconditional(offered);
  const roots = streams.filter(({ stream }) => stream.parents.length === 0);
  return (roots.find(({ isWindowed }) => !isWindowed) ?? roots[0] ?? streams[0])?.stream.name ?? "";
}

function baseRequester(auth: Authentication, scope: Scope): YamlMap {
  const headers = sharedSaid(auth, scope).filter(({ param }) => param.in === "header");
  return {
    type: "HttpRequester",
    http_method: "GET",
    authenticator: { $ref: "#/definitions/authenticator" },
    ...(headers.length === 0
      ? {}
      : {
          request_headers: Object.fromEntries(
            headers.map((one) => [jinjaText(one.param.name, "text"), rendered(one, "text", scope.settings)]),
          ),
        }),
    error_handler: { $ref: "#/definitions/error_handler" },
  };
}

function sharedSaid(auth: Authentication, scope: Scope): Said[] {
  const constant = scope.source.headers.map(
    ({ name, value }): Said => ({ param: { name, in: "header" }, value: { template: value } }),
  );
  return [...constant, ...auth.said];
}

interface StreamParts {
  readonly stream: HttpStream;
  readonly links: ParentLinks;
  readonly shared: readonly ResponseFilter[];
  readonly auth: Authentication;
  readonly definitions: Definitions;
  readonly isParent: boolean;
  readonly scope: Scope;
}

function streamComponent(parts: StreamParts): BuiltStream & { readonly component: YamlMap } {
  const { stream, links, scope } = parts;
  if (holdsReference(stream.schema)) {
    scope.lose({
      path: `streams.${stream.name}.schema`,
      lost: "the type of the field $ref, a word of the manifest's own",
      instead: "the field as it comes, undeclared",
    });
  }
  const wanted = incrementalSync(stream, scope);
  const isCountable = !paging(stream, true, { ...scope, lose: () => undefined }).countsKeptRecords;
  const sync = wanted.isFiltered && !isCountable ? withoutFiltering(stream, scope) : wanted;
  const added = parentFields(stream, links, scope);
  const dropsEmpty = isCountable && stream.primaryKey.length === 0 && added === undefined;
  const lifted = liftedFields(stream);
  const transformations = [added, lifted].filter((one) => one !== undefined);
  const pages = paging(stream, sync.isFiltered || dropsEmpty, scope);
  const component: YamlMap = {
    type: "DeclarativeStream",
    name: stream.name,
    ...primaryKey(stream, scope),
    schema_loader: { type: "InlineSchemaLoader", schema: { $ref: `#/schemas/${stream.name}` } },
    ...(sync.cursor ? { incremental_sync: parts.definitions.refer("incremental_syncs", sync.cursor) } : {}),
    retriever: {
      type: "SimpleRetriever",
      requester: requester(parts, pages, sync.said),
      record_selector: {
        type: "RecordSelector",
        extractor: { type: "DpathExtractor", field_path: fieldPath(stream) },
        ...(dropsEmpty ? { record_filter: NOT_EMPTY } : {}),
        // The filter looks for the cursor where it is lifted to.
        ...(lifted && sync.isFiltered ? { transform_before_filtering: true } : {}),
      },
      ...(pages.paginator ? { paginator: parts.definitions.refer("paginators", pages.paginator) } : {}),
      ...partitionRouter(stream, links, pages),
      ...(pages.isFollowedByUrl && (sync.cursor !== undefined || links.routers.length > 0)
        ? { ignore_stream_slicer_parameters_on_paginated_requests: true }
        : {}),
    },
    ...(transformations.length > 0 ? { transformations } : {}),
  };
  return {
    stream,
    component,
    isIncremental: sync.cursor !== undefined,
    isWindowed: sync.cursor?.component.step !== undefined,
    needs: neededSettings(scope.model, stream),
  };
}

/** Without a key nothing promises that a record holds anything. */
const NOT_EMPTY = commented("An empty record would end the whole sync: the CDK takes it for the end of its queue.", {
  type: "RecordFilter",
  condition: "{{ record | length > 0 }}",
});

function primaryKey({ name, primaryKey: key }: HttpStream, scope: Scope): YamlMap {
  if (key.length === 0) return {};
  if (key.every((path) => path.length === 1)) return { primary_key: key.map(([field = ""]) => field) };
  scope.lose({
    path: `streams.${name}.primaryKey`,
    lost: "the key: the CDK refuses fields inside objects",
    instead: "no key, so that destinations keep each copy of a record",
  });
  return {};
}

/** The CDK hands a root array over element by element, so that a leading "*" is done already. */
function fieldPath({ access: { recordsPath } }: HttpStream): YamlValue {
  const path = recordsPath[0] === "*" && recordsPath.length > 1 ? recordsPath.slice(1) : recordsPath;
  return path.map((key) => jinjaText(key === "*" ? key : globless(key), "typed"));
}

function partitionRouter(stream: HttpStream, links: ParentLinks, pages: Paging): YamlMap {
  const routers = links.routers.map((router) => parentRouterComponent(router, stream, pages.isFollowedByUrl));
  if (routers.length === 0) return {};
  return { partition_router: routers.length === 1 && routers[0] ? routers[0] : routers };
}

/** Parents' answers with status 200 are kept for their children. */
const NOT_CACHED = commented(
  "Some answers with status 200 ask to come again, and a cached page would stay the same.",
  false,
);

function requester(
  { stream, links, shared, auth, definitions, isParent, scope }: StreamParts,
  pages: Paging,
  synced: readonly Said[],
): YamlMap {
  const own = stream.access.auth?.[0]
    ? authentication(stream.access.auth[0], `streams.${stream.name}.auth`, scope)
    : undefined;
  const said = everythingSaid({ stream, links, auth: own ?? auth, scope }, pages, synced);
  return {
    $ref: "#/definitions/base_requester",
    ...requestParts(stream, said, links, scope),
    ...(own ? { authenticator: own.component } : {}),
    ...(isParent && [...shared, ...ownFilters(stream, own ?? auth)].some(({ isForPages }) => isForPages)
      ? { use_cache: NOT_CACHED }
      : {}),
    ...ownErrorHandler({ stream, shared, auth: own ?? auth, definitions, isParent }, pages),
  };
}

function everythingSaid(
  { stream, links, auth, scope }: Pick<StreamParts, "stream" | "links" | "auth" | "scope">,
  pages: Paging,
  synced: readonly Said[],
): Said[] {
  const { access } = stream;
  const onFirstPage = pages.isFollowedByUrl;
  const constants: Said[] = [
    ...access.query.map(({ name, value }): Said => ({ param: { name, in: "query" }, value: { template: value } })),
    ...access.inputs
      .filter(({ param }) => param.in !== "path")
      .map(({ param, setting }): Said => ({ param, value: { template: `{${setting}}` } })),
    ...stream.parents.flatMap((link, index): Said[] =>
      link.param.in === "path" || (links.injectable.has(index) && !pages.isFollowedByUrl)
        ? []
        : [{ param: link.param, value: { expression: parentValue(link.param, links.values[index] ?? "''") } }],
    ),
    ...pages.sent,
    ...synced,
  ].map((one) => (onFirstPage && one.param.in === "query" ? { ...one, onFirstPage } : one));
  const ownHeaders = access.headers.map(
    ({ name, value }): Said => ({ param: { name, in: "header" }, value: { template: value } }),
  );
  const shared = sharedSaid(auth, scope);
  const sharedQuery = shared.filter(({ param }) => param.in !== "header");
  const hasOwnHeaders = ownHeaders.length > 0 || constants.some(({ param }) => param.in === "header");
  // A stream's headers replace the base requester's as a whole, so they are said again.
  const sharedHeaders = hasOwnHeaders
    ? shared.filter(
        ({ param }) =>
          param.in === "header" && !ownHeaders.some((own) => own.param.name.toLowerCase() === param.name.toLowerCase()),
      )
    : [];
  return [...sharedHeaders, ...ownHeaders, ...sharedQuery, ...constants];
}

/** Parameters and form fields come as the parent says them; headers and JSON are read as literals. */
const parentValue = (param: Param, expression: string): string =>
  param.in === "query" ? expression : asLiteral(expression);
