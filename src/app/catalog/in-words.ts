import type { EventBody, FoundCounts } from "../../catalog/event.ts";

const UNITS: readonly { readonly word: string; readonly seconds: number }[] = [
  { word: "y", seconds: 31_557_600 },
  { word: "mo", seconds: 2_629_800 },
  { word: "d", seconds: 86_400 },
  { word: "h", seconds: 3600 },
  { word: "min", seconds: 60 },
];

/** How far a time is from now, before or after: `3 d`, `12 min`, `now`. */
export function distance(at: string, now: Date): string {
  const seconds = Math.abs(now.getTime() - Date.parse(at)) / 1000;
  const unit = UNITS.find((one) => seconds >= one.seconds);
  return unit ? `${Math.floor(seconds / unit.seconds)} ${unit.word}` : "now";
}

/** `3 d ago`, `just now`. */
export function ago(at: string, now: Date): string {
  const far = distance(at, now);
  return far === "now" ? "just now" : `${far} ago`;
}

/** `2 s`, `3 min 20 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return `${milliseconds} ms`;
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What happened, in one line. */
export function eventInWords(event: EventBody): string {
  switch (event.kind) {
    case "built":
      return `${counted(event.streams, "stream")} for ${event.targets.join(", ")}${event.questions > 0 ? `, ${counted(event.questions, "open question")}` : ""}`;
    case "verified":
      return event.reports
        .map(({ target, passed, failed }) =>
          failed.length === 0
            ? `${target}: all ${passed} hold`
            : `${target}: ${failed.join(", ")} ${failed.length === 1 ? "does" : "do"} not hold`,
        )
        .join("; ");
    case "checked":
      return event.breaking + event.risky + event.additive === 0
        ? `nothing changed in ${counted(event.compared, "stream")}`
        : changesInWords(event);
    case "updated": {
      const found = changesInWords(event);
      return `${event.result === "updated" ? `version ${event.version}` : LEFT[event.result]}${found === "" ? "" : `: ${found}`}`;
    }
    case "failed":
      return `${event.job} failed: ${event.message}`;
    default:
      return event satisfies never;
  }
}

const LEFT = {
  unchanged: "nothing is new",
  refused: "left out, since it is worse than what is taken unasked",
  red: "left out, since what held before doesn't hold in it",
} as const;

function changesInWords({ breaking, risky, additive }: FoundCounts): string {
  const parts = [
    [breaking, "breaking"],
    [risky, "risky"],
    [additive, "additive"],
  ] as const;
  return parts.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : [])).join(", ");
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
