import { candidate, conclude } from "../../evidence/confidence.ts";
import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { HttpFacts, ResponseFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { Auth } from "../../model/auth.ts";
import type { ErrorRule } from "../../model/http.ts";
import { pathParams } from "../../model/path-template.ts";
import { slowDownSign } from "./error-bodies.ts";

/** What a status asks of a reader, by HTTP's own meaning. `words`: only where the document's description says so. */
const MEANINGS: readonly {
  readonly id: string;
  readonly status: RegExp;
  readonly words?: RegExp;
  readonly action: ErrorRule["action"];
}[] = [
  { id: "errors/too-many", status: /^429$/, action: "rate-limited" },
  {
    id: "errors/throttled",
    status: /^(403|420|503|509)$/,
    words: /rate.?limit|too many requests|throttl/i,
    action: "rate-limited",
  },
  { id: "errors/token-expired", status: /^401$/, action: "refresh-token" },
  { id: "errors/forbidden", status: /^403$/, action: "skip" },
  { id: "errors/payment", status: /^402$/, action: "skip" },
  { id: "errors/try-again", status: /^(408|425|502|503|504)$/, action: "retry" },
  {
    id: "errors/server",
    status: /^(5(?!01)\d\d|5XX)$/i,
    words: /^(?!.*not (implemented|supported)).*/is,
    action: "retry",
  },
  { id: "errors/locked", status: /^(409|423)$/, words: /try again|retry|later|in progress|lock/i, action: "retry" },
];

const SERVER_ERRORS = [500, 502, 503, 504];
const SEEN_AT = 12;

/**
 * What documented error answers ask of a reader: one finding for the source; for a child whose parent's records may
 * lack it (404 documented, found through a path parameter), one of the stream's own.
 */
export function detectErrors(
  facts: HttpFacts,
  streams: readonly ListedStream[],
  auth: readonly Auth[] = [],
): readonly Finding<readonly ErrorRule[]>[] {
  const answers = streams.flatMap(({ operation }) => operation.responses);
  const seen = answers.flatMap((answer) => [bodyRule(answer), ruleOf(answer, facts, auth)]);
  const rules = merged(seen.filter((one) => one !== undefined));
  // The first rule that fits counts: what a body tells comes before what its status alone does.
  const found = rules.toSorted(
    (a, b) =>
      Number(b.rule.body !== undefined) - Number(a.rule.body !== undefined) ||
      (a.rule.statuses[0] ?? 0) - (b.rule.statuses[0] ?? 0),
  );
  const whole = conclude("errors", undefined, [
    candidate<readonly ErrorRule[]>(
      oncePerStatus(found.map(({ rule }) => rule)),
      found.flatMap(({ evidence }) => evidence),
    ),
  ]);
  return [...(found.length > 0 && whole ? [whole] : []), ...streams.flatMap(missingChild)];
}

interface Seen {
  readonly rule: ErrorRule;
  readonly evidence: readonly Evidence[];
}

/** One of each rule; the first one's words stay. */
function merged(seen: readonly Seen[]): Seen[] {
  const rules = new Map<string, { rule: ErrorRule; evidence: Evidence[] }>();
  for (const { rule, evidence } of seen) {
    const key = JSON.stringify([rule.statuses, rule.action, rule.body]);
    const held = rules.get(key);
    if (!held) rules.set(key, { rule, evidence: [...evidence] });
    else if (held.evidence.length < SEEN_AT) held.evidence.push(...evidence);
  }
  return [...rules.values()];
}

/** Characters of a message for users. */
const MOST_SAID = 200;

function ruleOf(answer: ResponseFact, facts: HttpFacts, auth: readonly Auth[]): Seen | undefined {
  const said = answer.description ?? "";
  const meaning = MEANINGS.find(({ status, words }) => status.test(answer.status) && (words?.test(said) ?? true));
  if (!meaning) return undefined;
  const action = meaning.action === "refresh-token" && !expires(auth, facts) ? "fail" : meaning.action;
  const statuses = /xx$/i.test(answer.status) ? SERVER_ERRORS : [Number(answer.status)];
  const message = shortened(said);
  const rule: ErrorRule = { statuses, action, ...(message === "" ? {} : { message }) };
  const says = `an answer ${answer.status} is documented`;
  const quote = message === "" ? {} : { quote: message };
  return { rule, evidence: [{ signal: meaning.id, weight: 0.9, says, at: answer.at, ...quote }] };
}

/** Statuses with several meanings, of which a body may tell one. */
const AMBIGUOUS = /^(400|403|409|503)$/;

function bodyRule(answer: ResponseFact): Seen | undefined {
  const { status, at } = answer;
  const body = AMBIGUOUS.test(status) ? slowDownSign(answer) : undefined;
  if (!body) return undefined;
  const says = `an answer ${status} with "${body.contains}" is documented`;
  const rule: ErrorRule = { statuses: [Number(status)], body, action: "rate-limited" };
  return { rule, evidence: [{ signal: "errors/body-too-many", weight: 0.85, says, at, quote: body.contains }] };
}

/** Whether a 401 can be mended by a new token: where tokens are given out for a time. */
function expires(auth: readonly Auth[], facts: HttpFacts): boolean {
  const [first] = auth;
  if (!first) return facts.securitySchemes.some(({ type }) => type === "oauth2");
  const kinds = first.kind === "all" ? first.of.map(({ kind }) => kind) : [first.kind];
  return kinds.some((kind) => kind === "oauth2" || kind === "session" || kind === "jwt");
}

function oncePerStatus(rules: readonly ErrorRule[]): ErrorRule[] {
  const taken = new Set<number>();
  return rules.flatMap((rule) => {
    if (rule.body) return [rule];
    const statuses = rule.statuses.filter((status) => !taken.has(status));
    for (const status of statuses) taken.add(status);
    return statuses.length > 0 ? [{ ...rule, statuses }] : [];
  });
}

/** On one line, and of long texts what is whole: sentences, else words. */
function shortened(said: string): string {
  const line = said.replace(/\s+/g, " ").trim();
  const start = line.slice(0, MOST_SAID);
  if (start === line) return line;
  return /^.*[.!?](?= )/.exec(start)?.[0] ?? `${start.replace(/ \S*$/, "")} …`;
}

/** A parent whose children the API answers with 404 simply has none. */
function missingChild({ name, operation, many }: ListedStream): Finding<readonly ErrorRule[]>[] {
  const answer = operation.responses.find(({ status }) => status === "404");
  if (!answer || pathParams(operation.path).length === 0) return [];
  const message = shortened(answer.description ?? "");
  const rule: ErrorRule = { statuses: [404], action: "empty", ...(message === "" ? {} : { message }) };
  const says = `an answer 404 is documented for ${many ? "a list" : "an object"} that is found through a parameter`;
  const evidence: Evidence = { signal: "errors/no-child", weight: 0.8, says, at: answer.at };
  const finding = conclude<readonly ErrorRule[]>("errors", name, [candidate<readonly ErrorRule[]>([rule], [evidence])]);
  return finding ? [finding] : [];
}
