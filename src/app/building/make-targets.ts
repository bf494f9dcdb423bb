import { Failure } from "../../diagnostics/failure.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { SchemaNames } from "../../model/schema-names.ts";
import { targets } from "../../targets/registry.ts";
import type { Loss, TargetId } from "../../targets/target.ts";
import type { Ports } from "../ports.ts";
import { FIRST_RELEASE, type Release } from "../updating/update-history.ts";
import { fitToTarget } from "./capability-check.ts";
import { emittedFiles } from "./emitted-files.ts";
import type { GeneratedFile } from "./generated-file.ts";

export interface MadeTarget {
  readonly id: TargetId;
  readonly files: readonly GeneratedFile[];
  readonly losses: readonly Loss[];
}

interface MakeOptions {
  /** Absent: none has a name. */
  readonly schemaNames?: SchemaNames | undefined;
  /** Absent: the first one. */
  readonly release?: Release;
}

/** A model's project for each target. Errors: a `Failure` where there is nothing to build, or a target can't hold it. */
export function makeTargets(
  model: ConnectorModel,
  ids: readonly TargetId[],
  ports: Pick<Ports, "progress">,
  { schemaNames = new Map(), release = FIRST_RELEASE }: MakeOptions = {},
): MadeTarget[] {
  if (model.streams.length === 0) {
    throw new Failure(
      "unusable",
      "no stream was found that could be built; `sourcewright analyze` tells why each operation is none",
    );
  }
  if (!model.streams.some(({ selected }) => selected)) {
    throw new Failure(
      "unusable",
      `none of the ${model.streams.length} streams is selected; choose some with --streams, or all with --all`,
    );
  }
  return ids.map((id) => {
    ports.progress(`building ${id}`);
    const target = targets[id];
    const fitted = fitToTarget(model, target);
    const { plan, losses } = target.lower(fitted.model, { ...release, schemaNames });
    return { id, files: emittedFiles(id, target.emit(plan)), losses: [...fitted.losses, ...losses] };
  });
}
