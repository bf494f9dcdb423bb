import type { CursorFormat, CursorRequest, Incremental } from "../../../model/incremental.ts";
import { START_SETTING } from "../../../model/setting.ts";
import { snakeCase } from "../../../printing/naming.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { jinjaString, jinjaText, settingExpression } from "./jinja.ts";
import type { Said } from "./request.ts";
import { requestOption } from "./request-option.ts";
import type { HttpStream, Scope } from "./scope.ts";

export interface IncrementalSync {
  /** Absent: every sync reads everything. The name follows from what it does. */
  readonly cursor?: { readonly name: string; readonly component: YamlMap };
  readonly said: readonly Said[];
  /** Records that are older than the state are dropped after they were read. */
  readonly isFiltered: boolean;
}

const NOT_INCREMENTAL: IncrementalSync = { said: [], isFiltered: false };

export function incrementalSync(stream: HttpStream, scope: Scope): IncrementalSync {
  const { incremental } = stream;
  if (!incremental) return NOT_INCREMENTAL;
  const path = `streams.${stream.name}.incremental`;
  if (incremental.cursorField.length !== 1) {
    scope.lose({
      path,
      lost: `the cursor ${incremental.cursorField.join(".")}: the CDK's cursors are top-level fields`,
      instead: "every sync reads everything since start_date",
    });
    return { ...NOT_INCREMENTAL, said: startOnly(incremental, scope) };
  }
  if (incremental.format.kind === "integer") return counting(stream, incremental, scope);
  return dated(stream, incremental, scope);
}

/** The stream as if it had no cursor, where its pages can't be counted once old records are dropped. */
export function withoutFiltering(stream: HttpStream, scope: Scope): IncrementalSync {
  scope.lose({
    path: `streams.${stream.name}.incremental`,
    lost: "dropping records that are known already: the paginator needs to see a page's last record",
    instead: "every sync reads and emits everything",
  });
  return NOT_INCREMENTAL;
}

function counting(stream: HttpStream, { cursorField, request }: Incremental, scope: Scope): IncrementalSync {
  if (!request) {
    scope.lose({
      path: `streams.${stream.name}.incremental`,
      lost: "dropping records below the highest number that is known",
      instead: "every sync reads and emits everything",
    });
    return NOT_INCREMENTAL;
  }
  const component: YamlMap = {
    type: "IncrementingCountCursor",
    cursor_field: jinjaText(cursorField.join("."), "typed"),
    start_value: 0,
  };
  // Nothing renders while the count stands at its start: the first sync asks for everything.
  const value = "stream_interval['start'] if stream_interval['start']";
  return {
    cursor: { name: cursorName({ cursorField, request }), component },
    said: [{ param: request, value: { expression: inTemplate(value, request.template) } }],
    isFiltered: false,
  };
}

interface Written {
  /** How a value is written, for the CDK. */
  readonly format: string;
  /** Smallest step between two values, as an ISO 8601 duration. */
  readonly granularity: string;
  /** What records may hold. */
  readonly inputs: readonly string[];
}

const RFC3339 = [
  "%Y-%m-%dT%H:%M:%SZ",
  "%Y-%m-%dT%H:%M:%S.%fZ",
  "%Y-%m-%dT%H:%M:%S%z",
  "%Y-%m-%dT%H:%M:%S.%f%z",
  "%Y-%m-%dT%H:%M:%S",
  "%Y-%m-%dT%H:%M:%S.%f",
];

function written(format: CursorFormat): Written {
  switch (format.kind) {
    case "date-time":
      return { format: "%Y-%m-%dT%H:%M:%SZ", granularity: "PT1S", inputs: RFC3339 };
    case "date":
      return { format: "%Y-%m-%d", granularity: "P1D", inputs: ["%Y-%m-%d"] };
    case "epoch-seconds":
    case "integer":
      return { format: "%s", granularity: "PT1S", inputs: ["%s"] };
    case "epoch-milliseconds":
      return { format: "%ms", granularity: "PT0.001S", inputs: ["%ms"] };
    case "pattern":
      return { format: format.pattern, granularity: patternGranularity(format.pattern), inputs: [format.pattern] };
  }
}

function patternGranularity(pattern: string): string {
  if (pattern.includes("%f")) return "PT0.000001S";
  if (/%_?ms/.test(pattern)) return "PT0.001S";
  if (/%[SscXT]/.test(pattern)) return "PT1S";
  if (pattern.includes("%M")) return "PT1M";
  return /%[HI]/.test(pattern) ? "PT1H" : "P1D";
}

/** A month at a time: few enough requests for years of history, short enough to share among workers. */
const STEP = "P30D";

