import { readCursor, writeCursor } from "../model/cursor-format.ts";
import { readPath, valueText } from "../model/field-path.ts";
import type { CursorFormat, Incremental } from "../model/incremental.ts";
import type { FieldPath, Json } from "../model/values.ts";
import { type HttpRequest, withParam } from "./http-request.ts";
import { counted, type Judged } from "./judge-records.ts";
import type { ReadNext } from "./try-paging.ts";

/** Milliseconds: as exactly as a source can be asked. */
const DAY = 86_400_000;
const SECOND = 1000;

/** Whether the cursor is in the records and reads as believed, and whether the filter gives only what is new. */
export async function tryIncremental(
  incremental: Incremental,
  cursorField: FieldPath,
  {
    records,
    first,
    readNext,
  }: { readonly records: readonly Json[]; readonly first: HttpRequest; readonly readNext: ReadNext },
): Promise<Judged> {
  const shown = cursorField.join(".");
  const held = records.map((record) => readPath(record, cursorField) ?? null).filter((value) => value !== null);
  if (records.length === 0) return { outcome: "untried", detail: "no record was seen" };
  if (held.length === 0)
    return { outcome: "contradicted", detail: `${shown} is in none of ${counted(records.length, "record")}` };
  const ranks = held.map((value) => readCursor(incremental.format, valueText(value)));
  if (ranks.some((rank) => rank === undefined)) {
    return { outcome: "contradicted", detail: `${shown} isn't written as ${nameOf(incremental.format)}` };
  }
  const { request } = incremental;
  if (!request)
    return { outcome: "confirmed", detail: `${shown} is there, and reads as ${nameOf(incremental.format)}` };
  const sorted = [...new Set(ranks as number[])].sort((a, b) => a - b);
  const boundary = sorted[Math.floor(sorted.length / 2)];
  if (boundary === undefined || sorted.length < 2)
    return { outcome: "untried", detail: `${shown} is the same in all records that were seen` };
  const value = valueText(writeCursor(request.format, boundary));
  let asked = withParam(first, request, (request.template ?? "{value}").replaceAll("{value}", value));
  for (const { name, value: constant } of request.constants ?? [])
    asked = withParam(asked, { name, in: "query" }, constant);
  const page = await readNext(asked);
  if (!page) return { outcome: "untried", detail: `no request was left to try ${request.name}` };
  if (page.answer.status >= 300)
    return { outcome: "contradicted", detail: `asked with ${request.name}, the source answered ${page.answer.status}` };
  const got = page.records.map((record) => rankIn(record, cursorField, incremental.format));
  return judged(got, { boundary, precision: request.format.kind === "date" ? DAY : SECOND }, request.name);
}

function judged(
  ranks: readonly (number | undefined)[],
  { boundary, precision }: { readonly boundary: number; readonly precision: number },
  name: string,
): Judged {
  if (ranks.length === 0)
    return { outcome: "contradicted", detail: `asked with ${name} for what was seen before, the source gave nothing` };
  const older = ranks.filter((rank) => rank !== undefined && rank < boundary - precision).length;
  if (older > 0)
    return {
      outcome: "contradicted",
      detail: `asked with ${name}, ${older} of ${counted(ranks.length, "record")} are older than asked for`,
    };
  const ties = ranks.filter((rank) => rank === boundary).length;
  return {
    outcome: "confirmed",
    detail: `${name} gives only what is new (${counted(ranks.length, "record")}, ${ties === 0 ? "without" : "with"} those at the boundary)`,
  };
}

function rankIn(record: Json, field: FieldPath, format: CursorFormat): number | undefined {
  const value = readPath(record, field) ?? null;
  return value === null ? undefined : readCursor(format, valueText(value));
}

function nameOf(format: CursorFormat): string {
  return format.kind === "pattern" ? `a time in the pattern ${format.pattern}` : `a value of the kind ${format.kind}`;
}
