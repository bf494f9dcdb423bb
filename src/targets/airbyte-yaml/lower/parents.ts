import type { ParentLink } from "../../../model/stream.ts";
import type { FieldPath } from "../../../model/values.ts";
import { snakeCase } from "../../../printing/naming.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { jinjaString, jinjaText } from "./jinja.ts";
import { requestOption } from "./request-option.ts";
import type { HttpStream, Scope } from "./scope.ts";

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
  const values: string[] = [];
  const injectable = new Set<number>();
  for (const [index, link] of stream.parents.entries()) {
    const own = routers.find((router) => router.parent.name === link.stream);
    const value = own ? ownValue(own, link) : inheritedValue(routers, link, scope);
    if (value === undefined) {
      return leaveOut(stream, `${link.stream}.${link.field.join(".")} isn't handed down to it`, scope);
    }
    if (own && samePath(own.key, link.field)) injectable.add(index);
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

export function routersOf(stream: HttpStream, scope: Scope): readonly ParentRouter[] {
  const names = [...new Set(stream.parents.map((link) => link.stream))];
  const direct = names.filter((name) => !names.some((other) => other !== name && isAncestor(name, other, scope)));
  const taken = new Set(TAKEN);
  return direct.flatMap((name) => {
    const parent = scope.stream(name);
    if (!parent) return [];
    const links = stream.parents.filter((link) => link.stream === name);
    const router = routerOf(parent, links);
    let field = router.partitionField;
    while (taken.has(field)) field = `${snakeCase(name)}_${field}`;
    taken.add(field);
    return [{ ...router, partitionField: field }];
  });
}

function routerOf(parent: HttpStream, links: readonly ParentLink[]): ParentRouter {
  const [first] = links;
  const [identity] = parent.primaryKey;
  const isSingle = new Set(links.map((link) => link.field.join("\0"))).size === 1;
  // Several fields tell one slice: only the parent's own key keeps two of its records apart.
  const isOwnKey = isSingle && isDpath(first?.field ?? []);
  const key = isOwnKey || parent.primaryKey.length !== 1 || !identity ? (first?.field ?? []) : identity;
  const keyed = links.find((link) => samePath(link.field, key));
  const others = links.filter((link) => !samePath(link.field, key)).map((link) => link.field);
  const extraFields = others.filter((field, index) => others.findIndex((other) => samePath(other, field)) === index);
  return {
    parent,
    key,
    partitionField: snakeCase(keyed?.param.name ?? `${parent.name}_${key.join("_")}`),
    extraFields,
  };
}

function ownValue(router: ParentRouter, link: ParentLink): string {
  return samePath(router.key, link.field)
    ? `stream_partition['${router.partitionField}']`
    : `stream_slice.extra_fields[${jinjaString(link.field.map(globless).join("."))}]`;
}

/** The value of a grandparent's field, which a parent's slice already names. */
function inheritedValue(routers: readonly ParentRouter[], link: ParentLink, scope: Scope): string | undefined {
  let level = routers;
  let slice = "stream_partition";
  while (level.length === 1 && level[0]) {
    level = routersOf(level[0].parent, scope);
    slice += "['parent_slice']";
    const found = level.find((router) => router.parent.name === link.stream);
    if (found) return samePath(found.key, link.field) ? `${slice}['${found.partitionField}']` : undefined;
  }
  return undefined;
}

function isAncestor(name: string, of: string, scope: Scope): boolean {
  const parents = scope.stream(of)?.parents ?? [];
  return parents.some((link) => link.stream === name || isAncestor(name, link.stream, scope));
}

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
