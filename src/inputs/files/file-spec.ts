import type { DeclaredField } from "../../evidence/file-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { DelimitedFormat, FileFormat } from "../../model/file.ts";
import type { SourceDocument } from "../source-document.ts";

/** What a specification says of one kind of files. */
export interface SpecifiedFiles {
  readonly spec: SourceDocument;
  readonly name: string;
  readonly description: string | undefined;
  /** Below the specification's folder; none: it doesn't say which files. */
  readonly paths: readonly string[];
  /** Undefined: not said. */
  readonly format: FileFormat | undefined;
  readonly encoding: string | undefined;
  readonly fields: readonly DeclaredField[];
  readonly primaryKey: readonly string[];
  /** What else it says of the fields, a sentence each. */
  readonly remarks: readonly string[];
  readonly at: SourceRef;
}

export const PLAIN: DelimitedFormat = {
  kind: "delimited",
  delimiter: ",",
  quote: '"',
  header: true,
  skipLines: 0,
};

export function pointerTo(spec: SourceDocument, steps: readonly (string | number)[]): SourceRef {
  const parts = steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return { document: spec.name, pointer: parts.join("") };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

export function textsOf(value: unknown): string[] {
  return listOf(value).filter((one) => typeof one === "string");
}

export function encodingOf(value: unknown): string | undefined {
  const name = textOf(value)?.toLowerCase();
  if (name === undefined) return undefined;
  return /^(?:windows-?|cp-?)1252$/.test(name) ? "cp1252" : name;
}
