import { candidate } from "../../evidence/confidence.ts";
import type { Candidate } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { ParentLink } from "../../model/stream.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import { stem } from "../streams/words.ts";
import type { OpenParameter } from "./open-parameters.ts";

/** `accounts/{account}`, `properties/1234`: a step that names a list, then one that picks from it, again and again. */
const PATH =
  /(?<![\w/.{}-])[a-z][\w-]*\/(?:\{[^{}/\s]+\}|[\w.-]*\d[\w.-]*)(?:\/[a-z][\w-]*\/(?:\{[^{}/\s]+\}|[\w.-]*\d[\w.-]*))*(?![\w{/-])/gi;
const ADDRESS = /\bhttps?:\/\/\S+/gi;

/**
 * The parent of a parameter whose value is itself a path, as its description shows (`Format: accounts/{account}`): the
 * list of what that path ends in. Its records carry the path whole, in the field that is described so.
 */
export function resourceParent(
  param: OpenParameter,
  stream: ListedStream,
  streams: ReadonlyMap<string, ListedStream>,
): Candidate<ParentLink> | undefined {
  if (param.need !== "path" || param.fact.description === undefined) return undefined;
  const shown = resourcePath(param.fact.description);
  if (shown === undefined) return undefined;
  const from = beforePlaceholder(stream.operation.path);
  for (const list of streams.values()) {
    if (list === stream || !list.many || !list.selected) continue;
    const field = listedPath(list) === `${from}${shown}` ? fieldOfPath(list, shown) : undefined;
    if (field === undefined) continue;
    const place = { name: param.fact.name, in: "path" as const };
    const value = { stream: list.name, field: [field], param: place, isPath: true as const };
    return candidate<ParentLink>(value, [
      {
        signal: "parents/path-in-words",
        weight: 0.9,
        says: "the parameter is described as a path that ends in the key of that list's records",
        at: param.fact.at,
      },
      {
        signal: "parents/field-holds-path",
        weight: 0.8,
        says: "the list's records hold their own path",
        at: list.record?.at ?? list.operation.at,
      },
    ]);
  }
  return undefined;
}

/** The lists that a described path goes through, each by its stem; undefined where several paths are shown that differ. */
const resourcePath: (description: string) => string | undefined = remembered((description) => {
  if (!description.includes("/")) return undefined;
  const shown = description.replace(ADDRESS, " ").match(PATH) ?? [];
  const kinds = new Set(shown.map(listsOf));
  return kinds.size === 1 ? [...kinds][0] : undefined;
});

function listsOf(path: string): string {
  return path
    .split("/")
    .flatMap((step, at) => (at % 2 === 0 ? [stem(step)] : []))
    .join("/");
}

/** The path of a list as such a path tells it: what its own parameter is described as, then its last step. */
const listedPath: (list: ListedStream) => string | undefined = rememberedOf(({ operation }) => {
  const [before = "", ...rest] = operation.path.split(/\{[^{}]*\}/);
  const [after] = rest;
  if (after === undefined) {
    const at = before.lastIndexOf("/") + 1;
    return `${before.slice(0, at)}${stem(withoutSearch(before.slice(at)))}`;
  }
  const own = operation.parameters.find((one) => one.in === "path")?.description;
  const above = rest.length === 1 && own !== undefined ? resourcePath(own) : undefined;
  return above && /^\/[\w-]+(:search)?$/.test(after)
    ? `${before}${above}/${stem(withoutSearch(after.slice(1)))}`
    : undefined;
});

function withoutSearch(step: string): string {
  return step.replace(/:search$/, "");
}

/** What stands before the first placeholder: `/v1/`. */
function beforePlaceholder(path: string): string {
  return path.slice(0, Math.max(path.indexOf("{"), 0));
}

/** The field that is described as the path of the record, else one that is said to be a resource's name or its relative path. */
function fieldOfPath({ record }: ListedStream, shown: string): string | undefined {
  const fields = [...(record?.properties ?? [])].filter(([, view]) => isText(view));
  const exact = fields.find(([, { description }]) => description !== undefined && resourcePath(description) === shown);
  return (exact ?? fields.find(([name, { description }]) => saysItsPath(name, description ?? "")))?.[0];
}

function saysItsPath(name: string, description: string): boolean {
  return (
    /^(resource_?)?(name|path)$/i.test(name) && /\bresource[\s-]names?\b|\brelative path\b|\bpath\b/i.test(description)
  );
}

function isText({ types }: SchemaView): boolean {
  return types.length === 1 && types[0] === "string";
}
