import type { HttpAccess } from "../model/http.ts";
import type { CursorFormat, CursorRequest } from "../model/incremental.ts";
import type { Stream } from "../model/stream.ts";
import { call, type Expression, literal } from "./expression.ts";
import { paramExpression } from "./param-expression.ts";
import type { Loss } from "./target.ts";

/** Where it isn't what most have, which is the default. */
export const ownFormat = (format: CursorFormat): Expression | undefined =>
  format.kind === "date-time" ? undefined : formatExpression(format);

function formatExpression(format: CursorFormat): Expression {
  switch (format.kind) {
    case "date-time":
      return call("DateTimes");
    case "date":
      return call("Dates");
    case "epoch-seconds":
      return call("EpochSeconds");
    case "epoch-milliseconds":
      return call("EpochMilliseconds");
    case "integer":
      return call("Integers");
    case "pattern":
      return call("Pattern", [literal(format.pattern)]);
  }
}

export function filterExpression(request: CursorRequest, access: HttpAccess): Expression {
  const { until, template, operator } = request;
  // Both ends in one parameter would need the filter language's "and", which the model doesn't hold.
  const other = until && until.name !== request.name ? until : undefined;
  return call("CursorFilter", [], {
    param: paramExpression(request, access),
    format: ownFormat(request.format),
    template: template === undefined ? undefined : literal(template),
    inclusive: operator === "gte" ? undefined : literal(false),
    until:
      other &&
      call("Until", [], {
        param: paramExpression(other, access),
        template: other.template === undefined ? undefined : literal(other.template),
        inclusive: other.operator === "lte" ? undefined : literal(false),
      }),
  });
}

/** The other end of a filter that has one parameter for both. */
export function untilLosses({ name, incremental }: Stream): Loss[] {
  const request = incremental?.request;
  if (!request?.until || request.until.name !== request.name) return [];
  return [
    {
      path: `streams.${name}.incremental.request.until`,
      lost: `the other end of the filter, which shares the parameter ${request.name}`,
      instead: "records are asked for from the state on, without an end",
    },
  ];
}
