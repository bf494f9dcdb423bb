import { samePath } from "../model/field-path.ts";
import type { Pagination } from "../model/pagination.ts";
import { addedFields } from "../model/stream.ts";
import type { About, FieldPath, Json } from "../model/values.ts";
import type { HttpRequest } from "./http-request.ts";
import { type Judged, judgeKey, judgeRecordsPath, judgeSchema } from "./judge-records.ts";
import type { ReadPage } from "./next-request.ts";
import type { Offered, Probed } from "./probe-report.ts";
import { recordsIn } from "./records-in.ts";
import type { HttpAnswer } from "./send-requests.ts";
import { type HttpStream, withPageSize } from "./stream-request.ts";
import { tryIncremental } from "./try-filter.ts";
import { judgePageSize, type ReadNext, SMALL_PAGE, tryPaging } from "./try-paging.ts";

export interface StreamProbe {
  readonly probed: readonly Probed[];
  /** Of the first page, for the streams that are read for each of them. */
  readonly records: readonly Json[];
}

interface Asking {
  /** The first page's request, signed. */
  readonly first: HttpRequest;
  readonly send: (request: HttpRequest) => Promise<HttpAnswer | undefined>;
  readonly offered: readonly Offered[];
}

/** Tries what is believed of a stream: five requests at most, and two for each candidate of an open question. */
export async function probeStream(stream: HttpStream, { first, send, offered }: Asking): Promise<StreamProbe> {
  const { access, name } = stream;
  const probed: Probed[] = [];
  const tell = (about: About, judged: Judged, settles?: Probed["settles"]) =>
    probed.push({ about, stream: name, ...judged, ...(settles && { settles }) });
  const answer = await send(first);
  if (!answer) return none([{ about: "records", stream: name, outcome: "untried", detail: "no request was left" }]);
  if (answer.status >= 300) return none([await refused(stream, first, answer, send)]);
  const records = recordsIn(answer.body, access.recordsPath) ?? [];
  tell("records", judgeRecordsPath(answer.body, access.recordsPath));
  if (recordsIn(answer.body, access.recordsPath) === undefined) return none(probed);
  const page: ReadPage = { request: first, answer, records };
  const readNext: ReadNext = async (request) => {
    const next = await send(request);
    return next && { request, answer: next, records: recordsIn(next.body, access.recordsPath) ?? [] };
  };
  const key = ownKey(stream);
  const paging = await pagingOf(access.pagination, page, { readNext, key });
  tell("pagination", paging.judged);
  const seen = distinct([...records, ...paging.more]);
  tell("schema", judgeSchema(seen, stream.schema, addedFields(stream)));
  if (key.length > 0) tell("primary-key", judgeKey(seen, key));
  if (stream.incremental) {
    const { incremental } = stream;
    const judged = await tryIncremental(incremental, fieldInSource(stream, incremental.cursorField), {
      records: seen,
      first,
      readNext,
    });
    tell("incremental", judged);
  }
  for (const question of offered) await tryCandidates(question, page, { readNext, tell, seen });
  return { probed, records };
}

function none(probed: readonly Probed[]): StreamProbe {
  return { probed, records: [] };
}

/** An error answer: of the page size, of the credentials, or of the place. */
async function refused(
  stream: HttpStream,
  first: HttpRequest,
  { status }: HttpAnswer,
  send: Asking["send"],
): Promise<Probed> {
  const told = { stream: stream.name } as const;
  const { pagination, path, method } = stream.access;
  if (status === 401 || status === 403) {
    return { ...told, about: "records", outcome: "untried", detail: `${status}: these credentials may not read it` };
  }
  if (status === 404)
    return { ...told, about: "records", outcome: "contradicted", detail: `${method} ${path} answers 404` };
  if ((status === 400 || status === 422) && "sizeParam" in pagination && pagination.pageSize !== undefined) {
    const smaller = await send(withPageSize(first, pagination, SMALL_PAGE));
    if (smaller && smaller.status < 300) {
      return {
        ...told,
        about: "pagination",
        outcome: "contradicted",
        detail: `${pagination.pageSize} records a page are refused (${status}), ${SMALL_PAGE} are not`,
      };
    }
  }
  const outcome = status < 500 && status !== 429 ? "contradicted" : "untried";
  return { ...told, about: "records", outcome, detail: `${method} ${path} answers ${status}` };
}

