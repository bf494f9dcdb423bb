import { posix } from "node:path";
import { isUrl, type SourceText } from "./source-document.ts";

/** Where the file part of a reference leads, or why it may not be read. */
export type Located =
  | { readonly kind: "file"; readonly location: string }
  | { readonly kind: "url"; readonly location: string }
  | { readonly kind: "forbidden"; readonly origin: string }
  | { readonly kind: "outside" }
  | { readonly kind: "unusable" };

/**
 * Joins a reference to the document that it is in. Files must stay in the document's root folder; URLs must be of
 * the document's own origin or an allowed one.
 */
export function locate(reference: string, from: SourceText, allowedOrigins: readonly string[]): Located {
  if (isUrl(from.location) || isUrl(reference)) return locateUrl(reference, from, allowedOrigins);
  if (/^[a-z][a-z0-9+.-]+:/i.test(reference)) return { kind: "unusable" };
  const path = decoded(reference).replaceAll("\\", "/");
  if (path.includes("\0")) return { kind: "unusable" };
  const location = posix.isAbsolute(path) ? posix.normalize(path) : posix.join(posix.dirname(from.location), path);
  return isBelow(location, from.root) ? { kind: "file", location } : { kind: "outside" };
}

function locateUrl(reference: string, from: SourceText, allowedOrigins: readonly string[]): Located {
  const url = URL.parse(reference, isUrl(from.location) ? from.location : undefined);
  if (!url || !isUrl(url.href)) return { kind: "unusable" };
  const isAllowed =
    url.origin === from.root || allowedOrigins.some((origin) => URL.parse(origin)?.origin === url.origin);
  return isAllowed ? { kind: "url", location: url.href } : { kind: "forbidden", origin: url.origin };
}

/** Both are normalised paths. */
function isBelow(path: string, folder: string): boolean {
  const prefix = folder === "." ? "" : folder.endsWith("/") ? folder : `${folder}/`;
  const rest = path.slice(prefix.length);
  return path.startsWith(prefix) && !posix.isAbsolute(rest) && rest !== ".." && !rest.startsWith("../");
}

/** A URL as it may be shown and kept: without a password, and without the values of keys in its query. */
export function shownUrl(location: string): string {
  const url = URL.parse(location);
  if (!url) return location;
  url.username = "";
  url.password = "";
  for (const name of new Set(url.searchParams.keys())) {
    if (/key|token|secret|sig|pass|auth|code|credential/i.test(name)) url.searchParams.set(name, "***");
  }
  return url.href;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A stray percent sign: the path is then as it is written.
  }
}
