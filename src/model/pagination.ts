import type { FieldPath } from "./values.ts";

/** A named place in a request. In a body, dots separate levels: `page.after`. */
export interface Param {
  readonly name: string;
  readonly in: "query" | "header" | "path" | "body";
}

/** How one stream's records are spread over several answers. */
export type Pagination =
  | NoPagination
  | PageNumberPagination
  | OffsetPagination
  | CursorPagination
  | NextUrlPagination
  | LinkHeaderPagination
  | UnknownPagination;

/** A statement: one answer holds all records. */
export interface NoPagination {
  readonly kind: "none";
}

interface Sized {
  readonly sizeParam?: Param;
  /** Records asked for at a time: the documented maximum, else the documented default. */
  readonly pageSize?: number;
}

export interface PageNumberPagination extends Sized {
  readonly kind: "page-number";
  readonly pageParam: Param;
  /** 0 or 1, mostly. */
  readonly firstPage: number;
  readonly stop: StopRule;
}

export interface OffsetPagination extends Sized {
  readonly kind: "offset";
  readonly offsetParam: Param;
  /** Where counting starts; absent: 0. */
  readonly firstOffset?: number;
  readonly stop: StopRule;
}

export interface CursorPagination extends Sized {
  readonly kind: "cursor";
  readonly cursorParam: Param;
  readonly next:
    | { readonly from: "body"; readonly path: FieldPath }
    | { readonly from: "header"; readonly name: string }
    | { readonly from: "last-record"; readonly path: FieldPath };
  readonly stop: StopRule;
}

/** The answer's body holds the next page's URL, absolute or relative; it ends when that is absent, null or empty. */
export interface NextUrlPagination extends Sized {
  readonly kind: "next-url";
  readonly path: FieldPath;
}

/** RFC 8288: the `Link` header holds the next page's URL; it ends when there is none. */
export interface LinkHeaderPagination extends Sized {
  readonly kind: "link-header";
  readonly rel: "next";
}

/**
 * The document shows that the list pages, but not how to get the next page. A question is open;
 * generated code reads the first page and fails loudly when that page is full (`pageSize` records, or any sign of more).
 */
export interface UnknownPagination extends Sized {
  readonly kind: "unknown";
}

/** When a list ends. `guessed`: the document doesn't say, so generated code says so and reads until an answer is empty. */
export type StopRule = (
  | { readonly kind: "empty-page" }
  /** Fewer records than `pageSize` were given. Only where the document promises full pages. */
  | { readonly kind: "short-page" }
  /** No next cursor: absent, null or empty. */
  | { readonly kind: "no-cursor" }
  /** A boolean in the body: go on while it equals `goOn`. */
  | { readonly kind: "flag"; readonly path: FieldPath; readonly goOn: boolean }
  /** The body says how many records there are in all. */
  | { readonly kind: "total-items"; readonly path: FieldPath }
  /** The body says how many pages there are. */
  | { readonly kind: "total-pages"; readonly path: FieldPath }
  /** A header says how many records (or pages) there are in all. */
  | { readonly kind: "total-header"; readonly name: string; readonly counts: "items" | "pages" }
) & { readonly guessed?: boolean };
