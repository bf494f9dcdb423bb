import type { Json } from "../../model/values.ts";
import type { Code } from "../../printing/code.ts";
import type { YamlMap } from "../../printing/yaml.ts";
import type { AttributePlan } from "../attributes.ts";
import type { ConstantPlan } from "../common-errors.ts";
import type { SupportModule, SupportName } from "./support-modules.ts";

/** A source, decided: names, order, defaults and words. Emitting adds nothing but punctuation. */
export interface AirbytePythonPlan {
  readonly names: SourceNames;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly dependencies: readonly string[];
  /** Functions of `auth.py`; none where nothing is asked for. */
  readonly authenticators: readonly AuthenticatorPlan[];
  readonly base: BasePlan;
  readonly streams: readonly StreamPlan[];
  readonly schemas: readonly { readonly file: string; readonly schema: YamlMap }[];
  readonly modules: readonly SupportModule[];
  readonly yaml: readonly { readonly path: string; readonly value: YamlMap }[];
  readonly json: readonly { readonly path: string; readonly value: Json }[];
  readonly text: readonly { readonly path: string; readonly content: string }[];
}

export interface SourceNames {
  /** `source-acme`. */
  readonly source: string;
  /** `source_acme`: the package. */
  readonly package: string;
  /** `SourceAcme`. */
  readonly sourceClass: string;
  /** `AcmeStream`. */
  readonly baseClass: string;
}

export interface AuthenticatorPlan {
  /** Of the function. */
  readonly name: string;
  /** What it gives back, made from `config`. */
  readonly call: Code;
  readonly support: readonly SupportName[];
  /** The CDK's own authenticators that it needs. */
  readonly cdk: readonly string[];
}

/** The class in `client.py` that all streams share. */
export interface BasePlan {
  readonly constants: readonly ConstantPlan[];
  readonly attributes: readonly AttributePlan[];
}

export interface StreamPlan {
  readonly className: string;
  readonly bases: readonly string[];
  readonly doc: { readonly summary: string; readonly details: string | undefined };
  readonly todos: readonly string[];
  readonly attributes: readonly AttributePlan[];
}
