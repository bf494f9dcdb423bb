import type { Auth } from "../model/auth.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { ErrorRule, HttpAccess, HttpSource } from "../model/http.ts";
import type { Stream } from "../model/stream.ts";
import type { Configuration } from "./configuration.ts";
import { type PathPattern, pathPattern } from "./path-pattern.ts";
import type { ReceivedRequest } from "./received-request.ts";

/** Where one stream's records are asked for. */
export interface Endpoint {
  readonly stream: Stream;
  readonly access: HttpAccess;
  readonly origin: string;
  /** Undefined: nothing is asked of the caller, because the question is still open. */
  readonly auth: Auth | undefined;
  readonly errors: readonly ErrorRule[];
  /** Of the whole path, the base URL's part included. */
  readonly path: PathPattern;
  readonly constants: readonly { readonly in: "query" | "header"; readonly name: string; readonly value: string }[];
}

export interface Match {
  readonly endpoint: Endpoint;
  /** Decoded. */
  readonly pathValues: Readonly<Record<string, string>>;
}

/** An address cut into its origin and its path. */
export function originAndPath(url: string): { origin: string; path: string } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw new Error(`"${url}" is no http(s) URL to simulate`);
  return { origin: parsed.origin, path: parsed.pathname };
}

export function endpoints(model: ConnectorModel, source: HttpSource, configuration: Configuration): Endpoint[] {
  return model.streams.flatMap((stream) => {
    const { access } = stream;
    if (access.kind !== "http") return [];
    const base = originAndPath(configuration.fill(access.baseUrl ?? source.baseUrl));
    const path = access.path.startsWith("/") ? access.path : `/${access.path}`;
    const constants = (list: HttpAccess["query"], place: "query" | "header") =>
      list.map(({ name, value }) => ({ in: place, name, value: configuration.fill(value) }));
    return [
      {
        stream,
        access,
        origin: base.origin,
        auth: (access.auth ?? source.auth)[0],
        errors: [...(access.errors ?? []), ...source.errors],
        path: pathPattern(base.path.replace(/\/+$/, ""), path),
        constants: [
          ...constants(access.query, "query"),
          ...constants([...source.headers, ...access.headers], "header"),
        ],
      },
    ];
  });
}

/** The endpoints that a request may speak to, those that say most about it first. */
export function matchEndpoints(all: readonly Endpoint[], request: ReceivedRequest): Match[] {
  const fits = all.flatMap((endpoint) => {
    const pathValues = endpoint.origin === request.origin ? endpoint.path.match(request.path) : undefined;
    return pathValues ? [{ endpoint, pathValues }] : [];
  });
  return fits.sort((one, other) => closeness(other, request) - closeness(one, request));
}

function closeness({ endpoint }: Match, request: ReceivedRequest): number {
  const constants = endpoint.constants.filter((one) => one.in === "query");
  const met = constants.filter((one) => request.query.get(one.name) === one.value).length;
  const parents = endpoint.stream.parents.filter(({ param }) => param.in === "query");
  const named = parents.filter(({ param }) => request.query.has(param.name)).length;
  const method = endpoint.access.method === request.method ? 1_000_000_000 : 0;
  const missed = constants.length - met + parents.length - named;
  // What a path spells out says more than what it leaves open.
  const { placeholders, spelled } = endpoint.path;
  return method - 100_000 * placeholders + spelled + 10 * (met + named - missed);
}
