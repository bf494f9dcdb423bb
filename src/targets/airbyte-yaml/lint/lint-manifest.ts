import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { errorHandlerProblems } from "./error-rules.ts";
import { keyProblems } from "./key-rules.ts";
import { componentsOf, isMap, type Node } from "./manifest-tree.ts";
import { referenceProblems } from "./reference-rules.ts";
import { secretProblems, streamProblems } from "./stream-rules.ts";
import { templateProblems } from "./template-rules.ts";

/** What the CDK lets pass in a manifest (as parsed from YAML) and what then goes wrong in production. */
export function lintManifest(manifest: unknown): readonly Diagnostic[] {
  const root = manifest as Node;
  if (!isMap(root)) return [];
  const components = componentsOf(root);
  return [
    ...keyProblems(components, root),
    ...referenceProblems(root),
    ...templateProblems(components),
    ...errorHandlerProblems(components, root),
    ...streamProblems(components, root),
    ...secretProblems(components, root),
  ];
}
