import type { Auth } from "../../../../model/auth.ts";
import type { ErrorRule } from "../../../../model/http.ts";
import type { Json } from "../../../../model/values.ts";
import type { BuiltStream } from "../manifest.ts";
import type { HttpStream, Scope } from "../scope.ts";
import { cursorRuns, type SaidValue } from "./cursor-runs.ts";
import { expectedAuth } from "./expected-auth.ts";
import { listTalk, pageSizes, type Rehearsal } from "./list-talk.ts";
import { filled, type SampleConfig, sampleConfig } from "./sample-config.ts";
import { cursorAt, type NeededField, sampleRecord, valueAt, withLifted, withValue } from "./sample-record.ts";
import type { Exchange, Scenario } from "./scenario.ts";

export interface Rehearsed {
  readonly config: SampleConfig;
  readonly scenarios: readonly Scenario[];
}

/** More would repeat what others of the same kind show. */
const MOST_STREAMS = 8;

/** A few conversations that show all that the connector can do: one for each way of reading, and the errors. */
export function scenarios(streams: readonly BuiltStream[], scope: Scope): Rehearsed {
  const config = sampleConfig(scope.settings);
  const shown = oneOfEachKind(streams.filter(hasKnownFields)).slice(0, MOST_STREAMS);
  const whole = streams.filter(
    ({ stream }) => stream.parents.length === 0 && stream.access.pagination.kind !== "unknown",
  );
  const known = whole.filter(hasKnownFields);
  const roots = known.length > 0 ? known : whole;
  // Of windows that are read at once, the second may still be asked for with the token that the first was refused.
  const root = roots.find(({ stream }) => isReadAlone(stream)) ?? roots[0];
  return {
    config,
    scenarios: [
      ...shown.filter(holdsRecords).map((built) => everyPage(built, rehearsal(built.stream, scope, config))),
      ...shown.filter(isSecondReadTold).map((built) => secondRead(built, rehearsal(built.stream, scope, config))),
      ...shown
        .filter(({ stream }) => stream.access.pagination.kind === "unknown")
        .map((built) => fullPage(built, rehearsal(built.stream, scope, config))),
      ...circles(shown, scope, config),
      ...(root ? failures(root, scope, config) : []),
    ],
  };
}

/** One request at a time: no parents, no windows that are read at once. */
function isReadAlone({ parents, incremental }: HttpStream): boolean {
  return parents.length === 0 && incremental?.request?.until === undefined;
}

/** A record of which nothing is known can't be made up. */
const hasKnownFields = ({ stream: { schema } }: BuiltStream): boolean =>
  schema.properties !== undefined || schema.anyOf !== undefined;

/** Whether a page may hold a record without being an error. */
const holdsRecords = ({ stream }: BuiltStream): boolean => pageSizes(stream.access).some((size) => size > 0);

function oneOfEachKind(streams: readonly BuiltStream[]): BuiltStream[] {
  const kinds = new Set<string>();
  return streams.filter(({ stream, isIncremental }) => {
    const { pagination, method } = stream.access;
    const kind = [
      pagination.kind,
      method,
      isIncremental,
      stream.incremental?.request !== undefined,
      stream.parents.length,
      stream.lifted !== undefined,
    ].join();
    const isNew = !kinds.has(kind);
    kinds.add(kind);
    return isNew;
  });
}

function rehearsal(stream: HttpStream, scope: Scope, config: SampleConfig, tokens = 1): Rehearsal {
  const auth = stream.access.auth?.[0] ?? scope.source.auth[0];
  const baseUrl = filled(scope.source.baseUrl, scope.settings, config);
  const expected = expectedAuth(auth, { settings: scope.settings, config, baseUrl }, tokens);
  // Parent and child have an authenticator each, and with it a token each; windows that are read at once may as well.
  const exchanges = expected.exchanges.map((exchange) =>
    isReadAlone(stream) ? exchange : { ...exchange, times: "at-least" as const },
  );
  return { scope, config, auth: { ...expected, exchanges } };
}

interface Talk {
  readonly exchanges: readonly Exchange[];
  readonly records: readonly Json[];
}

interface Read {
  readonly stream: HttpStream;
  /** Records of the first list as the source sends them, page by page; further lists are empty. */
  readonly pages: readonly (readonly Json[])[];
  readonly state?: number;
  readonly times: Exchange["times"];
}

