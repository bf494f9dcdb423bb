import { define } from "../diagnostic.ts";

/** What can be wrong with, or was mended in, a document that was read. */
export const inputDiagnostics = {
  "input/duplicate-key": define<{ key: string }>({
    severity: "warning",
    message: ({ key }) => `the key "${key}" is there twice; the last one counts`,
    fix: () => "remove one of them from the document",
  }),
  "input/broken-reference": define<{ ref: string }>({
    severity: "warning",
    message: ({ ref }) => `"${ref}" leads nowhere; what it would have described is unknown`,
    fix: () => "correct the reference, or give the folder that holds all files of the document",
  }),
  "input/circular-reference": define<{ ref: string }>({
    severity: "warning",
    message: ({ ref }) => `"${ref}" leads back to itself without describing anything`,
    fix: () => "correct the reference in the document",
  }),
  "input/remote-reference": define<{ ref: string; origin: string }>({
    severity: "warning",
    message: ({ ref }) => `"${ref}" was not fetched: its origin is not one that may be asked`,
    fix: ({ origin }) => `allow it with --allow-origin ${origin}`,
  }),
  "input/reference-outside": define<{ ref: string; root: string }>({
    severity: "warning",
    message: ({ ref, root }) => `"${ref}" was not read: it leads out of ${root}`,
    fix: () => "give the folder that holds both files instead of the one file",
  }),
  "input/type-against-structure": define<{ said: string; shape: string }>({
    severity: "info",
    message: ({ said, shape }) =>
      `a schema says type "${said}" but is written as an ${shape}; it is read as an ${shape}`,
    collapse: true,
  }),
  "input/parameters-as-map": define<Record<string, never>>({
    severity: "info",
    message: () => "parameters are written as a map instead of a list; each entry is read as one parameter",
    collapse: true,
  }),
  "input/unusable-parameter": define<{ name: string; in: string }>({
    severity: "warning",
    message: (parameter) =>
      parameter.name === ""
        ? "a parameter is left out: it has no name"
        : `the parameter "${parameter.name}" is left out: ${parameter.in === "" ? "it doesn't say where it goes" : `"${parameter.in}" is no place for one`}`,
    fix: () => "give it a name, and query, header, path or cookie as its place",
    collapse: true,
  }),
  "input/relative-server": define<{ url: string }>({
    severity: "warning",
    message: ({ url }) => `the server "${url}" has no host, and the document came from a file`,
    fix: () => "add the full URL of the API to the document's servers, or set the base URL in overrides.yaml",
    collapse: true,
  }),
  "input/shown-by-page": define<{ page: string; description: string }>({
    severity: "info",
    message: ({ page, description }) =>
      page.endsWith(description)
        ? `the description that the page ${page} holds was read`
        : `${page} is a page that shows ${description}, which was read`,
  }),
  "input/other-hosts": define<{ read: string; others: readonly string[] }>({
    severity: "info",
    message: ({ read, others }) =>
      `the recording asks several hosts; ${read} was read, ${others.slice(0, 5).join(", ")} not`,
    fix: () => "record the other API alone to read it",
  }),
  "input/unreadable-page": define<{ why: string }>({
    severity: "warning",
    message: ({ why }) => `a page that others link to is left out: ${why}`,
    fix: () => "try again, or give the pages as files",
  }),
  "input/encoding": define<{ encoding: string }>({
    severity: "info",
    message: ({ encoding }) => `the document is not UTF-8; it is read as ${encoding}`,
    fix: () => "save a description as UTF-8; a sample stays as it is, its connector reads that",
  }),
  "input/byte-order-mark": define<Record<string, never>>({
    severity: "info",
    message: () => "the document begins with a byte order mark, which is passed over",
  }),
  "input/not-strict-json": define<Record<string, never>>({
    severity: "warning",
    message: () => "the document is no strict JSON (a comment, a trailing comma, an unquoted key); it is read as YAML",
    fix: () => "correct the line",
  }),
  "input/tabs": define<Record<string, never>>({
    severity: "warning",
    message: () => "the YAML is indented with tabs, which YAML forbids; each is read as two spaces",
    fix: () => "replace tabs by spaces",
  }),
  "input/several-in-one-file": define<Record<string, never>>({
    severity: "warning",
    message: () => "the file holds several YAML documents; only the first is read",
    fix: () => "put each into a file of its own",
  }),
  "input/unreadable-reference": define<{ ref: string; why: string }>({
    severity: "warning",
    message: ({ ref, why }) => `"${ref}" can't be read (${why}); what it would have described is unknown`,
    fix: () => "correct the reference, or give the folder that holds all files of the document",
  }),
  "input/mended-reference": define<{ ref: string; to: string }>({
    severity: "info",
    message: ({ ref, to }) => `"${ref}" leads nowhere as it is written; it is read as "${to}"`,
  }),
  "input/duplicate-operation": define<{ document: string; other: string }>({
    severity: "warning",
    message: ({ document, other }) =>
      `an operation of ${document} has the method and path of one in ${other}; only the one in ${other} is used`,
    fix: () => "analyse documents of different APIs, or versions of one API, apart",
    collapse: true,
  }),
  "input/no-version": define<{ format: string }>({
    severity: "warning",
    message: ({ format }) => `the document doesn't say which version of OpenAPI it is; it is read as ${format}`,
    fix: () => "add `openapi` with the version as its first line",
  }),
  "input/unknown-type": define<{ type: string }>({
    severity: "warning",
    message: ({ type }) => `${type} is no type of a schema; values are taken as they come`,
    fix: () => "write one of string, integer, number, boolean, array, object",
    collapse: true,
  }),
  "input/type-word": define<{ type: string; readAs: string }>({
    severity: "info",
    message: ({ type, readAs }) => `${type} is no type of a schema; it is read as ${readAs}`,
    collapse: true,
  }),
  "input/array-with-properties": define<Record<string, never>>({
    severity: "info",
    message: () => "an array has properties instead of items; they are read as those of its elements",
    collapse: true,
  }),
  "input/required-on-property": define<Record<string, never>>({
    severity: "info",
    message: () => "`required: true` stands on a property instead of in its object's list; it is read as meant",
    collapse: true,
  }),
  "input/parameter-without-schema": define<Record<string, never>>({
    severity: "info",
    message: () => "a parameter has its type beside its name, as in Swagger 2.0, and no schema; it is read as meant",
    collapse: true,
  }),
  "input/old-body-parameter": define<{ in: string }>({
    severity: "info",
    message: (parameter) => `a parameter is in "${parameter.in}", as in Swagger 2.0; it is read as a request body`,
    collapse: true,
  }),
  "input/no-responses": define<Record<string, never>>({
    severity: "info",
    message: () => "an operation describes no response",
    collapse: true,
  }),
  "input/no-server": define<Record<string, never>>({
    severity: "warning",
    message: () => "the document names no server, and it came from a file, so the API's address is unknown",
    fix: () => "add the API's URL to the document, or set the base URL in overrides.yaml",
  }),
  "input/control-characters": define<Record<string, never>>({
    severity: "info",
    message: () => "the YAML holds control characters, which it forbids; they are left out",
  }),
  "input/indentation": define<Record<string, never>>({
    severity: "info",
    message: () => "lines inside quotes are indented less than YAML wants; they are read as meant",
  }),
  "input/unquoted-text": define<Record<string, never>>({
    severity: "warning",
    message: () => "a text that YAML takes for something else is not in quotes; the rest of its line is read as text",
    fix: () => "put it in quotes",
    collapse: true,
  }),
  "input/credentials-left-out": define<Record<string, never>>({
    severity: "warning",
    message: () =>
      "the document holds credentials; they are left out of everything that is made, and no copy of it is kept for `check`",
    fix: () => "take them out of the document, and withdraw those that others have seen",
  }),
  "input/open-base-variable": define<{ variable: string }>({
    severity: "warning",
    message: ({ variable }) =>
      `the requests go to the address in the variable "${variable}", which the collection gives no value, so the API's address is unknown`,
    fix: () =>
      "give the exported environment (or globals) along with the collection, or set the base URL in overrides.yaml",
  }),
};
