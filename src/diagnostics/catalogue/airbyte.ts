import { define } from "../diagnostic.ts";

type At = { readonly path: string };

/** What our own linter finds in an Airbyte manifest. */
export const airbyteDiagnostics = {
  "airbyte/unknown-component": define<At & { type: string }>({
    severity: "error",
    message: ({ type, path }) => `${path} is a ${type}, which the CDK doesn't know`,
    fix: () => "correct the type",
  }),
  "airbyte/unknown-key": define<At & { key: string; type: string }>({
    severity: "error",
    message: ({ key, type, path }) => `${path}: a ${type} has no "${key}"; the CDK passes over it without a word`,
    fix: () => "correct or remove the key",
  }),
  "airbyte/deprecated-key": define<At & { key: string; type: string }>({
    severity: "warning",
    message: ({ key, type, path }) => `${path}: "${key}" of a ${type} is deprecated`,
    fix: ({ key }) => (key === "url_base" || key === "path" ? "use url" : "use the key that took its place"),
  }),
  "airbyte/missing-key": define<At & { key: string; type: string }>({
    severity: "error",
    message: ({ key, type, path }) => `${path}: a ${type} needs "${key}"`,
  }),
  "airbyte/unresolved-reference": define<At & { target: string }>({
    severity: "error",
    message: ({ target, path }) => `${path} refers to ${target}, which isn't there; the manifest doesn't load`,
  }),
  "airbyte/unreachable-definition": define<{ pointer: string }>({
    severity: "warning",
    message: ({ pointer }) => `nothing refers to ${pointer}`,
    fix: () => "remove it",
  }),
  "airbyte/literal-misread": define<At & { text: string }>({
    severity: "error",
    message: ({ text, path }) =>
      `${path}: what ${JSON.stringify(text)} renders to is read as a Python literal, so that 1_000 becomes 1000`,
    fix: () => "put the text in single quotes of its own, or send the value through tojson",
  }),
  "airbyte/filter-unreached": define<At & { codes: string }>({
    severity: "warning",
    message: ({ codes, path }) => `${path} never gets its turn: filters before it take ${codes}`,
  }),
  "airbyte/action-overruled": define<At & { action: string }>({
    severity: "error",
    message: ({ action, path }) =>
      `${path}: after ${action} the composite handler asks the next one and takes its answer`,
    fix: () => "put the filter into the last handler, or use one DefaultErrorHandler",
  }),
  "airbyte/ignore-too-late": define<At>({
    severity: "error",
    message: ({ path }) => `${path}: a handler before it answers first, so its IGNORE is never reached`,
    fix: () => "move it to the front",
  }),
  "airbyte/no-primary-key": define<{ stream: string }>({
    severity: "info",
    message: ({ stream }) => `stream ${stream} has no primary key; destinations can't drop duplicates`,
  }),
  "airbyte/nested-primary-key": define<{ stream: string }>({
    severity: "error",
    message: ({ stream }) =>
      `the primary key of stream ${stream} lies inside an object; the CDK then offers no stream at all`,
  }),
  "airbyte/half-window": define<{ stream: string }>({
    severity: "error",
    message: ({ stream }) => `stream ${stream} has only one of step and cursor_granularity; the CDK refuses it`,
  }),
  "airbyte/cached-retry": define<{ stream: string }>({
    severity: "warning",
    message: ({ stream }) =>
      `stream ${stream} is a parent, whose pages are cached: where such an answer has status 200, asking again gives the same one`,
    fix: () => "let the filter fail, or set use_cache: false",
  }),
  "airbyte/page-size-missing": define<{ stream: string }>({
    severity: "error",
    message: ({ stream }) => `the paginator of stream ${stream} sends a page size that its strategy doesn't have`,
  }),
  "airbyte/secret-not-marked": define<{ setting: string }>({
    severity: "error",
    message: ({ setting }) =>
      `the setting ${setting} is a secret and isn't marked airbyte_secret; it would be shown and logged`,
  }),
};