function dated(stream: HttpStream, incremental: Incremental, scope: Scope): IncrementalSync {
  const { cursorField, request, lookback, order } = incremental;
  const records = written(incremental.format);
  const sent = request ? outgoing(request) : records;
  const isWindowed = request?.until !== undefined;
  const { option: start, said: saidStart } = request ? startOf(request, sent, stream) : NONE;
  const { option: end, said: saidEnd } = request?.until ? endOf(request, sent, stream) : NONE;
  const isFeed = request === undefined && order === "desc";
  const component: YamlMap = {
    type: "DatetimeBasedCursor",
    cursor_field: jinjaText(cursorField.join("."), "typed"),
    cursor_datetime_formats: [...new Set([...records.inputs, sent.format])],
    datetime_format: sent.format,
    start_datetime: {
      type: "MinMaxDatetime",
      datetime: startExpression(scope, "%Y-%m-%dT%H:%M:%SZ"),
      datetime_format: "%Y-%m-%dT%H:%M:%SZ",
    },
    ...(start ? { start_time_option: start } : {}),
    ...(end ? { end_time_option: end } : {}),
    ...(isWindowed ? { step: STEP, cursor_granularity: sent.granularity } : {}),
    ...(lookback === undefined ? {} : { lookback_window: `PT${lookback}S` }),
    ...(isFeed ? { is_data_feed: true } : {}),
    ...(request === undefined && !isFeed ? { is_client_side_incremental: true } : {}),
  };
  return {
    cursor: { name: cursorName(incremental), component },
    said: [...saidStart, ...saidEnd],
    isFiltered: request === undefined && !isFeed,
  };
}

function cursorName({ cursorField, request, order }: Pick<Incremental, "cursorField" | "request" | "order">): string {
  const how = request
    ? ["by", request.name, ...(request.until ? ["to", request.until.name] : [])]
    : [order === "desc" ? "newest first" : "filtered here"];
  return snakeCase([...cursorField, ...how].join(" ")).slice(0, 80);
}

/** The window's other end, in the filter's own words. */
function outgoing(request: CursorRequest): Written {
  const own = written(request.format);
  if (request.format.kind !== "date-time" || request.until?.operator !== "lte") return own;
  // Between two windows that end on whole seconds, what lies within the last second would be lost.
  return { ...own, format: "%Y-%m-%dT%H:%M:%S.%fZ", granularity: "PT0.000001S" };
}

interface Bound {
  readonly option?: YamlMap;
  readonly said: readonly Said[];
}

const NONE: Bound = { said: [] };

function startOf(request: CursorRequest, sent: Written, stream: HttpStream): Bound {
  const isExact = request.operator === "gte" && request.template === undefined;
  if (isExact) return { option: requestOption(request, stream.access), said: [] };
  // A filter that leaves out its own boundary starts one step earlier, so that nothing falls between two reads.
  const value = request.operator === "gt" ? shifted("start_time", "-", sent) : "stream_interval['start_time']";
  return { said: [{ param: request, value: { expression: inTemplate(value, request.template) } }] };
}

function endOf({ until, template }: CursorRequest, sent: Written, stream: HttpStream): Bound {
  if (!until) return NONE;
  if (until.operator === "lte" && until.template === undefined && template === undefined) {
    return { option: requestOption(until, stream.access), said: [] };
  }
  const value = until.operator === "lt" ? shifted("end_time", "+", sent) : "stream_interval['end_time']";
  return { said: [{ param: until, value: { expression: inTemplate(value, until.template) } }] };
}

function shifted(end: "start_time" | "end_time", sign: "+" | "-", { format, granularity }: Written): string {
  if (format === "%s" || format === "%ms") return `(stream_interval['${end}'] | int) ${sign} 1`;
  const moved = `str_to_datetime(${asIso(`stream_interval['${end}']`, format)}) ${sign} duration('${granularity}')`;
  return `format_datetime(${moved}, ${jinjaString(format)})`;
}

/** Of its own accord the CDK reads ISO 8601 only. */
function asIso(value: string, format: string): string {
  return /^%Y-%m-%d($|T)/.test(format)
    ? value
    : `format_datetime(${value}, '%Y-%m-%dT%H:%M:%S.%f', ${jinjaString(format)})`;
}

function inTemplate(expression: string, template: string | undefined): string {
  if (template === undefined) return expression;
  const [before = "", ...after] = template.split("{value}");
  const pieces = [jinjaString(before), `(${expression})`, jinjaString(after.join("{value}"))];
  return pieces.filter((piece) => piece !== "''").join(" ~ ");
}

function startExpression(scope: Scope, format: string): string {
  return `{{ format_datetime(${startSetting(scope)}, ${jinjaString(format)}) }}`;
}

function startSetting(scope: Scope): string {
  const setting = scope.settings.find(({ name }) => name === START_SETTING);
  if (setting?.required === true || typeof setting?.default === "string")
    return settingExpression(START_SETTING, scope.settings);
  return `config.get('${START_SETTING}') or '1970-01-01T00:00:00Z'`;
}

/** Without state the filter still keeps out what lies before `start_date`, as it does in every other framework. */
function startOnly({ request }: Incremental, scope: Scope): Said[] {
  if (!request || request.format.kind === "integer") return [];
  const value = `format_datetime(${startSetting(scope)}, ${jinjaString(written(request.format).format)})`;
  return [{ param: request, value: { expression: inTemplate(value, request.template) } }];
}
