import type { FieldPath } from "../../model/values.ts";

export interface PointerInProse {
  readonly path: FieldPath;
  readonly quote: string;
}

/** Fields of an answer that texts name as the source of a parameter's next value: `a next_page with an offset`. */
export function pointerInProse(parameter: string, texts: readonly string[]): PointerInProse[] {
  const name = escaped(parameter);
  const patterns = [
    new RegExp(`[\`"'](next\\w*)[\`"']?\\.[\`"']?(${name})[\`"']`),
    new RegExp(
      `[\`"'](next\\w*)[\`"'] (?:with|containing|holding|that (?:has|contains|holds)|which (?:has|contains|holds)) (?:a|an|the) [\`"'](${name})[\`"']`,
    ),
    new RegExp(`[\`"'](next_?${name}|next_?page_?token|next_?cursor|next_?token)[\`"']`, "i"),
  ];
  for (const text of texts) {
    for (const pattern of patterns) {
      const hit = pattern.exec(text);
      if (!hit) continue;
      const path = hit.slice(1).filter((step) => step !== undefined);
      return [
        {
          path,
          quote: text
            .slice(Math.max(0, hit.index - 60), hit.index + 100)
            .replace(/\s+/g, " ")
            .trim(),
        },
      ];
    }
  }
  return [];
}

/** A parameter's own description that names the field: `the next_cursor of the previous answer`. */
export function pointerInDescription(description: string): PointerInProse[] {
  const hit = /\b((?:\w+\.)*next_?[a-z_]*(?:cursor|token|offset|key|marker|page_?id)\w*(?:\.\w+)*)\b/i.exec(
    description,
  );
  if (!hit?.[1]) return [];
  return [{ path: hit[1].split("."), quote: description.slice(Math.max(0, hit.index - 60), hit.index + 100) }];
}

/** A response header that a parameter's description names: `cursors are provided in the header X-Cursor-Next`. */
export function headerInDescription(description: string): string | undefined {
  if (!/\bheaders?\b/i.test(description)) return undefined;
  return /\b(x-[\w-]*(?:next|cursor|token|continuation|marker)[\w-]*)\b/i.exec(description)?.[1];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
