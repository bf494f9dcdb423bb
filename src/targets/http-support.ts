/**
 * The support modules in `http-support/client/`, which know nothing of a framework, each with those that it imports.
 * Two of these are each framework's own, beside its other modules: `framework` (its exceptions and its request) and
 * `authenticate`. A test holds this against the Python.
 */
export const HTTP_MODULES = {
  clock: [],
  cookies: [],
  cursor_filter: ["formats", "params"],
  cursor_pages: ["framework", "pages", "params", "records", "stops"],
  drift: [],
  errors: ["framework", "records"],
  formats: [],
  limiter: ["clock"],
  link_header: ["framework", "origin", "pages"],
  next_url: ["framework", "origin", "pages", "records"],
  oauth: ["framework", "renewable"],
  offset: ["framework", "pages", "params", "stops"],
  origin: ["pages"],
  page_number: ["framework", "pages", "params", "stops"],
  pages: ["framework", "params"],
  params: ["framework", "values"],
  parents: ["params"],
  query_string: [],
  records: [],
  renewable: ["clock", "errors", "retry"],
  retry: ["clock", "errors", "framework"],
  session_login: ["cookies", "framework", "query_string", "records", "renewable"],
  several: ["authenticate", "cookies", "renewable"],
  signed_token: ["clock", "oauth", "renewable"],
  stops: ["pages", "records"],
  unknown_pages: ["framework", "pages"],
  values: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What generated code names of them, and where each is. */
export const HTTP_NAMES = {
  CursorFilter: "cursor_filter",
  Until: "cursor_filter",
  Cursors: "cursor_pages",
  InBody: "cursor_pages",
  InHeader: "cursor_pages",
  InLastRecord: "cursor_pages",
  BodyHolds: "errors",
  ErrorRule: "errors",
  DateTimes: "formats",
  Dates: "formats",
  EpochMilliseconds: "formats",
  EpochSeconds: "formats",
  Integers: "formats",
  Pattern: "formats",
  Limiter: "limiter",
  Quota: "limiter",
  LinkHeaders: "link_header",
  NextUrls: "next_url",
  OAuthToken: "oauth",
  Offsets: "offset",
  PageNumbers: "page_number",
  Pagination: "pages",
  SinglePage: "pages",
  Body: "params",
  FormField: "params",
  Header: "params",
  Path: "params",
  Query: "params",
  Parent: "parents",
  RateHeaders: "retry",
  Retries: "retry",
  SessionLogin: "session_login",
  Several: "several",
  AssertedToken: "signed_token",
  SignedToken: "signed_token",
  EmptyPage: "stops",
  Flag: "stops",
  ShortPage: "stops",
  TotalHeader: "stops",
  TotalItems: "stops",
  TotalPages: "stops",
  UnknownPages: "unknown_pages",
  Setting: "values",
  Text: "values",
} as const satisfies Readonly<Record<string, keyof typeof HTTP_MODULES>>;

export type HttpSupportName = keyof typeof HTTP_NAMES;

const FOLDER = new URL("http-support/", import.meta.url);

/** The modules' file, wherever it lies: with the framework's own in the given folder, or with those that all share. */
export function supportFile(module: string, own: URL): URL {
  return module in HTTP_MODULES ? new URL(`client/${module}.py`, FOLDER) : new URL(`${module}.py`, own);
}

/** What plays the source in a project's own tests, whatever framework it is on. */
export const PLAYED_SOURCE = [
  "__init__",
  "fake_clock",
  "moments",
  "places",
  "played_auth",
  "played_list",
  "played_request",
  "played_source",
  "shapes",
  "signing_keys",
] as const;

export const playedSourceFile = (name: (typeof PLAYED_SOURCE)[number]): URL => new URL(`testing/${name}.py`, FOLDER);

/** The modules with all that they import, sorted. */
export function withImports<Module extends string>(
  modules: Iterable<Module>,
  imports: Readonly<Record<Module, readonly Module[]>>,
): Module[] {
  const found = new Set<Module>();
  const take = (module: Module): void => {
    if (found.has(module)) return;
    found.add(module);
    for (const other of imports[module]) take(other);
  };
  for (const module of modules) take(module);
  return [...found].sort();
}
