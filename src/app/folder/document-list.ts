import { join } from "node:path";
import type { Ports } from "../ports.ts";
import { DOCUMENTS_FILE } from "./connector-folder.ts";
import { readText } from "./file-text.ts";

export interface ListedDocument {
  readonly name: string;
  readonly origin: string;
  readonly sha256: string;
  /** Absent in lists of before. */
  readonly format?: string;
  /** When a file was last changed; absent for an address. */
  readonly modified?: string;
}

/** `documents/documents.json`: what a connector was analysed from. */
export interface DocumentList {
  /** Of the connector; absent in lists that don't say it. */
  readonly name?: string;
  /** As the user gave them: files, folders, URLs. */
  readonly origins: readonly string[];
  readonly documents: readonly ListedDocument[];
}

const NONE: DocumentList = { origins: [], documents: [] };

/** Empty where the list is missing or isn't ours: then the pointers have to do. */
export async function readDocumentList(folder: string, ports: Pick<Ports, "files">): Promise<DocumentList> {
  const text = await readText(join(folder, DOCUMENTS_FILE), ports);
  if (text === undefined) return NONE;
  try {
    const { name, origins, documents } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return {
      ...(typeof name === "string" && { name }),
      origins: Array.isArray(origins) ? origins.filter((one) => typeof one === "string") : [],
      documents: Array.isArray(documents) ? documents.filter(isListed) : [],
    };
  } catch {
    return NONE;
  }
}

function isListed(one: unknown): one is ListedDocument {
  if (typeof one !== "object" || one === null) return false;
  return ["name", "origin", "sha256"].every((key) => typeof Reflect.get(one, key) === "string");
}
