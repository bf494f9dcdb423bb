import type { ErrorRule, HttpSource } from "../model/http.ts";
import { type Answer, errorAnswer, jsonAnswer, rateLimitedAnswer } from "./answer.ts";
import { canRenew, credentialProblem, type Gate } from "./credentials.ts";
import { type Endpoint, type Match, matchEndpoints } from "./endpoint.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { answerList, type ListAnswer, type ListDesk } from "./list-answer.ts";
import { findParents } from "./parent-lookup.ts";
import type { QuotaWatch } from "./quota-watch.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { Fault } from "./simulated-source.ts";
import { complaints } from "./strictness.ts";
import type { TokenEndpoint } from "./token-endpoints.ts";

/** Decides what each request gets. */
export interface RequestDesk {
  answer(request: ReceivedRequest): Decision;
  /** Pages may be asked for again from here on. */
  newRead(): void;
}

export interface Decision extends ListAnswer {
  readonly stream: string | undefined;
  readonly fault: Fault["kind"] | undefined;
}

export interface DeskParts {
  readonly source: HttpSource;
  readonly endpoints: readonly Endpoint[];
  readonly tokenEndpoints: readonly TokenEndpoint[];
  readonly gate: Gate;
  readonly list: ListDesk;
  readonly faults: FaultPlan;
  readonly quota: QuotaWatch;
}

/** Milliseconds by which a request may come before the end of a wait. */
const EARLY = 50;

export function createRequestDesk(parts: DeskParts): RequestDesk {
  const given = new Set<string>();
  /** When a request that was told to wait may come again. */
  const notBefore = new Map<string, number>();
  return {
    newRead() {
      given.clear();
      notBefore.clear();
    },
    answer(request) {
      const token = parts.tokenEndpoints.find((one) => one.origin === request.origin && one.path === request.path);
      if (token) return tokenDecision(parts, token, request);
      const match = findMatch(parts, request);
      if (!match) return notFound(request, parts.endpoints);
      const decision = streamDecision(parts, match, request);
      const violations = [...decision.violations];
      const key = `${request.method} ${request.url} ${request.text}`;
      if (request.now < (notBefore.get(key) ?? 0) - EARLY) violations.push("asked again before the wait was over");
      notBefore.delete(key);
      if (decision.wait !== undefined) notBefore.set(key, request.now + decision.wait * 1000);
      if (decision.pageKey !== undefined && isWhole(decision)) {
        if (given.has(decision.pageKey)) violations.push(`the same page was asked for twice: ${decision.pageKey}`);
        given.add(decision.pageKey);
      }
      return { ...decision, violations };
    },
  };
}

/** Streams may differ in nothing but what fills their paths: the one is meant to whose parents and settings it fits. */
function findMatch({ endpoints, list, gate }: DeskParts, request: ReceivedRequest): Match | undefined {
  const matches = matchEndpoints(endpoints, request);
  if (matches.length < 2) return matches[0];
  const fits = (match: Match) =>
    complaints(match, request, gate.configuration).refusing.length === 0 &&
    typeof findParents(match, request, list.store) !== "string";
  return matches.find(fits) ?? matches[0];
}

/** True where the caller got a page that it can use. */
function isWhole({ answer, fault }: Decision): boolean {
  return answer.status === 200 && fault !== "reset-mid-body" && fault !== "malformed-page";
}

function tokenDecision(parts: DeskParts, endpoint: TokenEndpoint, request: ReceivedRequest): Decision {
  const noted = { stream: "token", fault: undefined };
  if (endpoint.method !== request.method) {
    const problem = `${request.method} where ${endpoint.method} is declared`;
    return { ...noted, answer: jsonAnswer(405, { error: problem }), violations: [problem] };
  }
  const fault = parts.faults.next("token");
  const refused = fault && faultAnswer(parts, { fault, errors: parts.source.errors, now: request.now });
  if (fault && refused) return { ...noted, fault: fault.kind, answer: refused, violations: [] };
  const problem = endpoint.problem(request);
  if (problem !== undefined) {
    const body = { error: "invalid_request", error_description: problem };
    return { ...noted, answer: jsonAnswer(401, body), violations: [problem] };
  }
  const { body, headers } = endpoint.grant(request);
  return { ...noted, answer: jsonAnswer(200, body, headers), violations: [] };
}

