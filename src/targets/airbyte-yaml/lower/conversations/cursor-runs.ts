import type { CursorRequest } from "../../../../model/incremental.ts";
import type { Param } from "../../../../model/pagination.ts";
import { START_SETTING } from "../../../../model/setting.ts";
import type { Json } from "../../../../model/values.ts";
import { cursorText } from "../../../cursor-text.ts";
import type { HttpStream } from "../scope.ts";
import { type SampleConfig, TEST_NOW } from "./sample-config.ts";

/** Something that a request must say. */
export interface SaidValue {
  readonly param: Param;
  readonly value: Json;
}

const DAY = 86_400_000;
const STEP = 30 * DAY;

/** What each read of the list says about time, window by window; one empty entry where nothing is filtered. */
export function cursorRuns(
  stream: HttpStream,
  config: SampleConfig,
  state: number | undefined,
): readonly (readonly SaidValue[])[] {
  const request = stream.incremental?.request;
  if (!request) return [[]];
  if (request.format.kind === "integer") return [state === undefined ? [] : [{ param: request, value: String(state) }]];
  const start = Date.parse(String(config[START_SETTING]));
  const lookback = (stream.incremental?.lookback ?? 0) * 1000;
  const lower = state === undefined ? start : Math.max(start, state - lookback);
  const from = roundedDown(lower, granularity(request));
  if (stream.incremental?.cursorField.length !== 1)
    return [[{ param: request, value: inWords(request.template, written(request, start)) }]];
  if (!request.until) return [[{ param: request, value: startValue(request, from) }]];
  return windows(from, Date.parse(TEST_NOW), granularity(request)).map(([first, last, isLast]) => [
    { param: request, value: startValue(request, first) },
    ...(request.until ? [{ param: request.until, value: endValue(request, request.until, last, isLast) }] : []),
  ]);
}

/** Milliseconds; one microsecond counts as the smallest fraction that is told apart here. */
function granularity({ format, until }: CursorRequest): number {
  switch (format.kind) {
    case "date-time":
      return until?.operator === "lte" ? 0.001 : 1000;
    case "date":
      return DAY;
    case "epoch-milliseconds":
      return 1;
    case "epoch-seconds":
    case "integer":
      return 1000;
    case "pattern":
      return patternGranularity(format.pattern);
  }
}

function patternGranularity(pattern: string): number {
  if (pattern.includes("%f")) return 0.001;
  if (/%_?ms/.test(pattern)) return 1;
  if (/%[SscXT]/.test(pattern)) return 1000;
  if (pattern.includes("%M")) return 60_000;
  return /%[HI]/.test(pattern) ? 3_600_000 : DAY;
}

function roundedDown(time: number, step: number): number {
  return step < 1 ? time : Math.floor(time / step) * step;
}

type Window = readonly [number, number, boolean];

/** First and last value of each window; the last window reaches to now itself. */
function windows(from: number, now: number, step: number): Window[] {
  const found: Window[] = [];
  for (let lower = from; lower < now; lower += STEP) {
    const isLast = lower + STEP >= now;
    found.push([lower, isLast ? now : lower + STEP - step, isLast]);
  }
  return found;
}

function startValue(request: CursorRequest, time: number): string {
  const shifted = request.operator === "gt" ? time - granularity(request) : time;
  return inWords(request.template, written(request, shifted));
}

function endValue(
  request: CursorRequest,
  until: NonNullable<CursorRequest["until"]>,
  time: number,
  isLast: boolean,
): string {
  const whole = isLast ? roundedDown(time, granularity(request)) : time;
  const shifted = until.operator === "lt" ? whole + granularity(request) : whole;
  return inWords(until.template, written(request, shifted));
}

function written(request: CursorRequest, time: number): string {
  if (request.format.kind !== "date-time" || request.until?.operator !== "lte") return cursorText(request.format, time);
  // Microseconds, which a JavaScript date can't hold.
  const whole = Math.floor(time / 1000) * 1000;
  const micros = Math.round((time - whole) * 1000);
  return `${new Date(whole).toISOString().slice(0, 19)}.${String(micros).padStart(6, "0")}Z`;
}

function inWords(template: string | undefined, value: string): string {
  return template === undefined ? value : template.split("{value}").join(value);
}
