import type { CursorFormat } from "../model/incremental.ts";

/** A point in time (milliseconds since 1970) as the format writes it. */
export function cursorText(format: CursorFormat, time: number): string {
  const iso = new Date(time).toISOString();
  switch (format.kind) {
    case "date-time":
      return `${iso.slice(0, 19)}Z`;
    case "date":
      return iso.slice(0, 10);
    case "epoch-seconds":
      return String(Math.floor(time / 1000));
    case "epoch-milliseconds":
    case "integer":
      return String(time);
    case "pattern":
      return byPattern(format.pattern, iso, time);
  }
}

const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTHS = "January February March April May June July August September October November December".split(" ");

function byPattern(pattern: string, iso: string, time: number): string {
  const parts: Readonly<Record<string, string>> = {
    "%Y": iso.slice(0, 4),
    "%y": iso.slice(2, 4),
    "%m": iso.slice(5, 7),
    "%d": iso.slice(8, 10),
    "%H": iso.slice(11, 13),
    "%M": iso.slice(14, 16),
    "%S": iso.slice(17, 19),
    "%f": `${iso.slice(20, 23)}000`,
    "%z": "+0000",
    "%Z": "UTC",
    "%B": MONTHS[Number(iso.slice(5, 7)) - 1] ?? "",
    "%b": (MONTHS[Number(iso.slice(5, 7)) - 1] ?? "").slice(0, 3),
    "%A": WEEKDAYS[new Date(time).getUTCDay()] ?? "",
    "%a": (WEEKDAYS[new Date(time).getUTCDay()] ?? "").slice(0, 3),
    "%s": String(Math.floor(time / 1000)),
    "%%": "%",
  };
  return pattern
    .replaceAll("%ms", String(time))
    .replaceAll("%_ms", iso.slice(20, 23))
    .replace(/%[A-Za-z%]/g, (directive) => parts[directive] ?? directive);
}
