import { type PathPart, pathParts } from "../model/path-template.ts";

/** Matches paths by what they say, however it is percent-encoded; an encoded slash stays inside its segment. */
export interface PathPattern {
  /** What each segment held in its placeholders, decoded; undefined where the path is another one. */
  match(path: string): Readonly<Record<string, string>> | undefined;
  readonly placeholders: number;
  /** Characters that the path spells out. */
  readonly spelled: number;
}

/** `base`: a path without placeholders that comes before. */
export function pathPattern(base: string, template: string): PathPattern {
  const parts: PathPart[] = [{ kind: "text", text: base }, ...pathParts(template)];
  const segments = segmentsOf(parts);
  const patterns = segments.map((segment) => new RegExp(`^${segment.map(source).join("")}$`));
  const names = segments.map((segment) => segment.flatMap((part) => (part.kind === "param" ? [part.name] : [])));
  return {
    placeholders: names.flat().length,
    spelled: parts.reduce((sum, part) => sum + (part.kind === "text" ? part.text.length : 0), 0),
    match(path) {
      const given = path.split("/").map(decoded);
      if (given.length !== patterns.length) return undefined;
      const found = patterns.map((pattern, index) => pattern.exec(given[index] ?? ""));
      if (found.some((one) => one === null)) return undefined;
      return Object.fromEntries(
        found.flatMap((one, index) => (names[index] ?? []).map((name, at) => [name, one?.[at + 1] ?? ""])),
      );
    },
  };
}

/** Cut at its slashes. */
function segmentsOf(parts: readonly PathPart[]): PathPart[][] {
  const segments: PathPart[][] = [[]];
  for (const part of parts) {
    const pieces =
      part.kind === "param"
        ? [part]
        : part.text.split("/").map((text): PathPart => ({ kind: "text", text: decoded(text) }));
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) segments.push([]);
      segments.at(-1)?.push(piece);
    }
  }
  return segments;
}

function source(part: PathPart): string {
  return part.kind === "param" ? "([^]*?)" : part.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
