import { candidate } from "../../evidence/confidence.ts";
import type { Candidate } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { keyFields } from "./record-fields.ts";
import type { Pick } from "./sibling-params.ts";
import type { WeighedField } from "./weighed-field.ts";

/** Names that tell records of one parent apart, though not those of several: the parent's key belongs to them. */
const WITHIN_PARENT =
  /^(email|emailaddress|name|code|key|slug|number|num|no|index|position|category|locale|language|currency|type|date|day|month|period)$/;

/**
 * Several fields together: where another endpoint picks one record by parameters that all are fields of it, the last
 * of which is told apart only within its parent (`/groups/{group_id}/members/{email}`).
 */
export function compositeKeys(
  stream: ListedStream,
  weighed: readonly WeighedField[],
  picks: readonly Pick[],
): Candidate<readonly FieldPath[]>[] {
  const best = weighed[0];
  if (!best || !WITHIN_PARENT.test(best.field.plain)) return [];
  const fields = keyFields(stream);
  return picks.flatMap((pick) => {
    const own = plainName(pick.parameter.name);
    if (pick.params.length < 2 || own !== best.field.plain) return [];
    const path = pick.params.map((name) => fields.find(({ plain }) => plain === plainName(name)));
    const parents = path.slice(0, -1).filter((field) => field !== undefined);
    if (parents.length === 0) return [];
    const says = `"${pick.operation}" picks one record by ${pick.params.map((name) => `"${name}"`).join(" and ")}`;
    const evidence = { signal: "key/picked-within-parent", weight: 0.92, says, at: pick.parameter.at };
    return [candidate([...parents.map((field) => field.path), best.field.path], [evidence])];
  });
}