interface Slice {
  readonly given: readonly SaidValue[];
  /** The records it comes from, by stream. */
  readonly lineage: ReadonlyMap<string, Json>;
}

function talk(read: Read, rehearsed: Rehearsal): Talk {
  const parents = slicesOf(read.stream, rehearsed);
  const lists = parents.slices.flatMap((slice) =>
    cursorRuns(read.stream, rehearsed.config, read.state).map((run) => [...slice.given, ...run]),
  );
  const said = lists.flatMap((given, index) =>
    listTalk({ stream: read.stream, pages: index === 0 ? read.pages : [[]], given, times: read.times }, rehearsed),
  );
  const [first] = parents.slices;
  const records = read.pages.flat().map((record) => asItComes(record, read.stream, first));
  return { exchanges: [...parents.exchanges, ...said], records };
}

/** The record as it comes out: with the values that the connector writes into it. */
function asItComes(record: Json, stream: HttpStream, slice: Slice | undefined): Json {
  return stream.parents.reduce<Json>(
    (whole, { recordField }, index) => {
      const value = slice?.given[index]?.value;
      return recordField === undefined || value === undefined ? whole : withValue(whole, [recordField], value);
    },
    withLifted(record, stream),
  );
}

/** A child's lists: one for each record of its parents, of which there are two. */
function slicesOf(
  stream: HttpStream,
  rehearsed: Rehearsal,
): { readonly slices: readonly Slice[]; readonly exchanges: readonly Exchange[] } {
  const { scope } = rehearsed;
  const names = [...new Set(stream.parents.map((link) => link.stream))];
  const nearest = names.filter((name) => !names.some((other) => other !== name && isAbove(name, other, scope)));
  let slices: readonly Slice[] = [{ given: [], lineage: new Map() }];
  const exchanges: Exchange[] = [];
  for (const name of nearest) {
    const parent = scope.stream(name);
    if (!parent) continue;
    const above = slicesOf(parent, rehearsed);
    const records = [0, 1].map((index) => sampleRecord(parent, index, neededFields(parent, scope)));
    exchanges.push(...talk({ stream: parent, pages: [records], times: "at-least" }, rehearsed).exchanges);
    const [first] = above.slices;
    const whole = records.map((record) => asItComes(record, parent, first));
    slices = slices.flatMap((slice) =>
      whole.map((record) => ({
        ...slice,
        lineage: new Map([...slice.lineage, ...(first?.lineage ?? []), [name, record]]),
      })),
    );
  }
  const filledIn = slices.map((slice) => ({
    ...slice,
    given: stream.parents.map((link) => ({
      param: link.param,
      value: valueAt(slice.lineage.get(link.stream) ?? null, link.field),
    })),
  }));
  return { slices: filledIn, exchanges };
}

function isAbove(name: string, of: string, scope: Scope): boolean {
  return (scope.stream(of)?.parents ?? []).some((link) => link.stream === name || isAbove(name, link.stream, scope));
}

function neededFields(stream: HttpStream, scope: Scope): NeededField[] {
  const { pagination } = stream.access;
  const cursor = pagination.kind === "cursor" && pagination.next.from === "last-record" ? [pagination.next] : [];
  const links = scope.streams.flatMap((child) => child.parents.filter((link) => link.stream === stream.name));
  // Numerals last: what one child only asks with, another one may write into its records.
  const asked = links.map(({ field }) => ({ path: field }));
  const written = links.filter(({ recordField }) => recordField !== undefined);
  return [...asked, ...written.map(({ field }) => ({ path: field, isNumeral: true })), ...cursor];
}

function records(stream: HttpStream, scope: Scope, from: number, sizes: readonly number[]): Json[][] {
  let next = from;
  const needed = neededFields(stream, scope);
  const made = sizes.map((size) => Array.from({ length: size }, () => sampleRecord(stream, next++, needed)));
  // A feed starts with the newest.
  return stream.incremental?.order === "desc" ? regrouped(made.flat().reverse(), sizes) : made;
}

function regrouped(all: readonly Json[], sizes: readonly number[]): Json[][] {
  let at = 0;
  return sizes.map((size) => {
    at += size;
    return all.slice(at - size, at);
  });
}

