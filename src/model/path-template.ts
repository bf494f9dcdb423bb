/** A stream's path, cut at its placeholders: `/users/{id}/posts` → text, parameter, text. */
export type PathPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "param"; readonly name: string };

const PLACEHOLDER = /\{([^{}]+)\}/g;

export function pathParts(path: string): PathPart[] {
  const parts: PathPart[] = [];
  let end = 0;
  for (const hole of path.matchAll(PLACEHOLDER)) {
    if (hole.index > end) parts.push({ kind: "text", text: path.slice(end, hole.index) });
    parts.push({ kind: "param", name: hole[1] ?? "" });
    end = hole.index + hole[0].length;
  }
  if (end < path.length) parts.push({ kind: "text", text: path.slice(end) });
  return parts;
}

/** Names of the placeholders, in order. */
export function pathParams(path: string): string[] {
  return (path.match(PLACEHOLDER) ?? []).map((hole) => hole.slice(1, -1));
}
