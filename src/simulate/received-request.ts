import type { IncomingMessage } from "node:http";
import { isObject, readPath } from "../model/field-path.ts";
import type { Param } from "../model/pagination.ts";
import type { Json } from "../model/values.ts";

/** A request as it came in. */
export interface ReceivedRequest {
  readonly method: string;
  /** With the origin that is simulated. */
  readonly url: string;
  readonly origin: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The caller's time, in milliseconds since 1970: a connector may be run on a clock that skips its waits. */
  readonly now: number;
  /** What the body holds: JSON or a form; undefined where it is neither. */
  readonly body: Json | undefined;
}

/** Seconds by which the caller's clock is ahead; no part of the request that is judged. */
const SKIPPED_HEADER = "x-sourcewright-skipped";

export async function receive(message: IncomingMessage, origin: string): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const target = message.url ?? "/";
  const cut = target.indexOf("?");
  const { [SKIPPED_HEADER]: skipped, ...sent } = message.headers;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(sent))
    headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return {
    method: message.method ?? "GET",
    url: `${origin}${target}`,
    origin,
    path: cut < 0 ? target : target.slice(0, cut),
    query: new URLSearchParams(cut < 0 ? "" : target.slice(cut + 1)),
    headers,
    text,
    now: Date.now() + 1000 * (Number(skipped) || 0),
    body: bodyOf(text, headers["content-type"] ?? ""),
  };
}

function bodyOf(text: string, type: string): Json | undefined {
  if (text === "") return undefined;
  if (type.includes("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  if (!type.includes("json")) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function cookies(request: ReceivedRequest): ReadonlyMap<string, string> {
  const pairs = (request.headers.cookie ?? "").split(/;\s*/).filter((pair) => pair.includes("="));
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}

/** What a parameter was given; undefined where it wasn't sent. `pathValues`: what the path's placeholders held. */
export function paramValue(
  request: ReceivedRequest,
  pathValues: Readonly<Record<string, string>>,
  param: Param,
): string | undefined {
  switch (param.in) {
    case "query":
      return request.query.get(param.name) ?? undefined;
    case "header":
      return request.headers[param.name.toLowerCase()];
    case "path":
      return pathValues[param.name];
    case "body": {
      const value = isObject(request.body)
        ? (request.body[param.name] ?? readPath(request.body, param.name.split(".")))
        : undefined;
      return value === undefined || value === null
        ? undefined
        : typeof value === "object"
          ? JSON.stringify(value)
          : String(value);
    }
  }
}
