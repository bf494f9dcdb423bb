import type { Json } from "../../model/values.ts";
import type { ReaderPlan } from "../reader-source.ts";
import type { SupportModule } from "./support-modules.ts";

/** A provider, decided: names, order, defaults and words. Emitting adds nothing but punctuation. */
export interface AirflowPlan extends ReaderPlan {
  readonly names: ProviderNames;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  /** Of Python packages. */
  readonly dependencies: readonly string[];
  /** The fields of the connection's form, by setting. */
  readonly fields: Readonly<Record<string, Json>>;
  /** Those that the example Dag reads. */
  readonly selected: readonly string[];
  /** How many of its tasks run at once: each keeps quotas by itself alone. */
  readonly activeTasks: number;
  readonly schemas: readonly { readonly stream: string; readonly schema: Json }[];
  readonly modules: readonly SupportModule[];
  readonly readme: string;
  readonly agents: string;
}

export interface ProviderNames {
  /** `airflow-provider-acme` */
  readonly distribution: string;
  /** `airflow_provider_acme` */
  readonly package: string;
  /** `acme`: the connection's type, and the module of the hook and of the operator. */
  readonly plain: string;
  /** `AcmeHook` */
  readonly hook: string;
  /** `AcmeToObjectStorageOperator` */
  readonly operator: string;
}
