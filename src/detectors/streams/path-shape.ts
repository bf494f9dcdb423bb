import { remembered } from "../remembered.ts";
import { stemOf, words } from "./words.ts";

/** One step of a path: fixed text, or a place for a value. Text may hold values too: `getX(period='{period}')`. */
export interface Segment {
  readonly kind: "text" | "param";
  /** Without placeholders, file extension and brackets. */
  readonly text: string;
  readonly words: readonly string[];
  /** Of its words. */
  readonly stem: string;
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

const segment: (step: string) => Segment = remembered((step) => {
  const params = [...step.matchAll(PLACEHOLDER)].map((hole) => hole[1] ?? "");
  const bare = step.replace(EXTENSION, "");
  const text = bare
    .replace(/\(.*\)/, "")
    .replace(PLACEHOLDER, "")
    .replace(/^[.:;,=-]+|[.:;,=-]+$/g, "");
  if (params.length > 0 && (text === "" || /^\w+=\{[^{}]+\}$/.test(step)))
    return { kind: "param", text: "", words: [], stem: "", params };
  return { kind: "text", text, words: words(text), stem: stemOf(words(text)), params };
});

/** Steps that name a version or the interface itself, not what it gives. */
const PREAMBLE = /^(v?\d+(\.\d+)*|v\d+[a-z0-9.]*|\d{4}-\d{2}(-\d{2})?|api|apis|rest|public|beta|alpha|odata|svc)$/i;

export function isPreamble(step: Segment): boolean {
  return step.kind === "text" && PREAMBLE.test(step.text);
}

/** Steps without what names a version or "do" in their midst: `/x/version/{api_version}/do/query` → x, query. */
export function withoutVersions(segments: readonly Segment[]): readonly Segment[] {
  return segments.filter((step, at) => {
    const next = segments[at + 1];
    const isWord = step.kind === "text" && /^version$/i.test(step.text) && next !== undefined && isVersion(next);
    const before = segments[at - 1];
    const isNumber = before?.kind === "text" && /^version$/i.test(before.text) && isVersion(step);
    return !isWord && !isNumber && !(step.kind === "text" && step.text === "do" && at > 0 && next !== undefined);
  });
}

function isVersion({ kind, text, params }: Segment): boolean {
  return kind === "text" ? /^v?\d+(\.\d+)*$/.test(text) : params.every((name) => /^api_?version$/i.test(name));
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

/** Keys of what stands before each step of a path, its own last: what lists the records that a placeholder picks. */
export const pathKeys: (path: string) => readonly string[] = remembered((path) => {
  let before = "";
  const keys = [pathKey(before)];
  for (const { kind, text } of pathSegments(path)) {
    before += kind === "param" ? "/{}" : `/${text}`;
    keys.push(pathKey(before));
  }
  return keys;
});
