import { join } from "node:path";
import type { TargetId } from "../../targets/target.ts";

/** Where the last report of a target is kept. */
export function reportPath(folder: string, target: TargetId): string {
  return join(folder, "verification", `${target}.json`);
}
