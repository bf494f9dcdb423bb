import type { Evidence } from "../../evidence/finding.ts";
import { plainName } from "../pagination/plain-name.ts";
import { WITHIN_PARENT } from "./key-vocabulary.ts";
import type { KeyField } from "./record-fields.ts";
import type { Pick } from "./sibling-params.ts";

/** How a path parameter may name a field of the record that it picks; the first way that fits counts. */
const WAYS: readonly {
  readonly id: string;
  readonly weight: number;
  readonly find: (param: string, fields: readonly KeyField[], resources: ReadonlySet<string>) => KeyField | undefined;
}[] = [
  { id: "key/picked-by-name", weight: 0.85, find: (param, fields) => fields.find(({ plain }) => plain === param) },
  {
    // {user_sid} picks `sid`
    id: "key/picked-by-own-name",
    weight: 0.8,
    find: (param, fields, resources) => {
      const tails = [...resources]
        .filter((resource) => param.startsWith(resource))
        .map((resource) => param.slice(resource.length));
      return fields.find(({ plain }) => tails.includes(plain));
    },
  },
  {
    // {id} picks `customerId`
    id: "key/picked-by-id",
    weight: 0.7,
    find: (param, fields, resources) =>
      fields.find(({ plain }) => [...resources].some((resource) => plain === resource + param)),
  },
  {
    // {app_id} of /application picks `id`
    id: "key/picked-by-tail",
    weight: 0.6,
    find: (param, fields) => {
      const tail = /(uuid|guid|gid|sid|uid|id|code|key|slug|hash|number|name)$/.exec(param)?.[1];
      return fields.find(({ plain }) => plain === tail);
    },
  },
  {
    // {customer} picks `id`, else what stands for one
    id: "key/picked-by-resource",
    weight: 0.45,
    find: (param, fields, resources) => {
      if (!resources.has(param)) return undefined;
      const order = ["id", "uuid", "gid", "sid", "key", "code", "slug", "name"];
      return order.map((name) => fields.find(({ plain }) => plain === name)).find((field) => field !== undefined);
    },
  },
];

/** Of a pick that was only seen under the same step of another path, this share of the weight is left. */
const INDIRECT = 0.7;
/** Of one that tells records apart only within their parent, this share. */
const WITHIN = 0.6;

/** By field name: the parameters of other endpoints that pick a record by it. */
export function pickedFields(
  picks: readonly Pick[],
  fields: readonly KeyField[],
  resources: ReadonlySet<string>,
): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  for (const pick of picks) {
    const seen = pickedField(pick, fields, resources);
    if (!seen) continue;
    const says = `"${pick.operation}" picks one record by "${pick.parameter.name}"`;
    const within = pick.params.length > 1 && WITHIN_PARENT.test(seen.field.plain) ? WITHIN : 1;
    const weight = seen.weight * (pick.direct ? 1 : INDIRECT) * within;
    const evidence = { signal: seen.id, weight, says, at: pick.parameter.at };
    const held = found.get(seen.field.name);
    if (!held) found.set(seen.field.name, [evidence]);
    // One picking endpoint more proves little: the heaviest stands for all.
    else if ((held[0]?.weight ?? 0) < weight) found.set(seen.field.name, [evidence]);
  }
  return found;
}

/** The field by which it picks a record, the surest way first. */
export function pickedField(
  pick: Pick,
  fields: readonly KeyField[],
  resources: ReadonlySet<string>,
): { readonly id: string; readonly weight: number; readonly field: KeyField } | undefined {
  const param = plainName(pick.parameter.name);
  for (const { id, weight, find } of WAYS) {
    const field = find(param, fields, resources);
    if (field) return { id, weight, field };
  }
  return undefined;
}
