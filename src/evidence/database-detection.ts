import type { ChangeCapture, ProcedureAccess, SoftDelete, TableAccess } from "../model/database.ts";
import type { Incremental } from "../model/incremental.ts";
import type { FieldPath, JsonSchema } from "../model/values.ts";
import type { Finding } from "./finding.ts";
import type { SourceRef } from "./source-ref.ts";

/** All findings about one database, by what they are about: what `assemble` decides from. */
export interface DatabaseDetection {
  readonly tables: readonly DetectedTable[];
  readonly procedures: readonly DetectedProcedure[];
  /** Relations and routines that are no streams, each with the reason. */
  readonly left: readonly { readonly operation: string; readonly because: string }[];
}

interface Listed {
  /** The model's stream name. */
  readonly stream: string;
  readonly description: string | undefined;
  readonly offered: Finding<boolean>;
  /** Of one record. */
  readonly record: JsonSchema;
  readonly at: SourceRef;
}

export interface DetectedTable extends Listed {
  /** Without what is still to be decided. */
  readonly access: Omit<TableAccess, "softDelete" | "cdc">;
  readonly primaryKey: Finding<readonly FieldPath[]> | undefined;
  readonly incremental: Finding<Incremental | null> | undefined;
  readonly softDelete: Finding<SoftDelete> | undefined;
  readonly cdc: Finding<ChangeCapture>;
}

export interface DetectedProcedure extends Listed {
  readonly access: ProcedureAccess;
}
