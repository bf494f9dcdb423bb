import type { SourceRef } from "../../evidence/source-ref.ts";
import { child, children, type Node, placeOf, record, text } from "../node.ts";

/** One request of a recording with its answer. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names. */
  readonly requestHeaders: ReadonlyMap<string, string>;
  /** Of a request with a body of JSON. */
  readonly requestBody: unknown;
  readonly status: number;
  /** As they are written, in order. */
  readonly responseHeaders: readonly (readonly [name: string, value: string])[];
  /** `undefined`: the answer is no JSON. */
  readonly body: unknown;
  readonly at: SourceRef;
}

const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/** What was asked of APIs: pages, scripts, pictures and what failed before an answer came are left out. */
export function readExchanges(root: Node): Exchange[] {
  return children(child(child(root, "log"), "entries")).flatMap((entry) => readExchange(entry) ?? []);
}

function readExchange(entry: Node): Exchange | undefined {
  const request = child(entry, "request");
  const response = child(entry, "response");
  const method = text(record(request).method)?.toUpperCase() ?? "";
  const url = URL.parse(text(record(request).url) ?? "");
  const status = Number(record(response).status);
  if (!url || !/^https?:$/.test(url.protocol) || !METHODS.has(method) || !(status >= 100)) return undefined;
  const body = jsonOf(child(response, "content"));
  if (body === undefined && status < 300 && method === "GET") return undefined;
  return {
    method,
    url,
    requestHeaders: new Map(pairs(child(request, "headers")).map(([name, value]) => [name.toLowerCase(), value])),
    requestBody: parsed(text(record(child(request, "postData")).text) ?? ""),
    status,
    responseHeaders: pairs(child(response, "headers")),
    body,
    at: placeOf(entry),
  };
}

function jsonOf(content: Node): unknown {
  const { text: written, encoding } = record(content);
  if (typeof written !== "string") return undefined;
  return parsed(encoding === "base64" ? Buffer.from(written, "base64").toString("utf8") : written);
}

/** Objects and lists alone: a text or a number is no answer of an API. */
function parsed(written: string): unknown {
  if (!/^\s*[[{]/.test(written)) return undefined;
  try {
    return JSON.parse(written);
  } catch {
    return undefined; // Something else, or cut off by the recorder.
  }
}

function pairs(list: Node): (readonly [string, string])[] {
  return children(list).flatMap((one) => {
    const { name, value } = record(one);
    return typeof name === "string" && typeof value === "string" ? [[name, value] as const] : [];
  });
}
