/** Dates in strptime patterns, as far as APIs use them; all in UTC unless `%z` says otherwise. */

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DIRECTIVE = /%(ms|epoch_microseconds|s_as_float|[A-Za-z%])/g;
const SHORTHANDS: Readonly<Record<string, string>> = { T: "%H:%M:%S", F: "%Y-%m-%d", D: "%m/%d/%y", R: "%H:%M" };

const pad = (value: number, width = 2) => String(value).padStart(width, "0");
const twelve = (hour: number) => (hour % 12 === 0 ? 12 : hour % 12);

const WRITERS: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => pad(date.getUTCFullYear(), 4),
  y: (date) => pad(date.getUTCFullYear() % 100),
  m: (date) => pad(date.getUTCMonth() + 1),
  d: (date) => pad(date.getUTCDate()),
  H: (date) => pad(date.getUTCHours()),
  I: (date) => pad(twelve(date.getUTCHours())),
  M: (date) => pad(date.getUTCMinutes()),
  S: (date) => pad(date.getUTCSeconds()),
  f: (date) => `${pad(date.getUTCMilliseconds(), 3)}000`,
  p: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  z: () => "+0000",
  Z: () => "UTC",
  a: (date) => (DAYS[date.getUTCDay()] ?? "").slice(0, 3),
  A: (date) => DAYS[date.getUTCDay()] ?? "",
  b: (date) => (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()] ?? "",
  j: (date) => pad(Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1, 3),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  ms: (date) => String(date.getTime()),
  epoch_microseconds: (date) => `${date.getTime()}000`,
  s_as_float: (date) => (date.getTime() / 1000).toFixed(1),
  "%": () => "%",
};

const READERS: Readonly<Record<string, string>> = {
  Y: "(\\d{4})",
  y: "(\\d{2})",
  m: "(\\d{1,2})",
  d: "(\\d{1,2})",
  H: "(\\d{1,2})",
  I: "(\\d{1,2})",
  M: "(\\d{1,2})",
  S: "(\\d{1,2})",
  f: "(\\d{1,6})",
  p: "(AM|PM|am|pm)",
  z: "(Z|[+-]\\d{2}:?\\d{2})",
  Z: "(UTC|GMT|Z)",
  a: `(${DAYS.map((day) => day.slice(0, 3)).join("|")})`,
  A: `(${DAYS.join("|")})`,
  b: `(${MONTHS.map((month) => month.slice(0, 3)).join("|")})`,
  B: `(${MONTHS.join("|")})`,
  j: "(\\d{1,3})",
  s: "(\\d+)",
  ms: "(\\d+)",
  epoch_microseconds: "(\\d+)",
  s_as_float: "(\\d+(?:\\.\\d+)?)",
  "%": "(%)",
};

function spelledOut(pattern: string): string {
  return pattern.replace(DIRECTIVE, (whole, letter: string) => SHORTHANDS[letter] ?? whole);
}

export function writeDate(pattern: string, milliseconds: number): string {
  const date = new Date(milliseconds);
  return spelledOut(pattern).replace(DIRECTIVE, (whole, letter: string) => WRITERS[letter]?.(date) ?? whole);
}

/** Milliseconds since 1970; undefined where the text isn't written in the pattern. */
export function readDate(pattern: string, text: string): number | undefined {
  const letters: string[] = [];
  const plain = spelledOut(pattern).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const source = plain.replace(DIRECTIVE, (whole, letter: string) => {
    letters.push(letter);
    return READERS[letter] ?? whole;
  });
  const match = new RegExp(`^${source}$`).exec(text);
  if (!match) return undefined;
  const parts = new Map(letters.map((letter, index) => [letter, match[index + 1] ?? ""]));
  return epochOf(parts) ?? calendarOf(parts);
}

function epochOf(parts: ReadonlyMap<string, string>): number | undefined {
  const scales: readonly (readonly [string, number])[] = [
    ["s", 1000],
    ["s_as_float", 1000],
    ["ms", 1],
    ["epoch_microseconds", 0.001],
  ];
  for (const [letter, scale] of scales) {
    const value = parts.get(letter);
    if (value !== undefined) return Math.round(Number(value) * scale);
  }
  return undefined;
}

function calendarOf(parts: ReadonlyMap<string, string>): number {
  const number = (letter: string, otherwise: number) => Number(parts.get(letter) ?? otherwise);
  const year = parts.has("Y") ? number("Y", 1970) : parts.has("y") ? 2000 + number("y", 0) : 1970;
  const day = parts.has("j") ? number("j", 1) : number("d", 1);
  const fraction = Number(`0.${parts.get("f") ?? "0"}`);
  const local = Date.UTC(year, monthOf(parts), day, hourOf(parts), number("M", 0), number("S", 0));
  return local + Math.round(fraction * 1000) - offsetOf(parts.get("z") ?? "Z");
}

function monthOf(parts: ReadonlyMap<string, string>): number {
  if (parts.has("j")) return 0;
  const name = parts.get("B") ?? parts.get("b");
  if (name === undefined) return Number(parts.get("m") ?? 1) - 1;
  return MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3)));
}

function hourOf(parts: ReadonlyMap<string, string>): number {
  if (!parts.has("I")) return Number(parts.get("H") ?? 0);
  const afternoon = (parts.get("p") ?? "").toUpperCase() === "PM";
  return (Number(parts.get("I")) % 12) + (afternoon ? 12 : 0);
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -minutes : minutes) * 60_000;
}
