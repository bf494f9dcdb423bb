import { HTTP_MODULES, HTTP_NAMES, supportFile as httpFile, withImports } from "./http-support.ts";

/**
 * The modules in `reader-support/client/`, for projects whose framework brings no client along: they ask, page by page,
 * and know how far a stream was read. Each with those that it imports; a test holds this against the Python.
 */
export const READER_MODULES = {
  authenticate: [],
  client: ["authenticate", "errors", "framework", "origin", "pages", "params", "records", "source", "stream", "values"],
  credentials: ["query_string"],
  framework: [],
  lists: ["client", "errors", "framework", "pages", "params", "parents", "progress", "reading", "records", "stream"],
  progress: ["clock", "formats", "framework", "params", "records", "stream"],
  reading: ["client"],
  source: ["errors", "limiter", "retry", "stream"],
  stream: ["authenticate", "cursor_filter", "errors", "formats", "pages", "params", "parents"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const CLIENT_MODULES = { ...HTTP_MODULES, ...READER_MODULES };

export type ClientModule = keyof typeof CLIENT_MODULES;

/** What generated code names of the modules, and where each is. */
export const CLIENT_NAMES = {
  ...HTTP_NAMES,
  ApiKey: "credentials",
  Basic: "credentials",
  Cursor: "stream",
  Source: "source",
  Stream: "stream",
} as const satisfies Readonly<Record<string, ClientModule>>;

/** The modules that names are in, and those that are named, with all that they import; sorted. */
export function clientModules<Module extends string>(
  names: Iterable<string>,
  needed: readonly Module[],
  imports: Readonly<Record<Module | ClientModule, readonly (Module | ClientModule)[]>>,
): (Module | ClientModule)[] {
  const known = CLIENT_NAMES as Readonly<Record<string, ClientModule>>;
  const used = [...names].flatMap((name) => known[name] ?? []);
  return withImports<Module | ClientModule>([...needed, ...used], imports);
}

const FOLDER = new URL("reader-support/client/", import.meta.url);

/** The module's file, wherever it lies: with the target's own in the given folder, or with those that targets share. */
export function clientFile(module: string, own: URL): URL {
  return module in READER_MODULES ? new URL(`${module}.py`, FOLDER) : httpFile(module, own);
}
