import type { Collector } from "../../diagnostics/collector.ts";
import { isRecord, member } from "../json-value.ts";
import { type Node, placeOf } from "../node.ts";
import type { SourceDocument } from "../source-document.ts";
import type { ReferencedDocuments } from "./referenced-documents.ts";

export interface References {
  /**
   * The node itself, or where its `$ref`s lead in the end. A broken or circular reference is reported and gives an
   * empty object in the place of the node.
   */
  follow(node: Node): Node;
  /** Where the node's own `$ref` leads, which may be another reference; `undefined` where it has none. */
  step(node: Node): Node | undefined;
}

const MAX_HOPS = 100;

export function createReferences(referenced: ReferencedDocuments, collector: Collector): References {
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
    const { file, fragment } = parts(ref);
    const named = fragment === undefined ? mended(at.document, file) : undefined;
    const document = named || file === "" ? at.document : fileOf(file, ref, at);
    if (!document) return undefined;
    const found = named ? undefined : inDocument(document, fragment ?? "");
    return found ?? mend(ref, named ?? mended(document, fragment ?? ""), at);
  }

  function mend(ref: string, other: Node | undefined, at: Node): Node | undefined {
    if (other) collector.report("input/mended-reference", { ref, to: `#${other.pointer}` }, placeOf(at));
    else collector.report("input/broken-reference", { ref }, placeOf(at));
    return other;
  }

  function fileOf(file: string, ref: string, at: Node): SourceDocument | undefined {
    const found = referenced.find(at.document, file.trim());
    switch (found.kind) {
      case "document":
        return found.document;
      case "forbidden":
        collector.report("input/remote-reference", { ref, origin: found.origin }, placeOf(at));
        return undefined;
      case "outside":
        collector.report("input/reference-outside", { ref, root: at.document.root }, placeOf(at));
        return undefined;
      case "unreadable":
        collector.report("input/unreadable-reference", { ref, why: found.why }, placeOf(at));
        return undefined;
      default:
        return found satisfies never;
    }
  }

  function step(node: Node): Node | undefined {
    const ref = isRecord(node.value) ? node.value.$ref : undefined;
    return typeof ref === "string" ? (resolve(ref, node) ?? { ...node, value: {} }) : undefined;
  }

  function follow(node: Node): Node {
    let current = node;
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      const next = step(current);
      if (!next) return current;
      current = next;
    }
    collector.report("input/circular-reference", { ref: String(member(node.value, "$ref")) }, placeOf(node));
    return { ...node, value: {} };
  }

  return { step, follow };
}

function parts(ref: string): { readonly file: string; readonly fragment: string | undefined } {
  const hash = ref.indexOf("#");
  return hash === -1 ? { file: ref, fragment: undefined } : { file: ref.slice(0, hash), fragment: ref.slice(hash + 1) };
}

function inDocument(document: SourceDocument, fragment: string): Node | undefined {
  const root: Node = { document, pointer: "", value: document.value };
  if (fragment === "" || fragment === "/") return root;
  const pointer = fragment.startsWith("/") ? fragment : `/${fragment}`;
  return walk(root, pointer) ?? walk(root, decoded(pointer));
}

function walk(root: Node, pointer: string): Node | undefined {
  let value = root.value;
  for (const part of pointer.slice(1).split("/")) {
    const key = part.includes("~") ? part.replaceAll("~1", "/").replaceAll("~0", "~") : part;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = member(value, key);
  }
  return { document: root.document, pointer, value };
}

/** Where the schemas of the two generations are: a bare name, or the other generation's place, is told by its name. */
const SCHEMA_PLACES = ["/components/schemas/", "/definitions/"];

function mended(document: SourceDocument, fragment: string): Node | undefined {
  const place = SCHEMA_PLACES.find((start) => fragment.startsWith(start)) ?? "";
  const name = fragment.slice(place.length);
  if (name === "" || name.includes("/")) return undefined;
  const root: Node = { document, pointer: "", value: document.value };
  return SCHEMA_PLACES.map((start) => walk(root, start + name)).find((node) => node !== undefined);
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer; // A stray percent sign: the pointer is then as it is written.
  }
}
