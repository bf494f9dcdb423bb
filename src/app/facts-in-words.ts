import type { Auth } from "../model/auth.ts";
import type { Incremental } from "../model/incremental.ts";
import type { Pagination } from "../model/pagination.ts";
import type { ParentLink } from "../model/stream.ts";
import type { FieldPath } from "../model/values.ts";

/** The facts of a model in a few words each, for people. */

export function authInWords(auth: Auth): string {
  switch (auth.kind) {
    case "none":
      return "nothing";
    case "bearer":
      return `${auth.prefix ?? "Bearer"} token`;
    case "basic":
      return `basic (${auth.username}${auth.password === "" ? "" : `, ${auth.password}`})`;
    case "api-key":
      return `key in the ${auth.in} "${auth.name}"${auth.prefix ? ` after "${auth.prefix}"` : ""}`;
    case "oauth2":
      return `OAuth 2 ${auth.grant} at ${auth.tokenUrl}`;
    case "jwt":
      return `signed token (${auth.algorithm})`;
    case "session":
      return `login at ${auth.login.path}`;
    case "custom":
      return auth.description;
    case "all":
      return auth.of.map(authInWords).join(" and ");
  }
}

export function paginationInWords(pagination: Pagination): string {
  switch (pagination.kind) {
    case "none":
      return "one page";
    case "page-number":
      return `page ${pagination.pageParam.name}`;
    case "offset":
      return `offset ${pagination.offsetParam.name}`;
    case "cursor":
      return `cursor ${pagination.cursorParam.name}`;
    case "next-url":
      return `next URL ${pagination.path.join(".")}`;
    case "link-header":
      return "Link header";
    case "unknown":
      return "?";
  }
}

export function incrementalInWords(incremental: Incremental | undefined): string {
  if (!incremental) return "";
  const field = incremental.cursorField.join(".");
  return incremental.request ? `${field} ≥ ${incremental.request.name}` : field;
}

export function parentsInWords(parents: readonly ParentLink[]): string {
  return parents.map(({ stream, field, param }) => `${param.name} ← ${stream}.${field.join(".")}`).join(", ");
}

export function pathInWords(path: FieldPath): string {
  return path.length === 0 ? "(root)" : path.join(".");
}

export function keyInWords(key: readonly FieldPath[]): string {
  return key.map((field) => field.join(".")).join(" + ");
}
