import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { TargetId } from "../../targets/target.ts";
import type { Analysis, ReadOptions } from "../analyse.ts";
import type { Release } from "../updating/update-history.ts";
import type { MadeTarget } from "./make-targets.ts";
import type { KeptEdit, Winners } from "./merge-generated.ts";
import type { StreamChoice } from "./stream-choice.ts";

export interface BuildRequest extends ReadOptions {
  /** Absent: those that the connector's folder holds already. */
  readonly targets?: readonly TargetId[];
  /** The connector's folder; absent: `connectors/<name>`. */
  readonly out?: string;
  /** Takes the place of the `overrides.yaml` in the connector's folder. */
  readonly overridesFile?: string;
  /** Which streams; absent: as `overrides.yaml` says, else those that are offered. */
  readonly choice?: StreamChoice;
  /** Overwrites files that were edited since they were generated, in place of merging them. */
  readonly force: boolean;
  /** Who wins where edits and what is generated now clash; absent: nobody, and nothing is written. */
  readonly winners?: Winners;
  /** What the projects are told of the connector's releases; absent: what its updates say. */
  readonly releaseFor?: (model: ConnectorModel) => Release;
}

export interface BuildOptions extends BuildRequest {
  readonly targets: readonly TargetId[];
}

export const NO_WINNERS: Winners = { ours: [], theirs: [] };

export interface BuiltConnector {
  readonly folder: string;
  readonly model: ConnectorModel;
  /** Absent where the connector was built from its own edited `connector.yaml`. */
  readonly analysis?: Analysis;
  readonly targets: readonly MadeTarget[];
  /** Streams that nobody chose and that others need as parents. */
  readonly along: readonly string[];
  /** Edited files that `force` or a winner overwrote. */
  readonly overwritten: readonly string[];
  /** Edits that are still there. */
  readonly kept: readonly KeptEdit[];
  readonly diagnostics: readonly Diagnostic[];
}
