import type { Json } from "../model/values.ts";
import { type Answer, errorAnswer, jsonAnswer } from "./answer.ts";
import type { Configuration } from "./configuration.ts";
import { secretQueryParams } from "./credentials.ts";
import type { Match } from "./endpoint.ts";
import type { Entry } from "./entry.ts";
import { envelope, singleBody } from "./envelope.ts";
import { type Filter, incrementalFilter } from "./incremental-filter.ts";
import { isSingle } from "./list-size.ts";
import { type MarkOptions, pageMarks } from "./page-marks.ts";
import { findPage, type Page, type PageDesk } from "./paging.ts";
import { findParents } from "./parent-lookup.ts";
import { paramValue, type ReceivedRequest } from "./received-request.ts";
import type { RecordStore } from "./record-store.ts";
import type { Fault, SimulatedRecord } from "./simulated-source.ts";

/** An answer to a request for records, and what is to be noted about it. */
export interface ListAnswer {
  readonly answer: Answer;
  readonly violations: readonly string[];
  readonly parent?: string;
  readonly page?: number;
  readonly pastEnd?: boolean;
  /** The same text for the same page of the same list; undefined where nothing of a list was given. */
  readonly pageKey?: string;
}

export interface ListDesk extends PageDesk {
  readonly store: RecordStore;
  /** The part of a list that a filter holds; the same list for the same filter. */
  filtered(list: readonly Entry[], filter: Filter): readonly Entry[];
  readonly configuration: Configuration;
  readonly pastEnd: "empty" | "not-found";
  readonly marks: Pick<MarkOptions, "end" | "nextUrl">;
}

/** Filters that remember: a list that is read page by page is filtered once. */
export function createFiltering(): ListDesk["filtered"] {
  const known = new WeakMap<readonly Entry[], Map<string, readonly Entry[]>>();
  return (list, filter) => {
    if (filter.text === "") return list;
    const lists = known.get(list) ?? new Map<string, readonly Entry[]>();
    known.set(list, lists);
    const found = lists.get(filter.text) ?? list.filter(filter.holds);
    lists.set(filter.text, found);
    return found;
  };
}

/** `refusing`: what the request lacks, so that no source would answer it. */
export function answerList(
  desk: ListDesk,
  match: Match,
  request: ReceivedRequest,
  { fault, refusing }: { readonly fault: Fault | undefined; readonly refusing: readonly string[] },
): ListAnswer {
  const violations: string[] = [];
  const refuse = (status: number, message: string): ListAnswer => {
    const trouble = { action: "fail", status, otherwise: status, message } as const;
    return { answer: errorAnswer(match.endpoint.errors, trouble), violations };
  };
  if (refusing[0] !== undefined) return refuse(400, refusing[0]);
  const above = findParents(match, request, desk.store);
  if (typeof above === "string") {
    violations.push(above);
    return refuse(404, above);
  }
  if (fault?.kind === "insert-during-paging") desk.store.insert(match.endpoint.stream.name, above);
  const filter = incrementalFilter(match, request);
  violations.push(...filter.problems);
  if (filter.problems[0] !== undefined) return refuse(400, filter.problems[0]);
  const whole = desk.store.list(match.endpoint.stream.name, above);
  const list = fault?.kind === "empty" ? [] : desk.filtered(whole, filter);
  const asked = findPage(match, request, list, desk);
  // A source that is emptied while it is read no longer knows its own page tokens.
  violations.push(...(fault?.kind === "empty" ? [] : asked.problems));
  if (asked.refused && fault?.kind !== "empty") return refuse(400, asked.problems[0] ?? "the page isn't known");
  const parent = parentText(match, request);
  const noted = { violations, parent, page: asked.number, pastEnd: asked.pastEnd };
  if (asked.pastEnd && desk.pastEnd === "not-found") return { ...refuse(404, "there is no such page"), ...noted };
  const page = fault?.kind === "repeated-cursor" ? pageBefore(match, asked, list) : asked;
  return {
    ...noted,
    answer: pageAnswer(desk, match, request, { page, fault }),
    pageKey: [match.endpoint.stream.name, parent, filter.text, asked.start].join("|"),
  };
}

function parentText({ endpoint, pathValues }: Match, request: ReceivedRequest): string {
  return endpoint.stream.parents
    .map(({ param }) => `${param.name}=${paramValue(request, pathValues, param) ?? ""}`)
    .join(", ");
}

/** A source that doesn't move on: where it names no next page, it gives the page before once more. */
function pageBefore({ endpoint }: Match, page: Page, list: readonly Entry[]): Page {
  const { pagination } = endpoint.access;
  const byRecord = pagination.kind === "cursor" && pagination.next.from === "last-record";
  if (pagination.kind !== "page-number" && pagination.kind !== "offset" && !byRecord) return page;
  const start = Math.max(0, page.start - page.limit);
  return { ...page, entries: list.slice(start, start + page.limit) };
}

function pageAnswer(
  desk: ListDesk,
  match: Match,
  request: ReceivedRequest,
  { page, fault }: { readonly page: Page; readonly fault: Fault | undefined },
): Answer {
  const { endpoint } = match;
  const marks = pageMarks(match, request, page, {
    ...desk.marks,
    secretParams: new Set(secretQueryParams(endpoint.auth)),
    repeat: fault?.kind === "repeated-cursor",
  });
  const { parents, lifted = [] } = endpoint.stream;
  const added = [...parents, ...lifted].flatMap(({ recordField }) => recordField ?? []);
  const records: Json[] = page.entries.map(({ record }) => {
    const served = added.length === 0 ? record : without(record, added);
    return fault?.kind === "extra-field" ? { ...served, added_by_the_source: "new" } : served;
  });
  const { recordsPath } = endpoint.access;
  const [record] = isSingle(endpoint.stream) ? records : [];
  const body = record === undefined ? envelope(records, recordsPath, marks.fields) : singleBody(record, recordsPath);
  const answer = jsonAnswer(200, body, marks.headers);
  if (fault?.kind === "malformed-page") return { ...answer, body: answer.body.slice(0, (answer.body.length * 2) / 3) };
  return fault?.kind === "reset-mid-body" ? { ...answer, broken: true } : answer;
}

/** The record as the source has it: what the connector writes into it is not the source's. */
function without(record: SimulatedRecord, names: readonly string[]): SimulatedRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
