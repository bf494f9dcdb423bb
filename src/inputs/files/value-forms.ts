/**
 * Which forms a text has, as far as it can be told from the text alone: `whole`; `number <decimal mark> <group mark>`, with
 * `-` where nothing groups; `date <pattern>` and `time <pattern>` in strptime's words; `true-false`; `json`. A text may
 * have several: `01/02/2025` is a date both ways round, `1,234` a number of two kinds.
 */
export function valueForms(text: string): readonly string[] {
  if (text.length > 64) return /^[[{]/.test(text) ? jsonForms(text) : [];
  const first = text.charCodeAt(0);
  const startsNumber = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46 || first === 44;
  if (startsNumber) return [...numberForms(text), ...dateForms(text)];
  if (first === 123 || first === 91) return jsonForms(text);
  return [...wordForms(text), ...dateForms(text)];
}

const NUMBERS: readonly (readonly [form: string, pattern: RegExp])[] = [
  ["number . -", /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/],
  ["number , -", /^[+-]?\d+(?:,\d+)?$/],
  ["number . ,", /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/],
  ["number , .", /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/],
  ["number , \u00a0", /^[+-]?\d{1,3}(?:\u00a0\d{3})+(?:,\d+)?$/],
  ["number , \u202f", /^[+-]?\d{1,3}(?:\u202f\d{3})+(?:,\d+)?$/],
  ["number ,  ", /^[+-]?\d{1,3}(?: \d{3})+(?:,\d+)?$/],
  ["number . '", /^[+-]?\d{1,3}(?:'\d{3})+(?:\.\d+)?$/],
  ["scientific", /^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}$/],
];

function numberForms(text: string): string[] {
  if (/^[+-]?\d+$/.test(text)) return ["whole"];
  return NUMBERS.flatMap(([form, pattern]) => (pattern.test(text) ? [form] : []));
}

function wordForms(text: string): string[] {
  return /^(?:true|false)$/i.test(text) ? ["true-false"] : [];
}

function jsonForms(text: string): string[] {
  if (text.length > 100_000) return [];
  try {
    JSON.parse(text);
    return ["json"];
  } catch {
    return [];
  }
}

/** The parts of a day, with what they are in strptime's words and how they are found. */
const DAYS: readonly (readonly [pattern: string, shape: RegExp])[] = [
  ["%Y-%m-%d", /^(?<Y>\d{4})-(?<m>\d{2})-(?<d>\d{2})/],
  ["%Y/%m/%d", /^(?<Y>\d{4})\/(?<m>\d{1,2})\/(?<d>\d{1,2})/],
  ["%Y.%m.%d", /^(?<Y>\d{4})\.(?<m>\d{1,2})\.(?<d>\d{1,2})/],
  ["%Y%m%d", /^(?<Y>(?:19|20)\d{2})(?<m>\d{2})(?<d>\d{2})/],
  ["%d/%m/%Y", /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<Y>\d{4})/],
  ["%m/%d/%Y", /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<Y>\d{4})/],
  ["%d.%m.%Y", /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<Y>\d{4})/],
  ["%d-%m-%Y", /^(?<d>\d{1,2})-(?<m>\d{1,2})-(?<Y>\d{4})/],
  ["%m-%d-%Y", /^(?<m>\d{1,2})-(?<d>\d{1,2})-(?<Y>\d{4})/],
  ["%d/%m/%y", /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{2})(?!\d)/],
  ["%m/%d/%y", /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{2})(?!\d)/],
  ["%d.%m.%y", /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{2})(?!\d)/],
  ["%d-%b-%Y", /^(?<d>\d{1,2})-(?<b>[A-Z][a-z]{2}|[A-Z]{3})-(?<Y>\d{4})/],
  ["%d-%b-%y", /^(?<d>\d{1,2})-(?<b>[A-Z][a-z]{2}|[A-Z]{3})-(?<y>\d{2})(?!\d)/],
  ["%d %b %Y", /^(?<d>\d{1,2}) (?<b>[A-Z][a-z]{2}|[A-Z]{3}) (?<Y>\d{4})/],
  ["%b %d, %Y", /^(?<b>[A-Z][a-z]{2}) (?<d>\d{1,2}), (?<Y>\d{4})/],
];

/** What may follow a day. */
const TIMES: readonly (readonly [pattern: string, shape: RegExp])[] = [
  ["%H:%M:%S", /^(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d$/],
  ["%H:%M", /^(?:[01]?\d|2[0-3]):[0-5]\d$/],
  ["%H:%M:%S.%f", /^(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,6}$/],
  ["%I:%M:%S %p", /^(?:0?[1-9]|1[0-2]):[0-5]\d:[0-5]\d (?:AM|PM|am|pm)$/],
  ["%I:%M %p", /^(?:0?[1-9]|1[0-2]):[0-5]\d (?:AM|PM|am|pm)$/],
  ["%H%M%S", /^(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/],
  ["%H:%M:%S%z", /^(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]\d{2}:?\d{2})$/],
];
const ISO = /^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

function dateForms(text: string): string[] {
  if (text.length < 6 || !/\d[-/. T]|^\d{8}|^[A-Z][a-z]{2} \d/.test(text)) return [];
  const iso = ISO.exec(text);
  if (iso) return isDay("%Y-%m-%d", text.slice(0, 10)) ? [iso[1] === undefined ? "time iso" : "time iso %z"] : [];
  return DAYS.flatMap(([pattern, shape]) => {
    const found = shape.exec(text);
    if (!found || !exists(found.groups ?? {})) return [];
    const rest = text.slice(found[0].length);
    if (rest === "") return [`date ${pattern}`];
    const [, between = "", time = ""] = /^([T ]?)(.*)$/.exec(rest) ?? [];
    if (between === "" && pattern !== "%Y%m%d") return [];
    const told = TIMES.find(([, timeShape]) => timeShape.test(time));
    return told ? [`time ${pattern}${between}${told[0]}`] : [];
  });
}

function isDay(pattern: string, text: string): boolean {
  const found = DAYS.find(([own]) => own === pattern)?.[1].exec(text);
  return found ? exists(found.groups ?? {}) : false;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Whether the calendar has the day. */
function exists({ Y, y, m, b, d }: Readonly<Record<string, string | undefined>>): boolean {
  const year = Y === undefined ? 2000 + Number(y) : Number(Y);
  const month = b === undefined ? Number(m) : MONTHS.indexOf(b.toLowerCase()) + 1;
  const day = Number(d);
  if (month < 1 || month > 12 || day < 1 || year < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
