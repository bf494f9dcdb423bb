import type { Setting } from "./setting.ts";
import { templateParts } from "./template.ts";
import type { Template } from "./values.ts";

/** Something that can't be true of a source; `path` names the place: `streams.orders.access.pagination.pageSize`. */
export interface ModelProblem {
  readonly path: string;
  readonly problem: string;
}

/** In an address, a brace pair that names no setting is a placeholder that nobody fills. */
export function urlProblems(path: string, url: Template, settings: readonly Setting[]): ModelProblem[] {
  const problems: ModelProblem[] = [];
  for (const part of templateParts(url, settings)) {
    const hole = part.kind === "text" ? /\{[^{}]*\}/.exec(part.text)?.[0] : undefined;
    if (hole !== undefined) problems.push({ path, problem: `nothing fills ${hole}` });
  }
  if (url === "") problems.push({ path, problem: "it is empty" });
  if (url.endsWith("/") && path.endsWith("baseUrl")) problems.push({ path, problem: "it ends in a slash" });
  return problems;
}
