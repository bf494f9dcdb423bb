import { withValue } from "../model/field-path.ts";
import type { Param } from "../model/pagination.ts";
import type { Json } from "../model/values.ts";

/** A request that isn't sent yet; changing one gives another. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly encoding: "json" | "form"; readonly value: Json };
  /** What messages call it: `GET /users/{id}`. */
  readonly shown: string;
}

export function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } };
}

export function withQuery(request: HttpRequest, name: string, value: string): HttpRequest {
  const url = new URL(request.url);
  url.searchParams.set(name, value);
  return { ...request, url: url.href };
}

export function withCookie(request: HttpRequest, name: string, value: string): HttpRequest {
  const held = request.headers.cookie;
  return withHeader(request, "cookie", [held, `${name}=${value}`].filter((part) => part !== undefined).join("; "));
}

/** With a parameter wherever it goes, but in the path, which is filled when a request is made. */
export function withParam(request: HttpRequest, param: Param, value: Json): HttpRequest {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  switch (param.in) {
    case "query":
      return withQuery(request, param.name, text);
    case "header":
      return withHeader(request, param.name, text);
    case "body": {
      const { encoding, value: held } = request.body ?? { encoding: "json" as const, value: {} };
      return { ...request, body: { encoding, value: withValue(held, param.name.split("."), value) } };
    }
    case "path":
      return request;
  }
}

/** As `fetch` takes it. */
export function fetchInit({ method, headers, body }: HttpRequest): RequestInit {
  if (!body) return { method, headers };
  const isJson = body.encoding === "json";
  const type = isJson ? "application/json" : "application/x-www-form-urlencoded";
  const text = isJson ? JSON.stringify(body.value) : formText(body.value);
  return { method, headers: { "content-type": type, ...headers }, body: text };
}

function formText(value: Json): string {
  const form = new URLSearchParams();
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  for (const [name, one] of fields) form.set(name, typeof one === "string" ? one : JSON.stringify(one));
  return form.toString();
}
