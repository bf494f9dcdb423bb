import type { ProseFact } from "../../evidence/http-facts.ts";
import { child, children, type Node, placeOf, text } from "../node.ts";
import type { Reading } from "./reading.ts";

/** Text about the API as a whole or a group of operations. */
export function readProse(reading: Reading): ProseFact[] {
  const { root } = reading;
  const info = child(root, "info");
  return [
    ...said(child(info, "summary")),
    ...said(child(info, "description")),
    ...said(child(child(root, "externalDocs"), "description")),
    ...children(child(root, "tags")).flatMap((node) => readTag(node, reading)),
    ...children(child(root, "x-tagGroups")).flatMap((group) => said(child(group, "description"))),
  ];
}

function readTag(written: Node, reading: Reading): ProseFact[] {
  const node = reading.references.follow(written);
  const tag = text(child(node, "name").value);
  return [...said(child(node, "description"), tag), ...said(child(child(node, "externalDocs"), "description"), tag)];
}

function said(node: Node, tag?: string): ProseFact[] {
  const words = text(node.value);
  return words === undefined ? [] : [{ text: words, tag, at: placeOf(node) }];
}
