import type { Setting } from "../../model/setting.ts";
import type { Json } from "../../model/values.ts";
import type { Code } from "../../printing/code.ts";
import type { YamlValue } from "../../printing/yaml.ts";
import type { AttributePlan } from "../attributes.ts";
import type { ConstantPlan } from "../common-errors.ts";
import type { TapIdentity } from "../tap-definition.ts";
import type { SupportModule, SupportName } from "./support-modules.ts";

/** A schema of records, as JSON. */
export interface RecordSchema {
  readonly [keyword: string]: Json;
  readonly properties: { readonly [field: string]: Json };
}

/** A tap, decided: names, order, defaults and words. Emitting adds nothing but punctuation. */
export interface SingerPlan {
  readonly names: TapNames;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly dependencies: readonly string[];
  /** Types of what comes without; absent: none. */
  readonly typings?: readonly string[];
  readonly settings: readonly SettingPlan[];
  /** The same as in a model, for whoever wraps the tap: the model's own, and those of how the tap reads. */
  readonly asked: readonly Setting[];
  /** What the tap's class is derived from, and what it says. */
  readonly tap: { readonly base: SupportName; readonly attributes: readonly AttributePlan[] };
  readonly base: BasePlan;
  /** The classes in `auth.py`; none where the SDK's own authenticators do. */
  readonly authenticators: readonly AuthenticatorPlan[];
  readonly streams: readonly StreamPlan[];
  readonly schemas: readonly { readonly file: string; readonly schema: RecordSchema }[];
  readonly modules: readonly SupportModule[];
  readonly meltano: YamlValue;
  /** Lines of `.env.example`. */
  readonly environment: readonly { readonly line: string; readonly comment: string }[];
  /** Which suite, and what it plays as the source. */
  readonly tests: { readonly kind: "http" | "tables" | "files"; readonly facts: Json };
  readonly readme: string;
  readonly agents: string;
}

export interface TapNames extends TapIdentity {
  /** `TapAcme`. */
  readonly tapClass: string;
  /** `AcmeStream`. */
  readonly baseClass: string;
  /** `AcmeAuthenticator`. */
  readonly authClass: string;
}

export interface SettingPlan {
  readonly name: string;
  /** `th.StringType`. */
  readonly type: Code;
  readonly keywords: readonly { readonly name: string; readonly value: Code }[];
}

export interface AuthenticatorPlan {
  readonly className: string;
  readonly base: SupportName;
  /** Further support names and the SDK's own authenticators that the call needs. */
  readonly support: readonly SupportName[];
  readonly sdk: readonly string[];
  /** What its base class is made with. */
  readonly call: Code;
}

/** The class in `client.py` that all streams share. */
export interface BasePlan {
  /** What it is derived from. */
  readonly base: SupportName;
  readonly constants: readonly ConstantPlan[];
  readonly attributes: readonly AttributePlan[];
  readonly properties: readonly PropertyPlan[];
  readonly imports: readonly Code[];
}

export interface PropertyPlan {
  readonly name: string;
  readonly type: Code;
  readonly doc: string;
  readonly body: Code;
}

export interface StreamPlan {
  readonly className: string;
  readonly bases: readonly string[];
  readonly doc: { readonly summary: string; readonly details: string | undefined };
  readonly todos: readonly string[];
  readonly attributes: readonly AttributePlan[];
  readonly properties: readonly PropertyPlan[];
  readonly imports: readonly Code[];
}
