import type { Json } from "../../model/values.ts";
import type { YamlMap } from "../../printing/yaml.ts";

/** A connector folder, decided: what each file says. Paths are relative to the folder. */
export interface AirbytePlan {
  /** First comment of each YAML file. */
  readonly header: string;
  readonly yaml: readonly { readonly path: string; readonly value: YamlMap }[];
  readonly markdown: readonly { readonly path: string; readonly lines: Markdown }[];
  readonly json: readonly { readonly path: string; readonly value: Json }[];
  readonly text: readonly { readonly path: string; readonly content: string }[];
  /** Files of `support/` that are copied as they are. */
  readonly support: readonly string[];
}

export type Markdown = readonly string[];
