import { diagnose } from "../../../diagnostics/collector.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { COMPONENTS } from "./component-table.ts";
import { type Found, filled, type NodeMap } from "./manifest-tree.ts";

/** The CDK takes unknown keys and types without a word, and deprecated ones with a warning. */
export function keyProblems(components: readonly Found[], manifest: NodeMap): Diagnostic[] {
  return components.flatMap(({ type, value, path }) => {
    const component = COMPONENTS[type];
    if (!component) return [diagnose("airbyte/unknown-component", { type, path: shown(path) })];
    const keys = Object.keys(value).filter((key) => key !== "$ref");
    const given = filled(value, manifest);
    return [
      ...keys
        .filter((key) => component.keys[key] === undefined)
        .map((key) => diagnose("airbyte/unknown-key", { key, type, path: shown(path) })),
      ...keys
        .filter((key) => component.deprecated.includes(key))
        .map((key) => diagnose("airbyte/deprecated-key", { key, type, path: shown(path) })),
      ...component.required
        .filter((key) => key !== "type" && given[key] === undefined && !isOptionalPart(path))
        .map((key) => diagnose("airbyte/missing-key", { key, type, path: shown(path) })),
    ];
  });
}

/** A part among the definitions may be finished by whatever refers to it. */
const isOptionalPart = (path: string): boolean => path.startsWith("definitions.") && path.split(".").length === 2;

export const shown = (path: string): string => (path === "" ? "the manifest" : path);
