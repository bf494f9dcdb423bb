import type { YamlMap } from "../../printing/yaml.ts";

/** A connector folder, decided: what each file says. */
export interface AirbytePlan {
  readonly name: string;
  readonly header: string;
  readonly manifest: YamlMap;
}
