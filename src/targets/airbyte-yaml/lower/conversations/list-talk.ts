import type { Pagination, Param, StopRule } from "../../../../model/pagination.ts";
import { pathParts } from "../../../../model/path-template.ts";
import type { FieldPath, Json } from "../../../../model/values.ts";
import type { HttpStream, Scope } from "../scope.ts";
import { isToldEnd } from "../told-end.ts";
import type { SaidValue } from "./cursor-runs.ts";
import type { ExpectedAuth } from "./expected-auth.ts";
import { filled, type SampleConfig } from "./sample-config.ts";
import { valueAt, withValue } from "./sample-record.ts";
import type { Exchange, ExpectedRequest, Reply } from "./scenario.ts";

export interface Rehearsal {
  readonly scope: Scope;
  readonly config: SampleConfig;
  readonly auth: ExpectedAuth;
}

/** Everything that is said to read one list, and the answers to it. */
export interface ListTalk {
  readonly stream: HttpStream;
  /** Records, page by page; a list that is read until it is empty gets an empty page in the end. */
  readonly pages: readonly (readonly Json[])[];
  /** Values of the path's placeholders and of what a parent gives. */
  readonly given: readonly SaidValue[];
  readonly times: Exchange["times"];
}

/** The pages of a list with so many records: as full as the way of paging wants them. */
export function pageSizes({ pagination }: HttpStream["access"]): readonly number[] {
  if (pagination.kind === "none") return [2];
  // A full page would be an error.
  if (pagination.kind === "unknown") return [Math.min(2, (pagination.pageSize ?? 10) - 1)];
  const stop = stopOf(pagination);
  const isShort = stop?.kind === "short-page" && stop.guessed !== true && pagination.pageSize !== undefined;
  return isShort ? [pagination.pageSize ?? 2, 1] : [2, 1];
}

function stopOf(pagination: Pagination): StopRule | undefined {
  return "stop" in pagination ? pagination.stop : undefined;
}

export function listTalk(talk: ListTalk, rehearsal: Rehearsal): Exchange[] {
  const pages = withEnd(talk);
  const total = pages.reduce((sum, page) => sum + page.length, 0);
  return pages.map((records, index) => {
    const isLast = index === pages.length - 1;
    return {
      request: pageRequest(talk, { index, pages }, rehearsal),
      responses: [
        pageReply(
          talk,
          { index, records, isLast, total, count: pages.filter((page) => page.length > 0).length },
          rehearsal,
        ),
      ],
      times: talk.times,
    };
  });
}

/** Lists whose end is only seen when nothing comes any more have one page beyond the last record. */
function withEnd({ stream, pages }: ListTalk): readonly (readonly Json[])[] {
  const { pagination } = stream.access;
  const stop = stopOf(pagination);
  if (!stop || pages.at(-1)?.length === 0) return pages;
  const isTold = pagination.kind === "cursor" ? stop.kind === "no-cursor" || stop.kind === "flag" : isToldEnd(stop);
  const isShort =
    stop.kind === "short-page" &&
    stop.guessed !== true &&
    pagination.kind !== "none" &&
    "pageSize" in pagination &&
    pagination.pageSize !== undefined;
  return isTold || isShort ? pages : [...pages, []];
}

interface Turn {
  readonly index: number;
  readonly pages: readonly (readonly Json[])[];
}

function pageRequest(talk: ListTalk, turn: Turn, rehearsal: Rehearsal): ExpectedRequest {
  const { access } = talk.stream;
  const { scope, config, auth } = rehearsal;
  const text = (template: string) => filled(template, scope.settings, config);
  const isFollowing =
    turn.index > 0 && (access.pagination.kind === "next-url" || access.pagination.kind === "link-header");
  const said = [...talk.given, ...inputs(talk.stream, config), ...sizeOf(access.pagination), ...tokenOf(talk, turn)];
  const query = Object.fromEntries([
    ...access.query.map(({ name, value }) => [name, text(value)] as const),
    ...said.filter(({ param }) => param.in === "query").map(({ param, value }) => [param.name, String(value)] as const),
  ]);
  const headers = {
    ...Object.fromEntries([...scope.source.headers, ...access.headers].map(({ name, value }) => [name, text(value)])),
    ...Object.fromEntries(
      said.filter(({ param }) => param.in === "header").map(({ param, value }) => [param.name, String(value)]),
    ),
    ...auth.headers,
  };
  return {
    method: access.method,
    url: urlOf({ ...talk, given: [...talk.given, ...tokenOf(talk, turn)] }, rehearsal),
    query: { ...(isFollowing ? { position: String(turn.index + 1) } : query), ...auth.query },
    headers,
    body: bodyOf(talk.stream, said),
  };
}

function inputs({ access }: HttpStream, config: SampleConfig): SaidValue[] {
  return access.inputs.map(({ param, setting }) => ({ param, value: config[setting] ?? "" }));
}

function sizeOf(pagination: Pagination): SaidValue[] {
  if (pagination.kind === "none" || !pagination.sizeParam || pagination.pageSize === undefined) return [];
  return [{ param: pagination.sizeParam, value: pagination.pageSize }];
}

