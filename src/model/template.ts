import type { Setting } from "./setting.ts";
import type { Template } from "./values.ts";

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "setting"; readonly name: string };

const HOLE = /\{([a-z][a-z0-9_]*)\}/g;

/** The parts of a template, in order, without empty texts; only names of the given settings are holes. */
export function templateParts(template: Template, settings: readonly Setting[]): TemplatePart[] {
  // Most texts are no more than that.
  if (!template.includes("{")) return template === "" ? [] : [{ kind: "text", text: template }];
  const names = new Set(settings.map((setting) => setting.name));
  const parts: TemplatePart[] = [];
  const text = (value: string) => {
    const last = parts.at(-1);
    if (value === "") return;
    if (last?.kind === "text") parts[parts.length - 1] = { kind: "text", text: last.text + value };
    else parts.push({ kind: "text", text: value });
  };
  let end = 0;
  for (const hole of template.matchAll(HOLE)) {
    text(template.slice(end, hole.index));
    end = hole.index + hole[0].length;
    const name = hole[1] ?? "";
    if (names.has(name)) parts.push({ kind: "setting", name });
    else text(hole[0]);
  }
  text(template.slice(end));
  return parts;
}

/** The template with every hole filled. */
export function fillTemplate(
  template: Template,
  settings: readonly Setting[],
  value: (setting: string) => string,
): string {
  return templateParts(template, settings)
    .map((part) => (part.kind === "text" ? part.text : value(part.name)))
    .join("");
}
