import type { DatabaseDialect } from "../model/dialect.ts";
import type { FileFormat, FileStore } from "../model/file.ts";

/** What a model may ask of a target. */
export type Capability =
  | "source.http"
  | "source.database"
  | "source.file"
  | `auth.${"none" | "bearer" | "basic" | "api-key" | "oauth2" | "jwt" | "session" | "custom" | "all"}`
  | `pagination.${"none" | "page-number" | "offset" | "cursor" | "next-url" | "link-header" | "unknown"}`
  | "incremental.filter"
  | "incremental.client-side"
  | "parents.single"
  | "parents.multiple"
  | "parents.paths"
  | "request.post"
  | "records.plain-values";

/** What a database's model may ask; a target that says nothing of it can't do it. */
export type DatabaseCapability = `dialect.${DatabaseDialect}` | "records.of-procedures";

/** What a model of files may ask, likewise. `format.long-signs`: what stands between values is more than one character. */
export type FileCapability = `store.${FileStore}` | `format.${FileFormat["kind"]}` | "format.long-signs";

/** How well a target can do something; `approximated` and `no` are told to the user before a file exists. */
export type Support =
  | { readonly kind: "yes" }
  | { readonly kind: "approximated"; readonly with: string }
  | { readonly kind: "no"; readonly because: string };

export type Capabilities = Readonly<
  Record<Capability, Support> & Partial<Record<DatabaseCapability | FileCapability, Support>>
>;

export const YES: Support = { kind: "yes" };
