import type { HttpAccess } from "../model/http.ts";
import { code } from "../printing/code.ts";
import { errorRule } from "./error-expressions.ts";
import { type Expression, plain } from "./expression.ts";

/** A value that several streams name. */
export interface ConstantPlan {
  readonly name: string;
  readonly value: Expression;
}

const FEWEST = 3;

/** What statuses are called; others are called by their number. */
const STATUSES: Readonly<Record<number, string>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  402: "PAYMENT_REQUIRED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  406: "NOT_ACCEPTABLE",
  409: "CONFLICT",
  410: "GONE",
  412: "PRECONDITION_FAILED",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE",
  423: "LOCKED",
  451: "UNAVAILABLE_FOR_LEGAL_REASONS",
  500: "SERVER_ERROR",
  501: "NOT_IMPLEMENTED",
  502: "BAD_GATEWAY",
  503: "SERVICE_UNAVAILABLE",
  504: "GATEWAY_TIMEOUT",
};

/** Rules that several streams have word by word, one for a status at most: they get a name. */
export function commonErrors(accesses: readonly HttpAccess[]): ConstantPlan[] {
  const single = accesses.flatMap(({ errors }) =>
    (errors ?? []).flatMap((rule) => {
      const [status, ...others] = rule.statuses;
      return status === undefined || others.length > 0 || rule.body ? [] : [{ status, value: errorRule(rule) }];
    }),
  );
  const byStatus = [...Map.groupBy(single, ({ status }) => status)].sort(([one], [other]) => one - other);
  return byStatus.flatMap(([status, rules]) => {
    const alike = [...Map.groupBy(rules, ({ value }) => value.code.text).values()];
    const [most] = alike.sort((one, other) => other.length - one.length);
    const [first] = most ?? [];
    if (!first || !most || most.length < FEWEST) return [];
    return [{ name: STATUSES[status] ?? `STATUS_${status}`, value: first.value }];
  });
}

/** The rule by its name, where it has one. */
export function named(rule: Expression, constants: readonly ConstantPlan[]): Expression {
  const constant = constants.find(({ value }) => value.code.text === rule.code.text);
  return constant ? plain(code(constant.name)) : rule;
}
