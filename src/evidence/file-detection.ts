import type { FileAccess, FileField } from "../model/file.ts";
import type { Incremental } from "../model/incremental.ts";
import type { DateOrder } from "../model/overrides.ts";
import type { FieldPath } from "../model/values.ts";
import type { Finding } from "./finding.ts";
import type { SourceRef } from "./source-ref.ts";

/** All findings about files, by what they are about: what `assemble` decides from. */
export interface FileDetection {
  readonly sets: readonly DetectedFiles[];
}

export interface DetectedFiles {
  /** The model's stream name. */
  readonly stream: string;
  readonly description: string | undefined;
  readonly at: SourceRef;
  readonly offered: Finding<boolean>;
  readonly access: Omit<FileAccess, "fields" | "content" | "format">;
  readonly format: Finding<FileAccess["format"]>;
  readonly fields: readonly DetectedField[];
  readonly primaryKey: Finding<readonly FieldPath[]> | undefined;
  /** Null: files are read by when they came; what says when a row changed is its rival. */
  readonly incremental: Finding<Incremental | null> | undefined;
  readonly content: Finding<FileAccess["content"]>;
  /** Undefined where no column hangs on it. */
  readonly dateOrder: Finding<DateOrder> | undefined;
  readonly decimalMark: Finding<"." | ","> | undefined;
  /** What a specification says beside this, a sentence each. */
  readonly remarks: readonly string[];
}

export interface DetectedField {
  readonly finding: Finding<FileField>;
  readonly description: string | undefined;
  /** What it is by the order of day and month, or by the decimal mark, where its own values leave that open. */
  readonly by?:
    | { readonly kind: "date-order"; readonly fields: Readonly<Record<DateOrder, FileField>> }
    | { readonly kind: "decimal-mark"; readonly fields: Readonly<Record<"." | ",", FileField>> };
  /** What a specification leaves open and no sample settles, so that it is a text. */
  readonly open?: { readonly says: string; readonly at: SourceRef };
  /** Values that the type doesn't hold; a run will tell them. */
  readonly misfits: { readonly count: number; readonly of: number; readonly at: SourceRef } | undefined;
}
