import type { HttpAccess } from "../../../model/http.ts";
import type { Incremental } from "../../../model/incremental.ts";
import { code } from "../../../printing/code.ts";
import { type AttributePlan, given } from "../../attributes.ts";
import { filterExpression, ownFormat } from "../../cursor-expressions.ts";
import { literal, path, plain } from "../../expression.ts";

/** The attributes of an incremental stream, in the order in which they are written. */
export function incrementalAttributes(incremental: Incremental, access: HttpAccess): AttributePlan[] {
  const { cursorField, format, request, lookback, order } = incremental;
  return given([
    ["replication_key", literal(cursorField.join("."))],
    ["cursor_field", cursorField.length > 1 ? path(cursorField) : undefined],
    ["cursor_format", ownFormat(format)],
    ["cursor_filter", request && filterExpression(request, access)],
    ["lookback", lookback && format.kind !== "integer" ? plain(code(`timedelta(seconds=${lookback})`)) : undefined],
    ["newest_first", order === "desc" && !request ? literal(true) : undefined],
    ["is_sorted", order === "asc" ? literal(true) : undefined],
  ]);
}
