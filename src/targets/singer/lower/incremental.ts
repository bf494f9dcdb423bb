import type { HttpAccess } from "../../../model/http.ts";
import type { CursorFormat, CursorRequest, Incremental } from "../../../model/incremental.ts";
import { code } from "../../../printing/code.ts";
import { call, type Expression, literal, path, plain } from "../../expression.ts";
import { paramExpression } from "../../param-expression.ts";
import type { AttributePlan } from "../plan.ts";

/** The attributes of an incremental stream, in the order in which they are written. */
export function incrementalAttributes(incremental: Incremental, access: HttpAccess): AttributePlan[] {
  const { cursorField, format, request, lookback, order } = incremental;
  const attributes: (readonly [string, Expression | undefined])[] = [
    ["replication_key", literal(cursorField.join("."))],
    ["cursor_field", cursorField.length > 1 ? path(cursorField) : undefined],
    ["cursor_format", ownFormat(format)],
    ["cursor_filter", request && filterExpression(request, access)],
    ["lookback", lookback && format.kind !== "integer" ? plain(code(`timedelta(seconds=${lookback})`)) : undefined],
    ["newest_first", order === "desc" && !request ? literal(true) : undefined],
    ["is_sorted", order === "asc" ? literal(true) : undefined],
  ];
  return attributes.flatMap(([name, value]) => (value ? [{ name, value, comment: undefined }] : []));
}

/** Where it isn't what most have, which is the default. */
const ownFormat = (format: CursorFormat): Expression | undefined =>
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

function filterExpression(request: CursorRequest, access: HttpAccess): Expression {
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
