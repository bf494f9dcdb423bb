import { diagnose } from "../../../diagnostics/collector.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { type Found, filled, isList, isMap, type NodeMap } from "./manifest-tree.ts";

/** Filters that never get their turn, and actions that a composite handler overrules. */
export function errorHandlerProblems(components: readonly Found[], manifest: NodeMap): Diagnostic[] {
  return components.flatMap((found) => {
    if (found.type === "DefaultErrorHandler") return unreachedFilters(found, manifest);
    return found.type === "CompositeErrorHandler" ? overruledActions(found, manifest) : [];
  });
}

function filtersOf(handler: NodeMap, manifest: NodeMap): readonly NodeMap[] {
  const filters = filled(handler, manifest).response_filters;
  return isList(filters) ? filters.map((filter) => filled(filter, manifest)) : [];
}

const codesOf = (filter: NodeMap): readonly number[] =>
  isList(filter.http_codes) ? filter.http_codes.filter((code) => typeof code === "number") : [];

function unreachedFilters({ value, path }: Found, manifest: NodeMap): Diagnostic[] {
  const taken = new Set<number>();
  return filtersOf(value, manifest).flatMap((filter, index) => {
    const codes = codesOf(filter);
    const isUnreached = codes.length > 0 && filter.predicate === undefined && codes.every((code) => taken.has(code));
    for (const code of codes) taken.add(code);
    return isUnreached
      ? [diagnose("airbyte/filter-unreached", { codes: codes.join(", "), path: `${path}.response_filters[${index}]` })]
      : [];
  });
}

/** After these the CDK asks the next handler as well, and takes its answer. */
const OVERRULED = ["FAIL", "RATE_LIMITED", "REFRESH_TOKEN_THEN_RETRY"];

function overruledActions({ value, path }: Found, manifest: NodeMap): Diagnostic[] {
  const handlers = filled(value, manifest).error_handlers;
  if (!isList(handlers)) return [];
  return handlers.flatMap((handler, index) => {
    if (!isMap(handler)) return [];
    const filters = filtersOf(handler, manifest);
    const at = `${path}.error_handlers[${index}]`;
    const isLast = index === handlers.length - 1;
    return [
      ...(isLast
        ? []
        : filters
            .filter((filter) => OVERRULED.includes(String(filter.action)))
            .map((filter) => diagnose("airbyte/action-overruled", { action: String(filter.action), path: at }))),
      ...(index > 0 && isIgnored(filters, handlers.slice(0, index), manifest)
        ? [diagnose("airbyte/ignore-too-late", { path: at })]
        : []),
    ];
  });
}

/** A handler before it answers success or a retry of its own for the same status. */
function isIgnored(filters: readonly NodeMap[], before: readonly unknown[], manifest: NodeMap): boolean {
  const ignored = filters.filter(({ action }) => action === "IGNORE").flatMap(codesOf);
  const retried = before.flatMap((handler) =>
    isMap(handler as NodeMap)
      ? filtersOf(handler as NodeMap, manifest)
          .filter(({ action }) => action === "RETRY" || action === "SUCCESS")
          .flatMap(codesOf)
      : [],
  );
  return ignored.some((code) => retried.includes(code) || RETRIED_BY_DEFAULT.includes(code));
}

const RETRIED_BY_DEFAULT = [408, 500, 502, 503, 504];