function notFound(request: ReceivedRequest, all: readonly Endpoint[]): Decision {
  const elsewhere = all.find((endpoint) => endpoint.origin !== request.origin && endpoint.path.match(request.path));
  const problem = elsewhere
    ? `wrong host: ${request.path} is at ${elsewhere.origin}`
    : `the model has nothing at ${request.path}`;
  const answer = jsonAnswer(404, { error: { status: 404, message: problem } });
  return { answer, violations: [problem], stream: undefined, fault: undefined };
}

function streamDecision(parts: DeskParts, match: Match, request: ReceivedRequest): Decision & { wait?: number } {
  const { endpoint } = match;
  const stream = endpoint.stream.name;
  if (endpoint.access.method !== request.method) {
    const problem = `${request.method} where ${endpoint.access.method} is declared`;
    const answer = jsonAnswer(405, { error: { status: 405, message: problem } });
    return { stream, fault: undefined, answer, violations: [problem] };
  }
  const { refusing, silent } = complaints(match, request, parts.gate.configuration);
  const violations = [...refusing, ...silent];
  const quota = parts.quota.count(request.now);
  if ("wait" in quota) {
    const answer = rateLimitedAnswer(endpoint.errors, parts.source.rateLimit, {
      seconds: quota.wait,
      now: request.now,
    });
    return { stream, fault: undefined, answer, violations, wait: quota.wait };
  }
  const fault = parts.faults.next(stream);
  const refused = fault && faultAnswer(parts, { fault, errors: endpoint.errors, now: request.now });
  if (fault && refused) {
    const wait = fault.kind === "rate-limited" ? fault.retryAfter : undefined;
    return { stream, fault: fault.kind, answer: refused, violations, ...(wait === undefined ? {} : { wait }) };
  }
  const problem = credentialProblem(endpoint.auth, request, parts.gate);
  if (problem !== undefined) {
    const answer = errorAnswer(endpoint.errors, {
      action: canRenew(endpoint.auth) ? "refresh-token" : "fail",
      status: 401,
      otherwise: 401,
      message: problem,
    });
    return { stream, fault: fault?.kind, answer, violations };
  }
  const given = answerList(parts.list, match, request, { fault, refusing });
  const headers = { ...given.answer.headers, ...quota.headers };
  return {
    ...given,
    stream,
    fault: fault?.kind,
    answer: { ...given.answer, headers },
    violations: [...violations, ...given.violations],
  };
}

/** The answer of a fault that stands in for the page; undefined for those that only change it. */
function faultAnswer(
  { source, gate }: DeskParts,
  { fault, errors, now }: { readonly fault: Fault; readonly errors: readonly ErrorRule[]; readonly now: number },
): Answer | undefined {
  switch (fault.kind) {
    case "rate-limited":
      return rateLimitedAnswer(errors, source.rateLimit, { seconds: fault.retryAfter, now });
    case "server-error":
      return errorAnswer(errors, {
        action: "retry",
        status: fault.status,
        otherwise: fault.status,
        message: "the source has trouble",
      });
    case "expired-token":
      gate.tokens.revokeAll();
      return errorAnswer(errors, { action: "refresh-token", otherwise: 401, message: "the token has expired" });
    case "forbidden":
      return errorAnswer(errors, { action: "skip", status: 403, otherwise: 403, message: "forbidden" });
    case "reset-mid-body":
    case "malformed-page":
    case "repeated-cursor":
    case "empty":
    case "extra-field":
    case "insert-during-paging":
    case "replaced-file":
      return undefined;
  }
}
