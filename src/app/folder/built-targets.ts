import type { TargetId } from "../../targets/target.ts";
import { targetIds } from "../../targets/target.ts";
import type { Ports } from "../ports.ts";

/** The targets that a connector's folder holds a project of. */
export async function builtTargets(folder: string, ports: Pick<Ports, "files">): Promise<TargetId[]> {
  const listed = (await ports.files.list(folder)) ?? [];
  return targetIds.filter((id) => listed.some((path) => path.startsWith(`${id}/`)));
}
