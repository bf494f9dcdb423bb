import { diagnose } from "../../../diagnostics/collector.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { isList, isMap, type Node, type NodeMap, resolve } from "./manifest-tree.ts";

interface Reference {
  readonly target: string;
  readonly path: string;
}

/** References that lead nowhere, and definitions that nothing leads to. */
export function referenceProblems(manifest: NodeMap): Diagnostic[] {
  const { definitions = {}, schemas = {}, ...rest } = manifest;
  const reached = new Set<string>();
  const pending = referencesIn(rest, "");
  const lost: Diagnostic[] = [];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { target, path } = next;
    const found = resolve(target, manifest);
    if (found === undefined) lost.push(diagnose("airbyte/unresolved-reference", { target, path }));
    if (reached.has(target) || found === undefined) continue;
    reached.add(target);
    pending.push(...referencesIn(found, target.replace(/^#\//, "").replaceAll("/", ".")));
  }
  return [
    ...lost.sort(byMessage),
    ...unreachable("definitions", definitions, reached),
    ...unreachable("schemas", schemas, reached),
  ];
}

/** The CDK takes each text that starts with `#/` for a reference, wherever it stands. */
function referencesIn(node: Node, path: string): Reference[] {
  if (typeof node === "string") return node.startsWith("#/") ? [{ target: node, path }] : [];
  if (isList(node)) return node.flatMap((held, index) => referencesIn(held, `${path}[${index}]`));
  if (!isMap(node)) return [];
  return Object.entries(node).flatMap(([key, held]) => referencesIn(held, path === "" ? key : `${path}.${key}`));
}

function unreachable(root: string, node: Node, reached: ReadonlySet<string>): Diagnostic[] {
  if (!isMap(node)) return [];
  return Object.entries(node).flatMap(([key, held]) => {
    const pointer = `${root}/${key}`;
    const isReached = [...reached].some((target) => `${target}/`.startsWith(`#/${pointer}/`));
    if (isReached) {
      // Of a group some members may still be unused; inside a component everything belongs to it.
      const isGroup =
        root === "definitions" && isMap(held) && typeof held.type !== "string" && !reached.has(`#/${pointer}`);
      return isGroup ? unreachable(pointer, held, reached) : [];
    }
    return [diagnose("airbyte/unreachable-definition", { pointer: `#/${pointer}` })];
  });
}

const byMessage = (one: Diagnostic, other: Diagnostic): number => (one.message < other.message ? -1 : 1);
