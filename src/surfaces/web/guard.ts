import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";

export interface Access {
  /** What has to be shown; absent: whoever reaches the port may look. */
  readonly token?: string;
  /** Names that requests may call this server by; absent: any. */
  readonly hosts?: readonly string[];
}

/** No script, no frame, nothing from elsewhere, and no form that leads away. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** Lets in only who may look, and only to look. */
export function guard({ token, hosts }: Access): MiddlewareHandler {
  return async (context, next) => {
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    if (context.req.method !== "GET" && context.req.method !== "HEAD") {
      context.header("allow", "GET, HEAD");
      return context.text("There is nothing here but pages to look at.\n", 405);
    }
    // A page from elsewhere whose name was made to lead to this machine would otherwise read along.
    if (hosts && !hosts.includes(hostOf(context)))
      return context.text(
        "This server goes by another name; open it by the address that `sourcewright serve` told.\n",
        421,
      );
    if (token !== undefined && !isShown(token, context.req.header("authorization"))) {
      context.header("www-authenticate", 'Basic realm="sourcewright catalog", charset="UTF-8"');
      return context.text("A token is needed: as the password (any user name), or as a bearer token.\n", 401);
    }
    await next();
    return undefined;
  };
}

function hostOf(context: Context): string {
  return (context.req.header("host") ?? "").replace(/:\d+$/, "").toLowerCase();
}

/** Browsers ask for a name and a password; programs send a bearer token. */
function isShown(token: string, header = ""): boolean {
  const [, scheme = "", value = ""] = /^(\w+) +(.+)$/.exec(header) ?? [];
  if (/^bearer$/i.test(scheme)) return isSame(value, token);
  if (!/^basic$/i.test(scheme)) return false;
  const given = Buffer.from(value, "base64").toString("utf8");
  return isSame(given.slice(given.indexOf(":") + 1), token);
}

/** In the same time, whatever is alike; hashed, since only what is equally long can be compared so. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
