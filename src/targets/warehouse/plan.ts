import type { Json } from "../../model/values.ts";
import type { Code } from "../../printing/code.ts";
import type { ReaderPlan } from "../reader-source.ts";
import type { SupportModule } from "./support-modules.ts";

/** A pipeline, decided: names, order, defaults and words. Emitting adds nothing but punctuation. */
export interface WarehousePlan extends Omit<ReaderPlan, "testFacts"> {
  readonly names: PipelineNames;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  /** Of Python packages, by what of the project needs them. */
  readonly dependencies: readonly string[];
  readonly extras: { readonly [destination: string]: readonly string[] };
  readonly settings: readonly SettingPlan[];
  readonly columns: readonly { readonly stream: string; readonly columns: Columns }[];
  /** The module that makes dlt's resources. */
  readonly resources: "resources" | "table_resources";
  readonly modules: readonly SupportModule[];
  readonly config: string;
  readonly secrets: string;
  /** Which suite, and what it plays as the source. */
  readonly tests: { readonly kind: "http" | "tables"; readonly facts: Json };
  readonly readme: string;
  readonly agents: string;
}

export interface PipelineNames {
  /** `acme`: of the pipeline, of dlt's source and of its section in the configuration. */
  readonly pipeline: string;
  /** `acme-pipeline`: the distribution and the command. */
  readonly distribution: string;
  /** `acme_pipeline`: the script. */
  readonly script: string;
  /** `acme_source`: the package, and the function that makes dlt's source. */
  readonly source: string;
}

export interface SettingPlan {
  /** The setting's name. */
  readonly name: string;
  /** Of the parameter, which differs where the name is a word of Python. */
  readonly parameter: string;
  readonly type: Code;
  readonly fallback: Code;
  readonly secret: boolean;
  readonly doc: string;
}

/** As dlt declares the columns of a table, by field. */
export type Columns = { readonly [field: string]: Column };

export interface Column {
  readonly data_type: "text" | "bigint" | "double" | "bool" | "timestamp" | "date" | "json" | "decimal" | "binary";
  /** Of a decimal. */
  readonly precision?: number;
  readonly scale?: number;
  /** Times without a zone. */
  readonly timezone?: false;
  /** A decimal that holds whole numbers which are too large for an integer. */
  readonly "x-whole"?: true;
  readonly nullable?: boolean;
  /** The source may send values of several types, which are written as JSON in a text. */
  readonly "x-several-types"?: true;
  readonly description?: string;
}