interface Paged {
  readonly judged: Judged;
  /** Records besides those of the first page. */
  readonly more: readonly Json[];
}

/** By small pages where the source takes a size, so that two pages show even in a short list. */
async function pagingOf(
  pagination: Pagination,
  page: ReadPage,
  { readNext, key }: { readonly readNext: ReadNext; readonly key: readonly FieldPath[] },
): Promise<Paged> {
  const more: Json[] = [];
  const keeping: ReadNext = async (request) => {
    const next = await readNext(request);
    more.push(...(next?.records ?? []));
    return next;
  };
  const canAskFew = "sizeParam" in pagination && pagination.sizeParam !== undefined && page.records.length > SMALL_PAGE;
  if (!canAskFew) return { judged: await tryPaging(pagination, page, { readNext: keeping, key }), more };
  const small = await keeping(withPageSize(page.request, pagination, SMALL_PAGE));
  if (!small) return { judged: { outcome: "untried", detail: "no request was left to try pages" }, more };
  const size = judgePageSize(SMALL_PAGE, small, page.records.length);
  const judged = await tryPaging(pagination, size.outcome === "confirmed" ? small : page, { readNext: keeping, key });
  if (judged.outcome === "contradicted" || size.outcome === "confirmed") return { judged, more };
  return { judged: { ...size, detail: `${size.detail}; ${judged.detail}` }, more };
}

/** Without what the connector writes into records; what it lifted, where the source has it. */
function ownKey(stream: HttpStream): readonly FieldPath[] {
  const written = stream.parents.flatMap(({ recordField }) => recordField ?? []);
  return stream.primaryKey
    .filter(([name, ...rest]) => rest.length > 0 || !written.includes(name ?? ""))
    .map((field) => fieldInSource(stream, field));
}

function fieldInSource({ lifted = [] }: HttpStream, field: FieldPath): FieldPath {
  return lifted.find(({ recordField }) => samePath([recordField], field))?.field ?? field;
}

/** The same record on two pages that overlap on purpose counts once. */
function distinct(records: readonly Json[]): Json[] {
  return [...new Map(records.map((record) => [JSON.stringify(record), record])).values()];
}

interface Trial {
  readonly readNext: ReadNext;
  readonly seen: readonly Json[];
  readonly tell: (about: About, judged: Judged, settles?: Probed["settles"]) => void;
}

/** The first candidate that the source bears out settles the question. */
async function tryCandidates({ question, about, values }: Offered, page: ReadPage, trial: Trial): Promise<void> {
  for (const [at, value] of values.entries()) {
    const judged = await tryCandidate(about, value, page, trial);
    if (judged?.outcome !== "confirmed") continue;
    trial.tell(about, judged, { question, candidate: at + 1 });
    return;
  }
}

async function tryCandidate(
  about: About,
  value: Json,
  page: ReadPage,
  { readNext, seen }: Trial,
): Promise<Judged | undefined> {
  if (about === "pagination") {
    const pagination = value as unknown as Pagination; // A candidate is what the model would hold there.
    if (pagination.kind === "none" || pagination.kind === "unknown") return undefined;
    return tryPaging(pagination, page, { readNext, key: [] });
  }
  if (about !== "primary-key" || !Array.isArray(value) || seen.length < MANY) return undefined;
  return judgeKey(seen, value as readonly FieldPath[]);
}

/** Fewer records prove no key. */
const MANY = 20;
