import type { ParentLink } from "../../../model/stream.ts";
import type { FieldPath } from "../../../model/values.ts";
import { snakeCase } from "../../../printing/naming.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { jinjaString, jinjaText } from "./jinja.ts";
import { requestOption } from "./request-option.ts";
import { type HttpStream, perStream, type Scope } from "./scope.ts";

/** One parent stream whose records make slices of the child. */
export interface ParentRouter {
  readonly parent: HttpStream;
  /** Field of the parent's record that tells one slice from another, and its name in the slice and in the state. */
  readonly key: FieldPath;
  readonly partitionField: string;
  /** Further fields that requests need; they are no part of the state. */
  readonly extraFields: readonly FieldPath[];
}

export interface ParentLinks {
  readonly routers: readonly ParentRouter[];
  /** Jinja expression for the value of each link, in the order of `stream.parents`. */
  readonly values: readonly string[];
  /** Index of the links whose value the router itself can put into the request. */
  readonly injectable: ReadonlySet<number>;
}

/** How a child stream is cut into slices; undefined where the CDK can't hand down a value, with the loss told. */
export function parentLinks(stream: HttpStream, scope: Scope): ParentLinks | undefined {
  const routers = routersOf(stream, scope);
  if (routers.some(({ key }) => !isDpath(key)))
    return leaveOut(stream, "a parent's field has a slash in its name", scope);
  const clash = twiceExtra(routers);
  if (clash !== undefined) return leaveOut(stream, `two of its parents hand down a ${clash}`, scope);
  const values: string[] = [];
  const injectable = new Set<number>();
  for (const [index, link] of stream.parents.entries()) {
    const source = handedDown(link, stream, scope);
    const own = routers.find((router) => router.parent.name === source?.stream);
    const value = own && source ? ownValue(own, source.field) : valueInSlice(link, stream, scope);
    if (value === undefined) {
      return leaveOut(stream, `${link.stream}.${link.field.join(".")} isn't handed down to it`, scope);
    }
    if (own && source && samePath(own.key, source.field)) injectable.add(index);
    values.push(value);
  }
  return { routers, values, injectable };
}

function leaveOut(stream: HttpStream, because: string, scope: Scope): undefined {
  scope.lose({
    path: `streams.${stream.name}.parents`,
    lost: `the whole stream: ${because}`,
    instead: "no stream of that name",
    leavesOut: stream.name,
  });
}

/** The CDK's own names in a slice. */
const TAKEN = new Set(["parent_slice", "start_time", "end_time", "start", "end"]);

const routersOf = perStream((stream, scope): readonly ParentRouter[] => {
  const taken = new Set(TAKEN);
  const handed = stream.parents.flatMap((link) => handedDown(link, stream, scope) ?? []);
  return nearest(stream, scope).map((parent) => {
    const names = stream.parents.filter((link) => link.stream === parent.name);
    const fields = handed.filter((source) => source.stream === parent.name).map(({ field }) => field);
    const router = routerOf(parent, names, fields);
    let field = router.partitionField;
    while (taken.has(field)) field = `${snakeCase(parent.name)}_${field}`;
    taken.add(field);
    return { ...router, partitionField: field };
  });
});

/** The parents that no other parent hangs below. */
const nearest = perStream((stream, scope): readonly HttpStream[] => {
  const names = [...new Set(stream.parents.map((link) => link.stream))];
  const direct = names.filter((name) => !names.some((other) => other !== name && isAncestor(name, other, scope)));
  return direct.flatMap((name) => scope.stream(name) ?? []);
});

/** `fields`: all that the child needs of the parent's record; `links`: those that name the parent itself. */
function routerOf(parent: HttpStream, links: readonly ParentLink[], fields: readonly FieldPath[]): ParentRouter {
  const [first] = links;
  // The slices above tell apart what a parent's record says of its own parents.
  const own = parent.primaryKey.filter((path) => !parent.parents.some((link) => samePath(path, recordPath(link))));
  const [identity] = own;
  const isSingle = new Set(links.map((link) => link.field.join("\0"))).size === 1;
  // Several fields tell one slice: only the parent's own key keeps two of its records apart.
  const isOwnKey = isSingle && isDpath(first?.field ?? []);
  const key = isOwnKey || own.length !== 1 || !identity ? (first?.field ?? []) : identity;
  const keyed = links.find((link) => samePath(link.field, key));
  const others = fields.filter((field) => !samePath(field, key));
  const extraFields = others.filter((field, index) => others.findIndex((other) => samePath(other, field)) === index);
  return {
    parent,
    key,
    partitionField: snakeCase(keyed?.param.name ?? `${parent.name}_${key.join("_")}`),
    extraFields,
  };
}

