import type { HttpAccess } from "../model/http.ts";
import type { Param } from "../model/pagination.ts";
import { call, type Expression, literal } from "./expression.ts";

/** A parameter's place; a form has no levels. */
export function paramExpression(param: Param, access: HttpAccess): Expression {
  const name = [literal(param.name)];
  switch (param.in) {
    case "query":
      return call("Query", name);
    case "header":
      return call("Header", name);
    case "path":
      return call("Path", name);
    case "body":
      return call(access.body?.encoding === "form" ? "FormField" : "Body", name);
  }
}
