import { HTTP_MODULES, HTTP_NAMES, withImports as withAll } from "../http-support.ts";

/** The source's own support modules in `support/source/`, each with those that it imports. A test holds this against the Python. */
export const OWN_MODULES = {
  answers: ["errors", "framework", "retry"],
  api_key: ["cookies", "query_string"],
  authenticate: [],
  budget: ["origin", "retry"],
  children: ["pages", "params", "parents", "stream"],
  framework: [],
  incremental: ["clock", "cursor_filter", "formats", "framework", "pages", "params", "records", "stream"],
  lineage: ["children", "parents", "stream"],
  refreshable: ["errors", "framework"],
  source: ["children", "lineage", "stream"],
  stream: [
    "answers",
    "authenticate",
    "budget",
    "drift",
    "errors",
    "framework",
    "pages",
    "params",
    "parents",
    "records",
    "refreshable",
    "retry",
    "values",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const MODULES = { ...HTTP_MODULES, ...OWN_MODULES };

export type SupportModule = keyof typeof MODULES;

/** What generated code names of the support modules, and where each is. */
export const SUPPORT_NAMES = {
  ...HTTP_NAMES,
  ApiKey: "api_key",
  nobody: "authenticate",
  ChildStream: "children",
  IncrementalStream: "incremental",
  Refreshable: "refreshable",
  ApiSource: "source",
  ApiStream: "stream",
} as const satisfies Readonly<Record<string, SupportModule>>;

export type SupportName = keyof typeof SUPPORT_NAMES;

/** The modules with all that they import, sorted. */
export const withImports = (modules: Iterable<SupportModule>): SupportModule[] =>
  withAll<SupportModule>(modules, MODULES);
