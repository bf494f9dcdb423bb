import type { SourceRef } from "../evidence/source-ref.ts";
import { isRecord, member, type Raw } from "./json-value.ts";
import type { SourceDocument } from "./source-document.ts";

/** A value of a document with its place. */
export interface Node {
  readonly document: SourceDocument;
  readonly pointer: string;
  readonly value: unknown;
}

export function child(node: Node, key: string | number): Node {
  const name = String(key);
  return {
    document: node.document,
    pointer: `${node.pointer}/${escapePointer(name)}`,
    value: member(node.value, name),
  };
}

/** A member of an object or array, with the name or index that it has there. */
export interface Entry extends Node {
  readonly key: string;
}

/** The members of an object or array in the document's order; none for anything else. */
export function children(node: Node): readonly Entry[] {
  const { document, pointer, value } = node;
  if (typeof value !== "object" || value === null) return NONE;
  return Object.keys(value).map((key) => ({
    key,
    document,
    pointer: `${pointer}/${escapePointer(key)}`,
    value: member(value, key),
  }));
}

const NONE: readonly Entry[] = [];

export function record(node: Node): Raw {
  return isRecord(node.value) ? node.value : {};
}

export function placeOf(node: Node): SourceRef {
  return { document: node.document.name, pointer: node.pointer };
}

/** Text; numbers and booleans as they would be written; `undefined` for anything else and for nothing. */
export function text(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** Vendor extensions, by name. */
export function extensions(value: unknown): Raw {
  if (!isRecord(value)) return EMPTY;
  const keys = Object.keys(value);
  return keys.some(isExtension)
    ? Object.fromEntries(keys.filter(isExtension).map((name) => [name, value[name]]))
    : EMPTY;
}

const EMPTY: Raw = {};

function isExtension(key: string): boolean {
  return key.startsWith("x-") || key.startsWith("X-");
}

/** True for `true` and, leniently, for "true". */
export function flag(value: unknown): boolean {
  return value === true || value === "true";
}

function escapePointer(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}
