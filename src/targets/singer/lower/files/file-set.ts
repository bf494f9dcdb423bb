import type { FileAccess } from "../../../../model/file.ts";
import type { Stream } from "../../../../model/stream.ts";

/** A stream of files. */
export type FileSet = Stream & { readonly access: FileAccess };
