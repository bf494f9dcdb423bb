import type { Evidence } from "../../evidence/finding.ts";
import { plainName } from "../pagination/plain-name.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import { WITHIN_PARENT } from "./key-vocabulary.ts";
import type { KeyField } from "./record-fields.ts";
import type { Pick } from "./sibling-params.ts";

/** The fields of a record by their plain names; of several of one name the first. */
type FieldsByName = ReadonlyMap<string, { readonly field: KeyField; readonly at: number }>;

const byName: (fields: readonly KeyField[]) => FieldsByName = rememberedOf(
  (fields) => new Map(fields.map((field, at) => [field.plain, { field, at }] as const).reverse()),
);

/** The first of the record's fields that has one of these names. */
function firstNamed(fields: FieldsByName, names: readonly string[]): KeyField | undefined {
  let first: { readonly field: KeyField; readonly at: number } | undefined;
  for (const name of names) {
    const found = fields.get(name);
    if (found && (first === undefined || found.at < first.at)) first = found;
  }
  return first?.field;
}

/** How a path parameter may name a field of the record that it picks; the first way that fits counts. */
const WAYS: readonly {
  readonly id: string;
  readonly weight: number;
  readonly find: (param: string, fields: FieldsByName, resources: ReadonlySet<string>) => KeyField | undefined;
}[] = [
  { id: "key/picked-by-name", weight: 0.85, find: (param, fields) => fields.get(param)?.field },
  {
    // {user_sid} picks `sid`
    id: "key/picked-by-own-name",
    weight: 0.8,
    find: (param, fields, resources) => {
      const tails: string[] = [];
      for (const resource of resources) if (param.startsWith(resource)) tails.push(param.slice(resource.length));
      return firstNamed(fields, tails);
    },
  },
  {
    // {id} picks `customerId`
    id: "key/picked-by-id",
    weight: 0.7,
    find: (param, fields, resources) =>
      firstNamed(
        fields,
        Array.from(resources, (resource) => resource + param),
      ),
  },
  {
    // {app_id} of /application picks `id`
    id: "key/picked-by-tail",
    weight: 0.6,
    find: (param, fields) => {
      const tail = /(uuid|guid|gid|sid|uid|id|code|key|slug|hash|number|name)$/.exec(param)?.[1];
      return tail === undefined ? undefined : fields.get(tail)?.field;
    },
  },
  {
    // {customer} picks `id`, else what stands for one
    id: "key/picked-by-resource",
    weight: 0.45,
    find: (param, fields, resources) => {
      if (!resources.has(param)) return undefined;
      const name = ["id", "uuid", "gid", "sid", "key", "code", "slug", "name"].find((one) => fields.has(one));
      return name === undefined ? undefined : fields.get(name)?.field;
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
    const within = pick.params.length > 1 && WITHIN_PARENT.test(seen.field.plain) ? WITHIN : 1;
    const weight = seen.weight * (pick.direct ? 1 : INDIRECT) * within;
    // One picking endpoint more proves little: the heaviest stands for all.
    if ((found.get(seen.field.name)?.[0]?.weight ?? 0) >= weight) continue;
    const says = `"${pick.operation}" picks one record by "${pick.parameter.name}"`;
    found.set(seen.field.name, [{ signal: seen.id, weight, says, at: pick.parameter.at }]);
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
  const named = byName(fields);
  for (const { id, weight, find } of WAYS) {
    const field = find(param, named, resources);
    if (field) return { id, weight, field };
  }
  const alike = sameWords(pick.parameter.description, fields);
  return alike && { id: "key/picked-by-words", weight: 0.75, field: alike };
}

/** Shorter descriptions are alike by chance. */
const TELLING = 20;

/** The one field that the document describes in the words of the parameter. */
function sameWords(description: string | undefined, fields: readonly KeyField[]): KeyField | undefined {
  const words = plainWords(description ?? "");
  const [only, ...others] = words.length < TELLING ? [] : (byWords(fields).get(words) ?? []);
  return others.length === 0 ? only : undefined;
}

const byWords: (fields: readonly KeyField[]) => ReadonlyMap<string, readonly KeyField[]> = rememberedOf((fields) =>
  Map.groupBy(fields, ({ schema }) => plainWords(schema?.description ?? "")),
);

const plainWords: (text: string) => string = remembered((text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim(),
);
