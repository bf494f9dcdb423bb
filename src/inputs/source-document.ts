import type { DocumentInfo } from "../evidence/source-ref.ts";

/** The text of one document and where it came from. */
export interface SourceText {
  /** Unique in one analysis: the path below the given folder, the file's name, or the URL without its query. */
  readonly name: string;
  /** As the user gave it, free of credentials. */
  readonly origin: string;
  /** Normalised path or URL: what relative references are joined to. */
  readonly location: string;
  /** The folder that file references must stay in; for a URL its origin. */
  readonly root: string;
  readonly text: string;
  readonly sha256: string;
  readonly bytes: number;
  /** True: a database itself, whose definitions are the text. */
  readonly holdsRows?: true;
  /** What the bytes were decoded from, as Python calls it; absent: UTF-8. */
  readonly encoding?: string;
}

export interface SourceDocument extends SourceText {
  /** As JSON.parse gives it: plain objects, arrays and scalars, `__proto__` an own property like any other. */
  readonly value: unknown;
}

export function isUrl(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** Of a live database: `postgresql://user@host/name`. */
export function isDatabaseAddress(origin: string): boolean {
  return /^(?:postgres(?:ql)?|mysql|mariadb):\/\//i.test(origin);
}

/** Whether an origin is no path: it is never read as a file, and means the same from every folder. */
export function isAddress(origin: string): boolean {
  return isUrl(origin) || isDatabaseAddress(origin);
}

export function documentInfo(document: SourceText, format: string): DocumentInfo {
  const { name, origin, sha256, bytes } = document;
  return { name, origin, sha256, bytes, format };
}
