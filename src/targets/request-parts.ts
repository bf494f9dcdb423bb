import type { HttpAccess } from "../model/http.ts";
import type { Setting } from "../model/setting.ts";
import type { Stream } from "../model/stream.ts";
import { call, dictOf, type Expression, literal, path, tupleOf } from "./expression.ts";
import { paramExpression } from "./param-expression.ts";
import { attributeJson, attributeValue } from "./setting-values.ts";

/** What a request always has, as the support code's attributes; undefined where there is nothing of the kind. */
interface RequestParts {
  readonly query: Expression | undefined;
  readonly headers: Expression | undefined;
  readonly body: Expression | undefined;
  /** Parameters from settings that aren't in the query or a header. */
  readonly inputs: Expression | undefined;
}

export function requestParts(access: HttpAccess, settings: readonly Setting[]): RequestParts {
  const inputs = (where: "query" | "header") =>
    access.inputs
      .filter(({ param }) => param.in === where)
      .map((link) => [link.param.name, call("Setting", [literal(link.setting)])] as const);
  const constants = (list: HttpAccess["query"]) =>
    list.map(({ name, value }) => [name, attributeValue(value, settings)] as const);
  const query = [...constants(access.query), ...inputs("query")];
  const headers = [...constants(access.headers), ...inputs("header")];
  const others = access.inputs.filter(({ param }) => param.in === "path" || param.in === "body");
  return {
    query: query.length === 0 ? undefined : dictOf(query),
    headers: headers.length === 0 ? undefined : dictOf(headers),
    body: access.body && attributeJson(access.body.value, settings),
    inputs: others.length === 0 ? undefined : tupleOf(others.map((link) => inputPair(link, access))),
  };
}

function inputPair({ param, setting }: HttpAccess["inputs"][number], access: HttpAccess): Expression {
  return tupleOf([paramExpression(param, access), call("Setting", [literal(setting)])]);
}

/** What leads to a stream; undefined where nothing does. */
export function parentsExpression({ parents }: Pick<Stream, "parents">, access: HttpAccess): Expression | undefined {
  if (parents.length === 0) return undefined;
  return tupleOf(
    parents.map((link) =>
      call("Parent", [], {
        stream: literal(link.stream),
        field: path(link.field),
        param: paramExpression(link.param, access),
        record_field: link.recordField === undefined ? undefined : literal(link.recordField),
      }),
    ),
  );
}
