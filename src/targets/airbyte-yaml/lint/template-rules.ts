import { diagnose } from "../../../diagnostics/collector.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { type Reading, survivesReading } from "../lower/jinja.ts";
import { type Found, isList, isMap, type Node } from "./manifest-tree.ts";

interface Place {
  readonly type: string;
  readonly key: string;
  readonly reading: Exclude<Reading, "never">;
}

/** Where the CDK reads what a template renders to as a Python literal. */
const PLACES: readonly Place[] = [
  { type: "HttpRequester", key: "request_parameters", reading: "request" },
  { type: "HttpRequester", key: "request_headers", reading: "text" },
  { type: "RequestBodyUrlEncodedForm", key: "value", reading: "request" },
  { type: "RequestBodyJsonObject", key: "value", reading: "typed" },
  { type: "ApiKeyAuthenticator", key: "api_token", reading: "text" },
  { type: "BearerAuthenticator", key: "api_token", reading: "text" },
  { type: "BasicHttpAuthenticator", key: "username", reading: "text" },
  { type: "BasicHttpAuthenticator", key: "password", reading: "text" },
  { type: "OAuthAuthenticator", key: "client_id", reading: "text" },
  { type: "OAuthAuthenticator", key: "client_secret", reading: "text" },
  { type: "OAuthAuthenticator", key: "refresh_token", reading: "text" },
  { type: "CursorPagination", key: "cursor_value", reading: "text" },
  { type: "AddedFieldDefinition", key: "value", reading: "typed" },
];

/** A value from outside, as it is; JSON bodies often want the number that a text holds. */
const LONE_VALUE: Readonly<Record<Place["reading"], RegExp>> = {
  text: /^\{\{\s*(?:config|response|last_record|headers)\b[^|{}]*\}\}$/,
  typed: /^\{\{\s*(?:record|stream_partition|stream_slice)\b[^|{}]*\}\}$/,
  request: /^$/,
};

/** Texts that come out as something else, and secrets or cursors that some day will. */
export function templateProblems(components: readonly Found[]): Diagnostic[] {
  return components.flatMap(({ type, value, path }) =>
    PLACES.filter((place) => place.type === type && value.value_type === undefined).flatMap(({ key, reading }) =>
      textsIn(value[key], `${path}.${key}`)
        .filter(({ text }) => isMisread(text, reading))
        .map(({ text, at }) => diagnose("airbyte/literal-misread", { text, path: at })),
    ),
  );
}

function textsIn(node: Node | undefined, at: string): { readonly text: string; readonly at: string }[] {
  if (typeof node === "string") return [{ text: node, at }];
  if (isList(node)) return node.flatMap((held, index) => textsIn(held, `${at}[${index}]`));
  if (!isMap(node)) return [];
  return Object.entries(node).flatMap(([key, held]) => (key === "$ref" ? [] : textsIn(held, `${at}.${key}`)));
}

/** Quotes around the whole text say that the author knows. */
function isMisread(text: string, reading: Place["reading"]): boolean {
  if (/^'(?:[^'\\]|\\.)*'$/.test(text)) return false;
  if (!/\{[{%]/.test(text)) return !survivesReading(text, reading);
  return LONE_VALUE[reading].test(text);
}
