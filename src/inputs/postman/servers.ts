import type { ServerFact } from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { PostmanRequest } from "./postman-request.ts";
import type { Variables } from "./variables.ts";

/** Where the requests of one collection go. */
export interface CollectionServers {
  /** That of most requests. */
  readonly main: ServerFact | undefined;
  /** The variable that stands for all of the main address and has no value. */
  readonly openVariable: string | undefined;
  /** The path below the server; `servers` where it is another than the main one. */
  place(request: PostmanRequest): { readonly path: string; readonly servers: readonly ServerFact[] | undefined };
}

export function readServers(
  requests: readonly PostmanRequest[],
  variables: Variables,
  told: string | undefined,
): CollectionServers {
  const counted = new Map<string, { readonly first: PostmanRequest; count: number }>();
  for (const request of requests) {
    const key = keyOf(request.server);
    const held = counted.get(key);
    if (held) held.count++;
    else counted.set(key, { first: request, count: 1 });
  }
  const [best] = [...counted].sort(([, a], [, b]) => b.count - a.count);
  const mainKey = best?.[0];
  const address = best && (addressIn(mainKey ?? "") ?? told);
  const main = best && serverOf(address ?? "", best[1].first.at, variables);
  const openVariable = address === undefined ? /^\{([^{}]+)\}$/.exec(mainKey ?? "")?.[1] : undefined;
  return {
    main,
    openVariable,
    place({ server, path, at }) {
      const key = keyOf(server);
      if (key === mainKey || server === undefined) return { path, servers: undefined };
      const whole = `${key}${path}`;
      if (mainKey !== undefined && whole.startsWith(`${mainKey}/`))
        return { path: whole.slice(mainKey.length), servers: undefined };
      return { path, servers: [serverOf(addressIn(key) ?? "", at, variables)] };
    },
  };
}

/** Without a slash at its end, and alike for http and https. */
function keyOf(server: string | undefined): string {
  return (server ?? "")
    .replace(/\/+$/, "")
    .replace(/^http:/i, "https:")
    .replace(/^https:\/\/[^/]+/i, (host) => (host.toLowerCase().includes("{") ? host : host.toLowerCase()));
}

/** `undefined` for what has no host of its own: a variable that stands for the whole address. */
function addressIn(key: string): string | undefined {
  return /^[^/]+:\/\/./.test(key) ? key : undefined;
}

function serverOf(url: string, at: SourceRef, variables: Variables): ServerFact {
  const names = [...url.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const known = names.map((name) => [
    name,
    { default: variables.valueOf(name), enum: undefined, description: undefined },
  ]);
  return { url, description: undefined, variables: Object.fromEntries(known), at };
}

/** The address of the API that prose tells: `Base URL: https://api.example.com/v1`. */
export function toldAddress(texts: readonly string[]): string | undefined {
  const pattern =
    /\b(?:base[ _-]?(?:ur[li]|path|address)|api[ _-]?(?:ur[li]|host|endpoint)|root[ _-]?ur[li])\b[^\n.]{0,60}?(https:\/\/[^\s"'`<>)\]|*,]+)/i;
  const found = texts.map((text) => pattern.exec(text.slice(0, 50_000))?.[1]).find((one) => one !== undefined);
  return found?.replace(/[/.]+$/, "").replace(/\{\{\s*([^{}]*?)\s*\}\}/g, "{$1}");
}
