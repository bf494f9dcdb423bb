import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import type { Setting } from "../../../model/setting.ts";
import type { Stream } from "../../../model/stream.ts";
import type { Template } from "../../../model/values.ts";
import { code } from "../../../printing/code.ts";
import { lit, tuple } from "../../../printing/python.ts";
import { type AttributePlan, given } from "../../attributes.ts";
import { type ConstantPlan, named } from "../../common-errors.ts";
import { errorRule, errorsAttribute } from "../../error-expressions.ts";
import { dictOf, literal, path, plain } from "../../expression.ts";
import { pagingAttributes } from "../../paging-expression.ts";
import { parentsExpression, requestParts } from "../../request-parts.ts";
import { isFixed, methodValue } from "../../setting-values.ts";
import { streamDoc } from "../../stream-doc.ts";
import type { PropertyPlan, StreamPlan } from "../plan.ts";
import { type AuthClasses, ownAuth } from "./auth.ts";
import { incrementalAttributes } from "./incremental.ts";

export interface StreamContext {
  readonly settings: readonly Setting[];
  readonly source: HttpSource;
  readonly classes: AuthClasses;
  /** Error rules that have a name. */
  readonly constants: readonly ConstantPlan[];
  readonly baseClass: string;
  readonly names: ReadonlyMap<string, { readonly className: string; readonly file: string }>;
  /** The streams that lead to this one; the records of the last drive it, those of the others are read for it. */
  readonly parents: readonly string[];
  readonly hasChildren: boolean;
  /** Optional settings without which it can't be read. */
  readonly needs: readonly string[];
}

export function streamPlan(stream: Stream, access: HttpAccess, context: StreamContext): StreamPlan {
  const bases = [
    ...(context.hasChildren ? ["ParentStream"] : []),
    ...(context.parents.length === 0 ? [] : [context.parents.length > 1 ? "CrossedStream" : "ChildStream"]),
    ...(stream.incremental ? ["IncrementalStream"] : []),
    ...(stream.lifted ? ["LiftedStream"] : []),
    context.baseClass,
  ];
  const auth = ownAuth(access, context.source, context);
  return {
    className: context.names.get(stream.name)?.className ?? "",
    bases,
    doc: streamDoc(stream),
    todos: (stream.notes ?? []).filter((note) => note.open).map((note) => `TODO: ${note.about}: ${note.text}`),
    attributes: [
      ...requestAttributes(stream, access, context),
      ...recordAttributes(stream, access),
      ...(stream.incremental ? incrementalAttributes(stream.incremental, access) : []),
      ...pagingAttributes(access),
      ...parentAttributes(stream, access, context),
      ...errorAttributes(access, context),
    ],
    properties: [...ownBaseUrl(access, context), ...auth.properties],
    imports: auth.imports,
  };
}

function requestAttributes(stream: Stream, access: HttpAccess, context: StreamContext): AttributePlan[] {
  const { settings, names } = context;
  const file = names.get(stream.name)?.file;
  const { query, headers, body, inputs } = requestParts(access, settings);
  return given([
    ["name", literal(stream.name)],
    ["schema", file === stream.name ? undefined : plain(code(`StreamSchema(SCHEMAS, key=${lit(file).text})`))],
    ["selected_by_default", stream.selected ? undefined : literal(false)],
    ["needs_settings", context.needs.length === 0 ? undefined : plain(tuple(context.needs))],
    [
      "url_base",
      access.baseUrl !== undefined && isFixed(access.baseUrl, settings) ? literal(access.baseUrl) : undefined,
    ],
    ["path", literal(access.path)],
    ["http_method", access.method === "GET" ? undefined : literal(access.method)],
    ["payload_as_json", access.body?.encoding === "form" ? literal(false) : undefined],
    ["query", query],
    ["headers", headers],
    ["body", body],
    ["inputs", inputs],
  ]);
}

/** A base URL with settings in it is worked out when it is needed. */
export function baseUrlProperty(url: Template, settings: readonly Setting[]): PropertyPlan {
  return {
    name: "url_base",
    type: code("str"),
    doc: "Where the source is.",
    body: code(`return ${methodValue(url, settings).text}`),
  };
}

function ownBaseUrl({ baseUrl }: HttpAccess, { settings }: StreamContext): PropertyPlan[] {
  return baseUrl === undefined || isFixed(baseUrl, settings) ? [] : [baseUrlProperty(baseUrl, settings)];
}

function recordAttributes(stream: Stream, access: HttpAccess): AttributePlan[] {
  const keys = stream.primaryKey.flatMap((key) => (key.length === 1 ? key : []));
  const whole = keys.length > 0 && keys.length === stream.primaryKey.length;
  return given([
    ["records_path", access.recordsPath.length === 0 ? undefined : path(access.recordsPath)],
    ["lifted", stream.lifted && dictOf(stream.lifted.map(({ recordField, field }) => [recordField, path(field)]))],
    ["primary_keys", whole ? plain(tuple(keys)) : undefined],
  ]);
}

function parentAttributes(stream: Stream, access: HttpAccess, { parents, names }: StreamContext): AttributePlan[] {
  const parent = parents.at(-1);
  if (parent === undefined) return [];
  return given([
    ["parent_stream_type", plain(code(names.get(parent)?.className ?? ""))],
    ["parents", parentsExpression(stream, access)],
  ]);
}

function errorAttributes(access: HttpAccess, { constants }: StreamContext): AttributePlan[] {
  return given([["errors", errorsAttribute((access.errors ?? []).map((rule) => named(errorRule(rule), constants)))]]);
}