function scenario(name: string, shows: string, stream: HttpStream, parts: Partial<Scenario> & Talk): Scenario {
  return { name, shows, stream: stream.name, state: null, failure: null, waits: 0, ...parts };
}

function everyPage({ stream }: BuiltStream, rehearsed: Rehearsal): Scenario {
  const pages = records(stream, rehearsed.scope, 0, pageSizes(stream.access));
  const said = talk({ stream, pages, times: "exactly" }, rehearsed);
  return scenario(`${stream.name}_every_page`, "Every page is read once, and every record comes out once.", stream, {
    ...said,
    exchanges: [...rehearsed.auth.exchanges, ...said.exchanges],
  });
}

/** Records of a list that is read again as a whole. */
const REREAD = 4;

/** State per slice is the CDK's own affair; these tests look at streams that have one state. */
function isSecondReadTold({ stream, isIncremental }: BuiltStream): boolean {
  const { pagination } = stream.access;
  const isFull = pagination.kind === "unknown" && pagination.pageSize !== undefined && pagination.pageSize <= REREAD;
  return isIncremental && stream.parents.length === 0 && stream.incremental?.order !== "desc" && !isFull;
}

function secondRead({ stream }: BuiltStream, rehearsed: Rehearsal): Scenario {
  const { incremental } = stream;
  const format = incremental?.format ?? { kind: "date-time" };
  const state = cursorAt(format, 3, stream);
  const isFiltered = incremental?.request === undefined;
  const size = isFiltered ? REREAD : 1;
  const pages = records(stream, rehearsed.scope, isFiltered ? 0 : 3, [size]);
  const time = format.kind === "integer" ? Number(state) : timeOf(stream);
  const short = pagesOfSize(stream, pages.flat());
  const said = talk({ stream, pages: short, state: time, times: "exactly" }, rehearsed);
  return scenario(`${stream.name}_second_read`, "With a state only what is new is asked for, and comes out.", stream, {
    exchanges: [...rehearsed.auth.exchanges, ...said.exchanges],
    // Where the cursor tells days only, all sample records are of the same one: none is older than another.
    records: isFiltered
      ? said.records.filter((_, index) => index >= 3 || cursorAt(format, index, stream) === state)
      : said.records,
    state: { [incremental?.cursorField[0] ?? ""]: state },
  });
}

function timeOf(stream: HttpStream): number {
  return Date.parse(String(cursorAt({ kind: "date-time" }, 3, stream)));
}

function pagesOfSize(stream: HttpStream, all: readonly Json[]): (readonly Json[])[] {
  const { kind } = stream.access.pagination;
  if (kind === "none" || kind === "unknown") return [all];
  const [size = 2] = pageSizes(stream.access);
  const pages: (readonly Json[])[] = [];
  for (let at = 0; at < all.length; at += size) pages.push(all.slice(at, at + size));
  return pages;
}

function fullPage({ stream }: BuiltStream, rehearsed: Rehearsal): Scenario {
  const { pagination } = stream.access;
  const size = pagination.kind === "unknown" ? (pagination.pageSize ?? 10) : 10;
  const said = talk({ stream, pages: records(stream, rehearsed.scope, 0, [size]), times: "exactly" }, rehearsed);
  return scenario(
    `${stream.name}_full_page`,
    "A full page is no silent end: how to get the next one isn't known.",
    stream,
    {
      exchanges: [...rehearsed.auth.exchanges, ...said.exchanges],
      records: [],
      failure: "system_error",
    },
  );
}

/** A source that gives the same cursor again and again, where there are cursors. */
function circles(shown: readonly BuiltStream[], scope: Scope, config: SampleConfig): Scenario[] {
  const found = shown.find(({ stream: { access, parents } }) => {
    const isCursor = access.pagination.kind === "cursor" && access.pagination.next.from !== "last-record";
    return parents.length === 0 && (isCursor || access.pagination.kind === "next-url");
  });
  if (!found) return [];
  const { stream } = found;
  const rehearsed = rehearsal(stream, scope, config);
  const [first = []] = records(stream, scope, 0, [2]);
  const said = talk({ stream, pages: [first, first], times: "exactly" }, rehearsed);
  const [start, again] = said.exchanges;
  if (!start || !again) return [];
  return [
    scenario("same_cursor", "A cursor that comes again is no way on: the stream stops, and says so.", stream, {
      exchanges: [...rehearsed.auth.exchanges, start, { ...again, responses: start.responses }],
      records: said.records,
      failure: "system_error",
    }),
  ];
}

