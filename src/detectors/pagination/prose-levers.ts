import type { ProseFact } from "../../evidence/http-facts.ts";
import { NOTHING_SAID } from "../../evidence/nothing-said.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { type LeverRole, PARAMETER_SIGNALS } from "./parameter-vocabulary.ts";
import { nameLevels, plainName } from "./plain-name.ts";
import type { Lever } from "./request-levers.ts";

/** What the prose about an API says of the parameters that page its lists, though operations leave them out. */
export interface SaidPaging {
  readonly levers: readonly Lever[];
  /** True where it is said of all lists, not of some. */
  readonly ofAll: boolean;
  readonly quote: string;
  readonly at: SourceRef;
}

const PAGING = /\bpaginat(ed|ion)\b|\bpaging\b|\bpages of results\b/gi;
/** How far behind the word its section reaches. */
const SECTION = 1500;
const PARAMETER =
  /[?&]([\w[\]$.]+)=|[`'"*]([\w[\]$.]+)[`'"*]+ (?:query |url |request )?(?:string )?param|\b(?:parameters?|adding|add an?|using|use|with|the)\b[^.`'"]{0,30}[`'"*]([\w[\]$.]+)[`'"*]|\|\s*[`'"*]?([\w[\]$.]+)[`'"*]?\s*\|/gi;
const ALL =
  /\b(all|every|any|each)\b[^.]{0,60}\b(lists?|collections?|resources|endpoints|requests|responses|results|arrays?|queries)\b[^.]{0,80}\b(paginat|paged|pages)|\blists? (are|is) always paginated|\bon by default\b|\b(requests|responses) (that|which) return multiple\b/i;
/** Rows that need no description. */
const BY_NAME = /^(page-name|offset-name|cursor-name|size-name)$/;
/** A name in prose says less than a declared parameter. */
const WEIGHT = 0.65;

export function saidPaging(prose: readonly ProseFact[]): SaidPaging | undefined {
  for (const { text, at, tag } of prose) {
    if (tag !== undefined) continue;
    const levers = new Map<string, Lever>();
    let first: number | undefined;
    for (const { index } of text.matchAll(PAGING)) {
      first ??= index;
      for (const lever of leversIn(text.slice(index, index + SECTION), at)) {
        if (!levers.has(lever.role)) levers.set(lever.role, lever);
      }
    }
    if (first === undefined) continue;
    const section = text.slice(Math.max(0, first - 100), first + SECTION);
    const quote = text.slice(first, first + 160).replace(/\s+/g, " ");
    return { levers: [...levers.values()], ofAll: ALL.test(section), quote, at };
  }
  return undefined;
}

function leversIn(section: string, at: SourceRef): Lever[] {
  return [...section.matchAll(PARAMETER)].flatMap((hit) => {
    const name = hit.slice(1).find((group) => group !== undefined) ?? "";
    const role = roleOf(name);
    if (!role) return [];
    return [
      {
        role,
        param: { name, in: "query" as const },
        schema: unstated(name, at),
        description: "",
        deprecated: false,
        signal: "pagination/parameter-in-prose",
        weight: WEIGHT,
        at,
      },
    ];
  });
}

function roleOf(name: string): LeverRole | undefined {
  const names = [plainName(name), nameLevels(name).at(-1) ?? ""];
  return PARAMETER_SIGNALS.find(({ id, name: pattern }) => BY_NAME.test(id) && names.some((one) => pattern.test(one)))
    ?.role;
}

/** Prose states no schema. */
function unstated(name: string, at: SourceRef): SchemaView {
  return { ...NOTHING_SAID, id: `${at.pointer}#${name}`, at };
}
