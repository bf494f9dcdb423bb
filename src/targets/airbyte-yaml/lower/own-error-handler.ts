import type { YamlMap, YamlValue } from "../../../printing/yaml.ts";
import type { Authentication } from "./authenticators.ts";
import type { Definitions } from "./definitions.ts";
import { filterReferences, isTaken, malformedPage, ownFilters, type ResponseFilter } from "./error-handling.ts";
import type { Paging } from "./pagination.ts";
import type { HttpStream } from "./scope.ts";

interface Parts {
  readonly stream: HttpStream;
  readonly shared: readonly ResponseFilter[];
  readonly auth: Authentication;
  readonly definitions: Definitions;
  readonly isParent: boolean;
}

/** What a stream answers errors with, where that isn't what all others do. */
export function ownErrorHandler({ stream, shared, auth, definitions, isParent }: Parts, { guards }: Paging): YamlMap {
  const own = ownFilters(stream, auth);
  if (guards.length === 0 && own.length === 0 && !isParent) return {};
  const before = guards.map(definitions.filter);
  const after = [...shared.filter((filter) => !isTaken(filter, own)), definitions.filter(malformedPage(isParent))];
  const handler = (filters: readonly YamlValue[]): YamlMap => ({
    $ref: "#/definitions/error_handler",
    response_filters: [...filterReferences(before), ...filters, ...filterReferences(after)],
  });
  // What is said of this stream alone stands at it.
  if (own.some(({ isSpoken }) => isSpoken)) return { error_handler: handler(own.map(({ component }) => component)) };
  const name = [...guards, ...own].map((filter) => filter.name).concat(isParent ? ["of_parent"] : []);
  return {
    error_handler: definitions.refer("error_handlers", {
      name: name.join("_").slice(0, 80),
      component: handler(filterReferences(own.map(definitions.filter))),
    }),
  };
}