function tokenOf({ stream }: ListTalk, { index, pages }: Turn): SaidValue[] {
  const { pagination } = stream.access;
  switch (pagination.kind) {
    case "page-number":
      return [{ param: pagination.pageParam, value: pagination.firstPage + index }];
    case "offset": {
      const before = pages.slice(0, index).reduce((sum, page) => sum + page.length, 0);
      return [{ param: pagination.offsetParam, value: (pagination.firstOffset ?? 0) + before }];
    }
    case "cursor":
      return index === 0 ? [] : [{ param: pagination.cursorParam, value: cursorOf(pagination.next, index, pages) }];
    default:
      return [];
  }
}

type Next = Extract<Pagination, { kind: "cursor" }>["next"];

function cursorOf(next: Next, index: number, pages: readonly (readonly Json[])[]): Json {
  if (next.from !== "last-record") return `after-page-${index}`;
  const last = pages[index - 1]?.at(-1) ?? null;
  return String(valueAt(last, next.path));
}

function bodyOf({ access }: HttpStream, said: readonly SaidValue[]): Json {
  const inBody = said.filter(({ param }) => param.in === "body");
  if (!access.body && inBody.length === 0) return null;
  if (access.body?.encoding === "form") {
    const fields = Object.entries(access.body.value ?? {}).map(([name, held]): [string, string] => [
      name,
      String(held),
    ]);
    const more = inBody.map(({ param, value }): [string, string] => [param.name, String(value)]);
    return new URLSearchParams([...fields, ...more]).toString();
  }
  const body = inBody.reduce<Json>(
    (body, { param, value }) => withValue(body, param.name.split("."), value),
    access.body?.value ?? {},
  );
  // The CDK sends no body in place of an empty one.
  return isEmptyObject(body) ? null : body;
}

function isEmptyObject(value: Json): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0;
}

export function urlOf({ stream, given }: Pick<ListTalk, "stream" | "given">, { scope, config }: Rehearsal): string {
  const { access } = stream;
  const values = [...given, ...inputs(stream, config)].filter(({ param }) => param.in === "path");
  const path = pathParts(access.path).map((part) => {
    if (part.kind === "text") return part.text;
    const value = values.find(({ param }: { param: Param }) => param.name === part.name)?.value;
    return encodeURIComponent(String(value ?? ""));
  });
  return filled(access.baseUrl ?? scope.source.baseUrl, scope.settings, config) + path.join("");
}

interface Given {
  readonly index: number;
  readonly records: readonly Json[];
  readonly isLast: boolean;
  readonly total: number;
  readonly count: number;
}

function pageReply(talk: ListTalk, page: Given, rehearsal: Rehearsal): Reply {
  const { access } = talk.stream;
  const marks = [...stopMarks(access.pagination, page), ...nextMarks(talk, page, rehearsal)];
  const body = marks.reduce<Json>(
    (root, mark) => ("path" in mark ? withValue(root, mark.path, mark.value) : root),
    enveloped(page.records, access.recordsPath),
  );
  const headers = Object.fromEntries(
    marks.flatMap((mark) => ("header" in mark ? [[mark.header, String(mark.value)]] : [])),
  );
  return { status: 200, headers, body };
}

type Mark = { readonly path: FieldPath; readonly value: Json } | { readonly header: string; readonly value: Json };

function stopMarks(pagination: Pagination, { isLast, total, count }: Given): Mark[] {
  const stop = stopOf(pagination);
  switch (stop?.kind) {
    case "flag":
      return [{ path: stop.path, value: isLast !== stop.goOn }];
    case "total-items":
      return [{ path: stop.path, value: total }];
    case "total-pages":
      return [{ path: stop.path, value: count }];
    case "total-header":
      return [{ header: stop.name, value: stop.counts === "items" ? total : count }];
    default:
      return [];
  }
}

function nextMarks(talk: ListTalk, { index, isLast }: Given, rehearsal: Rehearsal): Mark[] {
  const { pagination } = talk.stream.access;
  const url = `${urlOf(talk, rehearsal)}?position=${index + 2}`;
  switch (pagination.kind) {
    case "cursor":
      return cursorMarks(pagination.next, isLast ? null : `after-page-${index + 1}`);
    case "next-url":
      return [{ path: pagination.path, value: isLast ? null : url }];
    case "link-header":
      return isLast ? [] : [{ header: "Link", value: `<${url}>; rel="next"` }];
    default:
      return [];
  }
}

function cursorMarks(next: Next, cursor: string | null): Mark[] {
  if (next.from === "body") return [{ path: next.path, value: cursor }];
  return next.from === "header" && cursor !== null ? [{ header: next.name, value: cursor }] : [];
}

/** `*` at the end: values by name. `*` before the end: each record in a wrapper of its own. */
function enveloped(records: readonly Json[], path: FieldPath): Json {
  const [name, ...rest] = path;
  if (name === undefined) return records;
  if (name !== "*") return { [name]: enveloped(records, rest) };
  if (rest.length === 0) return Object.fromEntries(records.map((record, index) => [`entry-${index + 1}`, record]));
  return records.map((record) =>
    rest.reduceRight<Json>((inner, key) => (key === "*" ? [inner] : { [key]: inner }), record),
  );
}
