import type { TableAccess } from "../../../../model/database.ts";
import type { Stream } from "../../../../model/stream.ts";

/** A table's stream; procedures are refused by capability. */
export type TableOf = Stream & { readonly access: TableAccess };
