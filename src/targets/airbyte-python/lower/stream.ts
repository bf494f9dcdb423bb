import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import type { Incremental } from "../../../model/incremental.ts";
import type { Setting } from "../../../model/setting.ts";
import type { Stream } from "../../../model/stream.ts";
import type { FieldPath } from "../../../model/values.ts";
import { code } from "../../../printing/code.ts";
import { tuple } from "../../../printing/python.ts";
import { type AttributePlan, given } from "../../attributes.ts";
import { type ConstantPlan, named } from "../../common-errors.ts";
import { filterExpression, ownFormat } from "../../cursor-expressions.ts";
import { errorRule, errorsAttribute } from "../../error-expressions.ts";
import { dictOf, type Expression, literal, path, plain } from "../../expression.ts";
import { pagingAttributes } from "../../paging-expression.ts";
import { parentsExpression, requestParts } from "../../request-parts.ts";
import { attributeValue } from "../../setting-values.ts";
import { streamDoc } from "../../stream-doc.ts";
import type { StreamPlan } from "../plan.ts";
import { type Authenticators, ownAuth } from "./auth.ts";
import type { StreamNames } from "./names.ts";

export interface StreamContext {
  readonly settings: readonly Setting[];
  readonly source: HttpSource;
  readonly authenticators: Authenticators;
  /** Error rules that have a name. */
  readonly constants: readonly ConstantPlan[];
  readonly baseClass: string;
  readonly names: StreamNames;
  /** Optional settings without which it can't be read. */
  readonly needs: readonly string[];
}

export function streamPlan(stream: Stream, access: HttpAccess, context: StreamContext): StreamPlan {
  const bases = [
    ...(stream.parents.length === 0 ? [] : ["ChildStream"]),
    ...(stream.incremental ? ["IncrementalStream"] : []),
    context.baseClass,
  ];
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
      ...given([
        ["parents", parentsExpression(stream, access)],
        ["errors", errorsAttribute((access.errors ?? []).map((rule) => named(errorRule(rule), context.constants)))],
        ["authenticator", ownAuth(access, context.source, context.authenticators)],
      ]),
    ],
  };
}

function requestAttributes({ name }: Stream, access: HttpAccess, context: StreamContext): AttributePlan[] {
  const file = context.names.get(name)?.file;
  const { query, headers, body, inputs } = requestParts(access, context.settings);
  return given([
    ["name", literal(name)],
    ["schema_file", file === name ? undefined : literal(file)],
    ["needs_settings", context.needs.length === 0 ? undefined : plain(tuple(context.needs))],
    ["url_base", access.baseUrl === undefined ? undefined : attributeValue(access.baseUrl, context.settings)],
    ["path", literal(access.path)],
    ["http_method", access.method === "GET" ? undefined : literal(access.method)],
    ["sends_json", access.body?.encoding === "form" ? literal(false) : undefined],
    ["query", query],
    ["headers", headers],
    ["body", body],
    ["inputs", inputs],
  ]);
}

function recordAttributes({ primaryKey, lifted }: Stream, access: HttpAccess): AttributePlan[] {
  return given([
    ["records_path", access.recordsPath.length === 0 ? undefined : path(access.recordsPath)],
    ["lifted", lifted && dictOf(lifted.map(({ recordField, field }) => [recordField, path(field)]))],
    ["primary_key", keyExpression(primaryKey)],
  ]);
}

/** As the CDK takes it: a name, names, or paths. */
function keyExpression(key: readonly FieldPath[]): Expression | undefined {
  const [first] = key;
  if (first === undefined) return undefined;
  if (key.some((field) => field.length > 1)) return literal(key);
  return literal(key.length === 1 ? first[0] : key.flat());
}

/** In the order in which they are written. */
function incrementalAttributes(incremental: Incremental, access: HttpAccess): AttributePlan[] {
  const { cursorField, format, request, lookback, order } = incremental;
  return given([
    ["cursor_field", literal(cursorField.length === 1 ? cursorField[0] : cursorField)],
    ["cursor_format", ownFormat(format)],
    ["cursor_filter", request && filterExpression(request, access)],
    ["lookback", lookback && format.kind !== "integer" ? plain(code(`timedelta(seconds=${lookback})`)) : undefined],
    ["newest_first", order === "desc" && !request ? literal(true) : undefined],
    ["is_sorted", order === "asc" ? literal(true) : undefined],
  ]);
}
