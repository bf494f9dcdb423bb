import type { Evidence } from "../../evidence/finding.ts";
import type { HttpFacts, ResponseFact } from "../../evidence/http-facts.ts";
import type { RateLimit } from "../../model/http.ts";
import { type ApiText, quoted } from "../api-texts.ts";

type Unit = NonNullable<RateLimit["reset"]>["unit"];
type Role = "retry-after" | "remaining" | "reset";

/** Header names by what they tell; the name is matched without regard to case. */
const ROLES: readonly { readonly role: Role; readonly pattern: RegExp }[] = [
  { role: "retry-after", pattern: /^(x-)?(rate-?limit-)?retry-?after$/i },
  { role: "remaining", pattern: /^(x-)?([a-z]+-)?rate-?limit-?(requests-)?remaining(-[a-z]+)?$/i },
  { role: "reset", pattern: /^(x-)?([a-z]+-)?rate-?limit-?(requests-)?reset(-(at|after|time))?$/i },
];

/** Words of a reset header's description, and the unit that they mean; the first that fits counts. */
const RESET_UNITS: readonly { readonly pattern: RegExp; readonly unit: Unit }[] = [
  {
    pattern: /milliseconds? since|epoch[^.]{0,20}(ms|milliseconds)|(ms|milliseconds)[^.]{0,20}epoch/i,
    unit: "epoch-milliseconds",
  },
  { pattern: /epoch|unix|posix|time ?stamp|seconds? since/i, unit: "epoch-seconds" },
  {
    pattern: /seconds?[^.]{0,40}(left|remaining|until|before|till|to wait|to reset)|(in|of|number of) seconds|delta/i,
    unit: "seconds-left",
  },
  { pattern: /\b(rfc ?\d+|iso ?8601|http[- ]date|date ?-?time|UTC (date|time))\b/i, unit: "date" },
];

const IN_PROSE =
  /\b(?:x-)?(?:[a-z]+-)?rate-?limit-?(?:requests-)?(?:remaining|reset)(?:-(?:at|after|time))?\b|\bretry-after\b/gi;

interface HeaderSeen {
  readonly name: string;
  readonly role: Role;
  readonly words: string;
  readonly example: unknown;
  readonly evidence: Evidence;
}

/** Headers that tell how much may still be asked for, from documented answers and from prose. */
export function limitHeaders(facts: HttpFacts, texts: readonly ApiText[]): HeaderSeen[] {
  const seen = new Map<string, HeaderSeen>();
  const keep = (one: HeaderSeen) => {
    const key = one.name.toLowerCase();
    const held = seen.get(key);
    if (!held || (held.words === "" && one.words !== "")) seen.set(key, one);
  };
  for (const answer of answersOf(facts)) fromAnswer(answer).forEach(keep);
  for (const text of texts) fromProse(text).forEach(keep);
  return [...seen.values()];
}

/** Those that operations share are there once. */
function answersOf({ operations }: HttpFacts): ReadonlySet<ResponseFact> {
  const answers = new Set<ResponseFact>();
  for (const { responses } of operations)
    for (const answer of responses) if (answer.headers.length > 0) answers.add(answer);
  return answers;
}

function fromAnswer({ headers }: ResponseFact): HeaderSeen[] {
  return headers.flatMap(({ name, description, schema, at }) => {
    const role = ROLES.find(({ pattern }) => pattern.test(name))?.role;
    if (!role) return [];
    const words = [description, schema?.description, schema?.format].filter((text) => text !== undefined).join(" ");
    const evidence = {
      signal: `rate-limit/header-${role}`,
      weight: 0.9,
      says: `the header "${name}" is documented`,
      at,
    };
    return [{ name, role, words, example: schema?.examples[0], evidence }];
  });
}

function fromProse(text: ApiText): HeaderSeen[] {
  return [...text.text.matchAll(IN_PROSE)].flatMap((match) => {
    const role = ROLES.find(({ pattern }) => pattern.test(match[0]))?.role;
    if (!role) return [];
    const words = text.text.slice(match.index, match.index + 160);
    const evidence = {
      signal: `rate-limit/prose-${role}`,
      weight: 0.8,
      says: `the header "${match[0]}" is named in prose`,
      at: text.at,
      quote: quoted(text.text, match.index, match[0].length),
    };
    return [{ name: match[0], role, words, example: undefined, evidence }];
  });
}

/** In which unit a reset header counts; `undefined`: neither words nor an example tell. */
export function resetUnit({ name, words, example }: HeaderSeen): Unit | undefined {
  const told = RESET_UNITS.find(({ pattern }) => pattern.test(words))?.unit;
  if (told) return told;
  const value = Number(example);
  if (example !== undefined && Number.isFinite(value)) {
    if (value > 1e11) return "epoch-milliseconds";
    return value > 1e8 ? "epoch-seconds" : "seconds-left";
  }
  // The standard's own name, without `X-`, counts seconds (IETF draft-ietf-httpapi-ratelimit-headers).
  return /^ratelimit-reset$/i.test(name) || /-after$/i.test(name) ? "seconds-left" : undefined;
}
