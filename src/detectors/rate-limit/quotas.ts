import { type ApiText, quoted } from "../api-texts.ts";

/** A documented quota with where it stands. `tied`: the sentence speaks of limits, so that it can't be a plain count. */
export interface QuotaFact {
  readonly requests: number;
  readonly seconds: number;
  readonly text: ApiText;
  readonly quote: string;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

const NUMBER = String.raw`(\d{1,3}(?:[,. ]\d{3})+|\d+)`;
/** How many units of time: in digits or a word. */
const COUNT = "(\\d+|one|two|three|five|ten|fifteen|thirty|sixty)";
const COUNT_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  five: 5,
  ten: 10,
  fifteen: 15,
  thirty: 30,
  sixty: 60,
};
const CALLS = String.raw`(?:\s+(?:API|HTTP|REST|general|authenticated|successful|total)){0,2}\s+(?:requests?|calls?|queries|hits|transactions|reqs?)`;
const UNIT = String.raw`(s|sec|secs|seconds?|m|min|mins|minutes?|h|hr|hour|hours)\b`;

/** `{requests, seconds}` from the groups: number of requests, number of units, unit. */
const PATTERNS: readonly RegExp[] = [
  // 100 requests per minute; 600 calls every 10 minutes; 5 requests in 1 second; 10 requests/second
  new RegExp(
    String.raw`${NUMBER}${CALLS}(?:\s*\([^)]{0,20}\))?(?:\s+(?:are\s+)?(?:allowed|permitted|max(?:imum)?))?\s*(?:\/|-per-|per|every|each|within|in|over|an?|during)\s*(?:an?\s+|any\s+|one\s+|each\s+|the\s+|period\s+of\s+)*${COUNT}?[\s-]*${UNIT}`,
    "gi",
  ),
  // 10 req/s, 100/minute, 5 rps
  new RegExp(String.raw`${NUMBER}\s*(?:req(?:uest)?s?|calls?)?\s*\/\s*${COUNT}?\s*${UNIT}`, "gi"),
  new RegExp(String.raw`${NUMBER}\s*()(rps|qps|rpm)\b`, "gi"),
];
/** 5 per second, where the words before it speak of a rate. */
const RATE_OF = new RegExp(
  String.raw`(?:rate|limit(?:ed)?|throttl\w+|quota)[^.\d]{0,60}?${NUMBER}\s*(?:times\s+)?(?:per|every|a)\s+${COUNT}?\s*${UNIT}`,
  "gi",
);

const LIMITING =
  /(?<![a-z])(limit\w*|throttl\w*|quota\w*|allow\w*|up to|max(?:imum)?|at most|no more than|not? exceed\w*|more than|exceed\w*|restrict\w*|rate|can (?:make|send|call|issue|perform)|permitted)\b/i;

/** Quotas for those who prove nothing, for single endpoints, for what is no read, and examples. */
const NOT_OURS =
  /\bunauthenticated|\bnot authenticated|\banonymous|without (?:an? )?(?:api.?key|token|authentication)|\bwebhooks?\b|\be-?mails? (?:sent|per)|\bmessages? (?:sent|per)|\bdedicated\b|\bfor (?:example|instance)\b|\be\.g\.|\b(?:this|that|these|those|following|some|certain) (?:endpoint|call|method|operation|resource)s?\b|(?<!\ball )\bendpoints? (?:has|have|is|are)\b|\b(?:creat|upload|send|post|delet)ing\b|`\//i;

/** A pace for writing, which no connector does. */
const FOR_WRITES = /\b(?:POST|PUT|PATCH|DELETE)\b/;
const FOR_READS = /\bGET\b|\breads?\b/;

/** Every quota over a window of at most an hour that a text states; quotas of a day are a plan's volume, not a pace. */
export function quotasIn(text: ApiText): QuotaFact[] {
  const found: QuotaFact[] = [];
  for (const pattern of [...PATTERNS, RATE_OF]) {
    for (const match of text.text.matchAll(pattern)) {
      const quota = quotaOf(match);
      const sentence = sentenceAround(text.text, match.index, match[0].length);
      if (!quota || !LIMITING.test(sentence) || NOT_OURS.test(sentence)) continue;
      const item = sentenceAround(text.text, match.index, match[0].length, ITEM_END);
      if (FOR_WRITES.test(item) && !FOR_READS.test(item)) continue;
      if (found.some((one) => one.requests === quota.requests && one.seconds === quota.seconds)) continue;
      found.push({ ...quota, text, quote: quoted(text.text, match.index, match[0].length) });
    }
  }
  return found;
}

function quotaOf(match: RegExpMatchArray): { requests: number; seconds: number } | undefined {
  const requests = Number((match[1] ?? "").replace(/[^\d]/g, ""));
  const unit = (match[3] ?? "").toLowerCase();
  const length = unit === "rps" || unit === "qps" ? 1 : unit === "rpm" ? 60 : (UNITS[unit.charAt(0)] ?? 0);
  const count = (match[2] ?? "").toLowerCase();
  const seconds = length * (COUNT_WORDS[count] ?? Number(count || 1));
  // A window of more than an hour or a pace that no client reaches limits nothing worth modelling.
  if (requests < 1 || seconds < 1 || seconds > 3600 || requests / seconds > 1000) return undefined;
  return { requests, seconds };
}

/** Rows of a table end sentences, too. */
const SENTENCE_END = /[.!?]\s|\n\s*\n|\n\s*\|/;
/** Of a list with an item a method, only the item's own words say which method a pace is for. */
const ITEM_END = /[.!?]\s|\n\s*\n|\n\s*\||\n\s*[-*•]\s/;

function sentenceAround(text: string, index: number, length: number, end = SENTENCE_END): string {
  const before = text.slice(Math.max(0, index - 160), index);
  const after = text.slice(index + length, index + length + 80);
  return `${before.split(end).at(-1) ?? ""}${text.slice(index, index + length)}${after.split(end)[0] ?? ""}`;
}
