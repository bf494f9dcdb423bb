import type { Auth } from "../model/auth.ts";
import type { Constant, ErrorRule, InputLink, RateLimit } from "../model/http.ts";
import type { Incremental } from "../model/incremental.ts";
import type { Pagination } from "../model/pagination.ts";
import type { SchemaNames } from "../model/schema-names.ts";
import type { Setting } from "../model/setting.ts";
import type { ParentLink } from "../model/stream.ts";
import type { FieldPath, JsonSchema, Template } from "../model/values.ts";
import type { Finding } from "./finding.ts";
import type { ListedStream } from "./listed-stream.ts";

/** All findings about one HTTP API, by what they are about: what `assemble` decides from. */
export interface Detection {
  readonly streams: readonly ListedStream[];
  /** Of one record, by stream; made when it is first looked at. */
  readonly schema: (stream: ListedStream) => JsonSchema;
  /** Of the documents' components in the schemas that were looked at. */
  readonly schemaNames: () => SchemaNames;
  /** Operations that are no streams, each with the reason. */
  readonly left: readonly { readonly operation: string; readonly because: string }[];
  readonly offered: readonly Finding<{ readonly selected: boolean; readonly many: boolean }>[];
  readonly records: readonly Finding<FieldPath>[];
  readonly primaryKeys: readonly Finding<readonly FieldPath[]>[];
  readonly pagination: readonly Finding<Pagination>[];
  readonly incremental: readonly Finding<Incremental | null>[];
  readonly parents: readonly Finding<readonly ParentLink[]>[];
  readonly inputs: readonly Finding<StreamInputs>[];
  readonly auth: readonly Finding<readonly Auth[]>[];
  readonly credentials: readonly Setting[];
  readonly baseUrl: Finding<BaseUrl> | undefined;
  /** Of streams that are read elsewhere. */
  readonly streamBaseUrls: readonly Finding<BaseUrl>[];
  readonly headers: readonly Finding<readonly Constant[]>[];
  readonly rateLimit: Finding<RateLimit> | undefined;
  readonly errors: readonly Finding<readonly ErrorRule[]>[];
  /** Requests at once that the documents allow; undefined: nothing is said. */
  readonly concurrency: number | undefined;
}

/** Parameters that no parent fills: from settings, or always the same. */
export interface StreamInputs {
  readonly links: readonly InputLink[];
  readonly settings: readonly Setting[];
  readonly constants: readonly Constant[];
}

export interface BaseUrl {
  readonly url: Template;
  readonly settings: readonly Setting[];
}
