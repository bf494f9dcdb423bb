import type { StopRule } from "../../model/pagination.ts";
import type { Pointer } from "./answer-pointers.ts";
import type { PointerRole } from "./answer-vocabulary.ts";
import type { PagingHeader } from "./response-headers.ts";

interface StopSources {
  readonly pointers: readonly Pointer[];
  readonly headers: readonly PagingHeader[];
}

/** When numbered pages (or offsets) end: a flag, a total, else an empty answer, which is a guess. */
export function numberedStop({ pointers, headers }: StopSources): StopRule {
  const flag = flagStop(pointers);
  if (flag) return flag;
  const pages = first(pointers, "total-pages");
  if (pages) return { kind: "total-pages", path: pages.path };
  const items = first(pointers, "total-items");
  if (items) return { kind: "total-items", path: items.path };
  const header = headers.find(({ role }) => role === "total-pages" || role === "total-items");
  if (header)
    return { kind: "total-header", name: header.name, counts: header.role === "total-pages" ? "pages" : "items" };
  return { kind: "empty-page", guessed: true };
}

/** A token's absence ends a list, unless a flag says so itself: some sources go on handing out tokens. */
export function tokenStop(pointers: readonly Pointer[]): StopRule {
  return flagStop(pointers) ?? { kind: "no-cursor" };
}

export function flagStop(pointers: readonly Pointer[]): StopRule | undefined {
  const more = first(pointers, "has-more");
  if (more) return { kind: "flag", path: more.path, goOn: true };
  const last = first(pointers, "is-last");
  return last && { kind: "flag", path: last.path, goOn: false };
}

function first(pointers: readonly Pointer[], role: PointerRole): Pointer | undefined {
  return pointers
    .filter((pointer) => pointer.role === role)
    .reduce<Pointer | undefined>((best, next) => (best && best.weight >= next.weight ? best : next), undefined);
}
