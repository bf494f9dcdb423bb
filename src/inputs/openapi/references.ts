import type { Collector } from "../../diagnostics/collector.ts";
import type { SourceDocument } from "../source-document.ts";
import { isRecord, member, type Node, placeOf } from "./node.ts";

/** Where a reference leads, or why it leads nowhere. */
export type Target =
  | { readonly kind: "found"; readonly node: Node }
  | { readonly kind: "broken" }
  | { readonly kind: "forbidden"; readonly origin: string }
  | { readonly kind: "outside" };

export interface References {
  /**
   * The node itself, or where its `$ref`s lead in the end. A broken or circular reference is reported and gives an
   * empty object in the place of the node.
   */
  follow(node: Node): Node;
}

/** A document that a reference names: found among those that were read, or the reason why it wasn't read. */
export type FindDocument = (
  from: SourceDocument,
  file: string,
) => SourceDocument | Exclude<Target, { kind: "found" }>["kind"];

const MAX_HOPS = 100;

export function createReferences(findDocument: FindDocument, collector: Collector): References {
  const known = new Map<SourceDocument, Map<string, Node | undefined>>();

  function resolve(ref: string, at: Node): Node | undefined {
    const ofDocument = known.get(at.document) ?? new Map<string, Node | undefined>();
    known.set(at.document, ofDocument);
    if (ofDocument.has(ref)) return ofDocument.get(ref);
    const node = lookUp(ref, at);
    ofDocument.set(ref, node);
    return node;
  }

  function lookUp(ref: string, at: Node): Node | undefined {
    const hash = ref.indexOf("#");
    const file = hash === -1 ? ref : ref.slice(0, hash);
    const document = file === "" ? at.document : findDocument(at.document, file);
    if (typeof document === "string") {
      reportUnread(document, ref, at);
      return undefined;
    }
    const node = locate(document, hash === -1 ? "" : ref.slice(hash + 1));
    if (!node) collector.report("input/broken-reference", { ref }, placeOf(at));
    return node;
  }

  function reportUnread(why: Exclude<Target["kind"], "found">, ref: string, at: Node): void {
    if (why === "forbidden") {
      const origin = new URL(ref, at.document.location).origin;
      collector.report("input/remote-reference", { ref, origin }, placeOf(at));
    } else if (why === "outside") {
      collector.report("input/reference-outside", { ref, root: at.document.root }, placeOf(at));
    } else collector.report("input/broken-reference", { ref }, placeOf(at));
  }

  return {
    follow(node) {
      let current = node;
      for (let hops = 0; hops < MAX_HOPS; hops++) {
        const ref = isRecord(current.value) ? member(current.value, "$ref") : undefined;
        if (typeof ref !== "string") return current;
        const next = resolve(ref, current);
        if (!next) return { ...node, value: {} };
        current = next;
      }
      collector.report("input/circular-reference", { ref: String(member(node.value, "$ref")) }, placeOf(node));
      return { ...node, value: {} };
    },
  };
}

function locate(document: SourceDocument, fragment: string): Node | undefined {
  const root: Node = { document, pointer: "", value: document.value };
  if (fragment === "" || fragment === "/") return root;
  const pointer = fragment.startsWith("/") ? fragment : `/${fragment}`;
  return walk(root, pointer) ?? walk(root, decoded(pointer));
}

function walk(root: Node, pointer: string): Node | undefined {
  let value = root.value;
  for (const part of pointer.slice(1).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = member(value, key);
  }
  return { document: root.document, pointer, value };
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer; // A stray percent sign: the pointer is then as it is written.
  }
}
