import type { FormReason } from "../../evidence/file-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { FileFormat } from "../../model/file.ts";
import type { SourceText } from "../source-document.ts";
import type { ColumnProfile } from "./column-profile.ts";

/** One sample file, read once from its beginning. */
export interface ReadSample {
  readonly source: SourceText;
  /** In place of the file's name: what the list in it is called. */
  readonly name?: string;
  readonly format: FileFormat;
  readonly reasons: readonly FormReason[];
  readonly columns: readonly ReadColumn[];
  readonly rows: number;
  readonly cut: boolean;
}

export interface ReadColumn {
  readonly name: string;
  readonly named: boolean;
  readonly at: SourceRef;
  readonly profile: ColumnProfile;
}
