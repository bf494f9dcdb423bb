import type { ErrorRule, HttpAccess, HttpSource } from "../model/http.ts";
import type { Incremental } from "../model/incremental.ts";
import type { Setting } from "../model/setting.ts";
import type { Stream } from "../model/stream.ts";
import { code } from "../printing/code.ts";
import { tuple } from "../printing/python.ts";
import { type ConstantPlan, named } from "./common-errors.ts";
import { filterExpression, ownFormat } from "./cursor-expressions.ts";
import { errorRule } from "./error-expressions.ts";
import { call, dictOf, type Expression, literal, path, plain, tupleOf } from "./expression.ts";
import { pagingAttributes } from "./paging-expression.ts";
import { type AuthNames, ownAuth } from "./reader-auth.ts";
import type { StreamPlan } from "./reader-plan.ts";
import { parentsExpression, requestParts } from "./request-parts.ts";
import { attributeValue } from "./setting-values.ts";
import { streamDoc } from "./stream-doc.ts";

export interface StreamContext {
  readonly settings: readonly Setting[];
  readonly source: HttpSource;
  readonly auths: AuthNames;
  /** Error rules that have a name. */
  readonly constants: readonly ConstantPlan[];
  /** The streams that lead to this one; the records of the last drive it, those of the others are read for it. */
  readonly above: readonly string[];
  /** Optional settings without which it can't be read. */
  readonly needs: readonly string[];
}

/** A stream's entry in the table of streams; what equals a default isn't said. */
export function streamPlan(stream: Stream, access: HttpAccess, context: StreamContext): StreamPlan {
  const own = ownAuth(access, context.source);
  const auth = own && context.auths.get(JSON.stringify(own));
  return {
    comments: commentsOf(stream, access),
    auths: auth === undefined ? [] : [auth],
    value: call("Stream", [], {
      name: literal(stream.name),
      ...requestKeywords(access, context),
      needs: context.needs.length === 0 ? undefined : plain(tuple(context.needs)),
      records_path: access.recordsPath.length === 0 ? undefined : path(access.recordsPath),
      lifted: stream.lifted && dictOf(stream.lifted.map(({ recordField, field }) => [recordField, path(field)])),
      primary_key: keyOf(stream),
      cursor: stream.incremental && cursorExpression(stream.incremental, access),
      pagination: pagingAttributes(access)[0]?.value,
      parents: parentsExpression(stream, access),
      above: context.above.length === 0 ? undefined : plain(tuple(context.above)),
      errors: errorsOf(access.errors ?? [], context),
      auth: auth === undefined ? undefined : plain(code(auth)),
      selected: stream.selected ? undefined : literal(false),
    }),
  };
}

const GUESSED = "The end of its list is a guess: it is read until an answer is empty.";

function commentsOf(stream: Stream, { pagination }: HttpAccess): string[] {
  const { summary } = streamDoc(stream);
  const open = (stream.notes ?? []).filter((note) => note.open).map((note) => `TODO: ${note.about}: ${note.text}`);
  const guessed = "stop" in pagination && pagination.stop.guessed === true;
  return [summary, ...(guessed ? [GUESSED] : []), ...open];
}

type Keywords = Readonly<Record<string, Expression | undefined>>;

function requestKeywords(access: HttpAccess, { settings }: StreamContext): Keywords {
  const { query, headers, body, inputs } = requestParts(access, settings);
  return {
    path: literal(access.path),
    method: access.method === "GET" ? undefined : literal(access.method),
    base_url: access.baseUrl === undefined ? undefined : attributeValue(access.baseUrl, settings),
    query,
    headers,
    body,
    body_as_json: access.body?.encoding === "form" ? literal(false) : undefined,
    inputs,
  };
}

/** Keys are columns: one that lies deeper than the record's top is told as a loss. */
function keyOf({ primaryKey }: Stream): Expression | undefined {
  const names = primaryKey.flatMap((key) => (key.length === 1 ? key : []));
  return names.length > 0 && names.length === primaryKey.length ? plain(tuple(names)) : undefined;
}

function cursorExpression(incremental: Incremental, access: HttpAccess): Expression {
  const { cursorField, format, request, lookback, order } = incremental;
  return call("Cursor", [], {
    field: path(cursorField),
    format: ownFormat(format),
    filter: request && filterExpression(request, access),
    lookback: lookback && format.kind !== "integer" ? plain(code(`timedelta(seconds=${lookback})`)) : undefined,
    newest_first: order === "desc" && !request ? literal(true) : undefined,
    oldest_first: order === "asc" ? literal(true) : undefined,
  });
}

function errorsOf(rules: readonly ErrorRule[], { constants }: StreamContext): Expression | undefined {
  return rules.length === 0 ? undefined : tupleOf(rules.map((rule) => named(errorRule(rule), constants)));
}