interface ParentField {
  readonly stream: string;
  readonly field: FieldPath;
}

/**
 * The field of a nearest parent's record that holds the link's value: what the link names, or what the parent's own
 * records say of a grandparent. Undefined where the slice says it, or nothing does.
 */
function handedDown(link: ParentLink, stream: HttpStream, scope: Scope): ParentField | undefined {
  const parents = nearest(stream, scope);
  if (parents.some(({ name }) => name === link.stream)) return link;
  if (valueInSlice(link, stream, scope) !== undefined) return undefined;
  const [parent, ...others] = parents.filter(({ name }) => isAncestor(link.stream, name, scope));
  // Two parents may hang below two different grandparents.
  if (!parent || others.length > 0) return undefined;
  const known = parent.parents.find(
    (above) => above.recordField !== undefined && above.stream === link.stream && samePath(above.field, link.field),
  );
  return known && { stream: parent.name, field: recordPath(known) };
}

const recordPath = ({ recordField }: ParentLink): FieldPath => (recordField === undefined ? [] : [recordField]);

function ownValue(router: ParentRouter, field: FieldPath): string {
  return samePath(router.key, field)
    ? `stream_partition['${router.partitionField}']`
    : `stream_slice.extra_fields[${jinjaString(extraName(field))}]`;
}

const extraName = (field: FieldPath): string => field.map(globless).join(".");

/** Slices of several parents are put together: of two extra fields of one name, only the first remains. */
function twiceExtra(routers: readonly ParentRouter[]): string | undefined {
  const names = routers.flatMap(({ extraFields }) => extraFields.map(extraName));
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** The value of a grandparent's field, which a parent's slice already names. */
function valueInSlice(link: ParentLink, stream: HttpStream, scope: Scope): string | undefined {
  let level = nearest(stream, scope);
  let slice = "stream_partition";
  while (level.length === 1 && level[0]) {
    const above = routersOf(level[0], scope);
    slice += "['parent_slice']";
    const found = above.find((router) => router.parent.name === link.stream);
    if (found) return samePath(found.key, link.field) ? `${slice}['${found.partitionField}']` : undefined;
    level = above.map(({ parent }) => parent);
  }
  return undefined;
}

function isAncestor(name: string, of: string, scope: Scope): boolean {
  const stream = scope.stream(of);
  return stream !== undefined && ancestors(stream, scope).has(name);
}

const ancestors = perStream((stream, scope): ReadonlySet<string> => {
  const above = new Set(stream.parents.map((link) => link.stream));
  for (const name of [...above]) {
    const parent = scope.stream(name);
    if (parent) for (const further of ancestors(parent, scope)) above.add(further);
  }
  return above;
});

export function parentRouterComponent(router: ParentRouter, stream: HttpStream, isFollowedByUrl: boolean): YamlMap {
  const link = stream.parents.find(
    (candidate) => candidate.stream === router.parent.name && samePath(candidate.field, router.key),
  );
  const isInjected = link !== undefined && link.param.in !== "path" && !isFollowedByUrl;
  return {
    type: "SubstreamPartitionRouter",
    parent_stream_configs: [
      {
        type: "ParentStreamConfig",
        stream: { $ref: `#/definitions/streams/${router.parent.name}` },
        parent_key: jinjaText(dpathGlob(router.key), "typed"),
        partition_field: router.partitionField,
        ...(isInjected ? { request_option: requestOption(link.param, stream.access) } : {}),
        ...(router.extraFields.length > 0
          ? { extra_fields: router.extraFields.map((field) => field.map((key) => jinjaText(globless(key), "typed"))) }
          : {}),
      },
    ],
  };
}

/** dpath's own notation: levels stand between slashes. */
const dpathGlob = (path: FieldPath): string => path.map(globless).join("/");

const isDpath = (path: FieldPath): boolean => path.length > 0 && path.every((key) => !key.includes("/"));

/** The key as dpath matches it: a few characters of a field's name would be patterns. */
export const globless = (key: string): string => key.replace(/[*?[]/g, "[$&]");

const samePath = (one: FieldPath, other: FieldPath): boolean => one.join("\0") === other.join("\0");