/** What the source may answer instead of records, once for the whole connector. */
function failures({ stream }: BuiltStream, scope: Scope, config: SampleConfig): Scenario[] {
  const once = rehearsal(stream, scope, config);
  const [page = []] = records(stream, scope, 0, [1]);
  const said = talk({ stream, pages: [page], times: "exactly" }, once);
  const retryAfter = scope.source.rateLimit?.retryAfter ?? "Retry-After";
  const healed = (status: number, headers: Readonly<Record<string, string>>) => [
    ...once.auth.exchanges,
    ...said.exchanges.map((exchange, index) =>
      index === 0 ? { ...exchange, responses: [answer(status, headers), ...exchange.responses] } : exchange,
    ),
  ];
  return [
    scenario("rate_limited", "A 429 is waited for as long as the source asks.", stream, {
      exchanges: healed(429, { [retryAfter]: "3" }),
      records: said.records,
      waits: 3,
    }),
    scenario("server_error", "A 500 is tried again.", stream, {
      exchanges: healed(500, {}),
      records: said.records,
      waits: 1,
    }),
    ...unauthorized(stream, scope, config),
    ...forbidden(stream, said, once),
  ];
}

const answer = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers,
  body: { error: `answered with ${status}` },
});

/** The first rule for a status, the stream's own ones before the source's. */
function ruleFor(status: number, stream: HttpStream, scope: Scope): ErrorRule | undefined {
  return [...(stream.access.errors ?? []), ...scope.source.errors].find(
    (rule) => rule.body === undefined && rule.statuses.includes(status),
  );
}

function unauthorized(stream: HttpStream, scope: Scope, config: SampleConfig): Scenario[] {
  const auth = stream.access.auth?.[0] ?? scope.source.auth[0];
  const rule = ruleFor(401, stream, scope);
  if (
    auth &&
    givesOutTokens(auth) &&
    (rule === undefined || rule.action === "fail" || rule.action === "refresh-token")
  ) {
    return [expiredToken(stream, scope, config)];
  }
  if (auth?.kind === "session" || (rule !== undefined && rule.action !== "fail" && rule.action !== "skip")) return [];
  const once = rehearsal(stream, scope, config);
  const [page = []] = records(stream, scope, 0, [1]);
  const [first] = talk({ stream, pages: [page], times: "exactly" }, once).exchanges;
  if (!first) return [];
  return [
    scenario("unauthorized", "A refused credential ends the sync with a message for the user.", stream, {
      exchanges: [...once.auth.exchanges, { ...first, responses: [answer(401)] }],
      records: [],
      failure: "config_error",
    }),
  ];
}

function givesOutTokens(auth: Auth): boolean {
  return auth.kind === "all" ? auth.of.some(givesOutTokens) : auth.kind === "oauth2";
}

function expiredToken(stream: HttpStream, scope: Scope, config: SampleConfig): Scenario {
  const before = rehearsal(stream, scope, config);
  const after = rehearsal(stream, scope, config, 2);
  const [page = []] = records(stream, scope, 0, [1]);
  const said = talk({ stream, pages: [page], times: "exactly" }, after);
  const [refused] = talk({ stream, pages: [page], times: "exactly" }, before).exchanges;
  return scenario("expired_token", "A token that the source refuses is renewed once.", stream, {
    exchanges: [
      ...after.auth.exchanges,
      ...(refused ? [{ ...refused, responses: [answer(401)] }] : []),
      ...said.exchanges,
    ],
    records: said.records,
  });
}

function forbidden(stream: HttpStream, said: Talk, once: Rehearsal): Scenario[] {
  const rule = ruleFor(403, stream, once.scope);
  const [first] = said.exchanges;
  if (!first || (rule !== undefined && !["fail", "skip", "empty"].includes(rule.action))) return [];
  const isEmpty = rule?.action === "empty";
  return [
    scenario(
      "forbidden",
      isEmpty ? "A 403 means that there are no records." : "A 403 is reported, never taken for an empty list.",
      stream,
      {
        exchanges: [...once.auth.exchanges, { ...first, responses: [answer(403)] }],
        records: [],
        failure: isEmpty ? null : "config_error",
      },
    ),
  ];
}
