import type { Winners } from "../../../app/building/merge-generated.ts";
import { parseList } from "./parse-list.ts";

/** `--ours` and `--theirs`: globs of files in the connector's folder. */
export function winnersOf({ ours = "", theirs = "" }: { readonly ours?: string; readonly theirs?: string }): Winners {
  return { ours: parseList(ours), theirs: parseList(theirs) };
}
