import { remembered } from "../remembered.ts";
import { words } from "./words.ts";

/** One step of a path: fixed text, or a place for a value. Text may hold values too: `getX(period='{period}')`. */
export interface Segment {
  readonly kind: "text" | "param";
  /** Without placeholders, file extension and brackets. */
  readonly text: string;
  readonly words: readonly string[];
  readonly params: readonly string[];
}

const EXTENSION = /\.(json|xml|js|jsonp|csv|php|aspx?|do|html?)$/i;
const PLACEHOLDER = /\{([^{}]+)\}/g;

/** `/Accounts/{Sid}/Calls.json` → Accounts, {Sid}, Calls. Query and fragment are left off. */
export const pathSegments: (path: string) => readonly Segment[] = remembered((path) =>
  path
    .replace(/[?#].*$/, "")
    .split("/")
    .filter((step) => step !== "")
    .map(segment),
);

function segment(step: string): Segment {
  const params = [...step.matchAll(PLACEHOLDER)].map((hole) => hole[1] ?? "");
  const bare = step.replace(EXTENSION, "");
  const text = bare
    .replace(/\(.*\)/, "")
    .replace(PLACEHOLDER, "")
    .replace(/^[.:;,=-]+|[.:;,=-]+$/g, "");
  if (params.length > 0 && text === "") return { kind: "param", text: "", words: [], params };
  return { kind: "text", text, words: words(text), params };
}

/** Steps that name a version or the interface itself, not what it gives. */
const PREAMBLE = /^(v?\d+(\.\d+)*|v\d+[a-z0-9.]*|\d{4}-\d{2}(-\d{2})?|api|apis|rest|public|beta|alpha|odata|svc)$/i;

export function isPreamble(step: Segment): boolean {
  return step.kind === "text" && PREAMBLE.test(step.text);
}

/** How many steps at the start of a path are preamble: `/api/rest/v1/products` → 3. Some text is always left. */
export function preamble(segments: readonly Segment[]): number {
  let length = 0;
  for (const step of segments) {
    if (!isPreamble(step)) break;
    length++;
  }
  while (length > 0 && !segments.slice(length).some((step) => step.kind === "text")) length--;
  return length;
}

/** The same path for the same endpoint: placeholders without names, no trailing slash. */
export const pathKey: (path: string) => string = remembered(
  (path) => path.replace(PLACEHOLDER, "{}").replace(EXTENSION, "").replace(/\/+$/, "") || "/",
);
