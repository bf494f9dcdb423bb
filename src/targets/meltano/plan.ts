import type { YamlValue } from "../../printing/yaml.ts";
import type { TapIdentity } from "../tap-definition.ts";

/** A Meltano project around a tap, decided. */
export interface MeltanoPlan {
  readonly identity: TapIdentity;
  /** `meltano.yml`. */
  readonly project: YamlValue;
  /** Lines of `.env.example`. */
  readonly environment: readonly { readonly line: string; readonly comment: string }[];
  readonly readme: string;
}
