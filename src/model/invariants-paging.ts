import type { HttpAccess } from "./http.ts";
import type { ModelProblem } from "./invariants-problem.ts";
import type { Pagination, StopRule } from "./pagination.ts";
import type { FieldPath } from "./values.ts";

/** What is wrong with how a stream's records are spread over answers. */
export function pagingProblems(path: string, { pagination, recordsPath }: HttpAccess): ModelProblem[] {
  if (pagination.kind === "none") return [];
  const problems: ModelProblem[] = [];
  const { pageSize } = pagination;
  if (pageSize !== undefined && !(Number.isInteger(pageSize) && pageSize > 0))
    problems.push({ path: `${path}.pageSize`, problem: `${pageSize} is no positive whole number` });
  for (const place of bodyPlaces(pagination)) problems.push(...placeProblems(path, place, recordsPath));
  return [...problems, ...startProblems(path, pagination), ...stopProblems(path, pagination)];
}

/** Where in the body paging looks. */
function bodyPlaces(pagination: Pagination): FieldPath[] {
  if (pagination.kind === "next-url") return [pagination.path];
  const places: FieldPath[] = [];
  if (pagination.kind === "cursor" && pagination.next.from === "body") places.push(pagination.next.path);
  if ("stop" in pagination && "path" in pagination.stop) places.push(pagination.stop.path);
  return places;
}

function placeProblems(path: string, place: FieldPath, recordsPath: FieldPath): ModelProblem[] {
  const text = place.join(".");
  if (place.length === 0) return [{ path, problem: "a place in the body is empty" }];
  if (recordsPath.length === 0 || recordsPath[0] === "*")
    return [{ path, problem: `the records are the whole body, so there is no ${text} beside them` }];
  const inside = recordsPath.every((name, index) => place[index] === name);
  return inside ? [{ path, problem: `${text} lies inside the records` }] : [];
}

function startProblems(path: string, pagination: Pagination): ModelProblem[] {
  const first = pagination.kind === "page-number" ? pagination.firstPage : undefined;
  const offset = pagination.kind === "offset" ? pagination.firstOffset : undefined;
  return [first, offset]
    .filter((number) => number !== undefined && !(Number.isInteger(number) && number >= 0))
    .map((number) => ({ path, problem: `counting can't start at ${number}` }));
}

/** Stop rules that need something which the kind of paging doesn't have. */
function stopProblems(path: string, pagination: Pagination): ModelProblem[] {
  if (!("stop" in pagination)) return [];
  const { stop } = pagination;
  const problem = (text: string) => [{ path: `${path}.stop`, problem: text }];
  if (stop.kind === "no-cursor" && !hasCursor(pagination))
    return problem("no answer holds a cursor that could be missing");
  if (needsSize(stop) && pagination.pageSize === undefined)
    return problem("a short page can't be told without a page size");
  return [];
}

function hasCursor(pagination: Pagination): boolean {
  return pagination.kind === "cursor" && pagination.next.from !== "last-record";
}

function needsSize(stop: StopRule): boolean {
  return stop.kind === "short-page" && stop.guessed !== true;
}
