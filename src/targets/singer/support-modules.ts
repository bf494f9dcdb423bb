/** The support modules in `support/tap/`, each with those that it imports. A test holds this against the Python. */
export const SUPPORT_MODULES = {
  ahead: ["pages", "stream"],
  authenticate: [],
  children: ["clock", "pages", "params", "records", "stream"],
  clock: [],
  crossed: ["children", "errors", "records", "stream"],
  cursor_pages: ["pages", "params", "records", "stops"],
  drift: [],
  errors: ["records"],
  formats: [],
  incremental: ["formats", "pages", "params", "records", "stream"],
  lifted: ["records", "stream"],
  limiter: ["clock"],
  link_header: ["origin", "pages"],
  next_url: ["origin", "pages", "records"],
  oauth: ["renewable"],
  offset: ["pages", "params", "stops"],
  origin: ["pages"],
  page_number: ["pages", "params", "stops"],
  pages: ["params"],
  params: ["values"],
  records: [],
  renewable: ["clock", "errors", "retry"],
  retry: ["clock", "errors"],
  session_login: ["authenticate", "records", "renewable"],
  several: ["authenticate", "renewable"],
  signed_token: ["clock", "oauth", "renewable"],
  stops: ["pages", "records"],
  stream: [
    "authenticate",
    "clock",
    "drift",
    "errors",
    "origin",
    "pages",
    "params",
    "records",
    "retry",
    "tap",
    "values",
  ],
  tap: ["errors", "stream", "writer"],
  unknown_pages: ["pages"],
  values: [],
  writer: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SupportModule = keyof typeof SUPPORT_MODULES;

/** What generated code names of the support modules, and where each is. */
export const SUPPORT_NAMES = {
  AheadStream: "ahead",
  ChildStream: "children",
  Parent: "children",
  ParentStream: "children",
  CrossedStream: "crossed",
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
  CursorFilter: "incremental",
  IncrementalStream: "incremental",
  Until: "incremental",
  LiftedStream: "lifted",
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
  HttpStream: "stream",
  HttpTap: "tap",
  UnknownPages: "unknown_pages",
  Setting: "values",
  Text: "values",
} as const satisfies Readonly<Record<string, SupportModule>>;

export type SupportName = keyof typeof SUPPORT_NAMES;

/** The modules with all that they import, sorted. */
export function withImports(modules: Iterable<SupportModule>): SupportModule[] {
  const found = new Set<SupportModule>();
  const take = (module: SupportModule): void => {
    if (found.has(module)) return;
    found.add(module);
    for (const other of SUPPORT_MODULES[module]) take(other);
  };
  for (const module of modules) take(module);
  return [...found].sort();
}
