import type { Pagination } from "../model/pagination.ts";
import type { FieldPath } from "../model/values.ts";
import type { Answer } from "./change.ts";
import { type DocumentedParameter, findParameter, parameterName } from "./documented-parameter.ts";
import { lookUp } from "./find-records.ts";
import type { StreamChange } from "./parameter-changes.ts";
import type { Nodes, SchemaNode } from "./schema-node.ts";
import { pageParameters } from "./sent-parameters.ts";

/** One stream's answers and the parameters of its requests, in both documents. */
export interface Paged {
  /** The connector's. */
  readonly pagination: Pagination;
  /** Fields of the old answer that may lead to the next page, used or not. */
  readonly pointers: readonly FieldPath[];
  /** What an analysis finds in the new document. */
  readonly found: Pagination | undefined;
  readonly old: {
    readonly answer: Answer | undefined;
    readonly nodes: Nodes;
    readonly parameters: readonly DocumentedParameter[];
  };
  readonly now: {
    readonly answer: Answer | undefined;
    readonly nodes: Nodes;
    readonly parameters: readonly DocumentedParameter[];
  };
}

/** What the connector pages by and no longer finds, beside the parameters that it sends. */
export function pagingChanges(paged: Paged): readonly StreamChange[] {
  return [
    ...placesOf(paged).flatMap((place) => gonePlace(place, paged)),
    ...headersRead(paged.pagination).flatMap((name) => goneHeader(name, paged)),
    ...smallerPages(paged),
    ...otherFirstPage(paged),
    ...pagedNow(paged),
  ];
}

interface Place {
  readonly path: FieldPath;
  readonly tells: string;
}

function placesOf({ pagination, pointers }: Paged): readonly Place[] {
  const tells = "was a way to the next page (the connector pages otherwise)";
  const further = pagination.kind === "none" ? [] : pointers.map((path) => ({ path, tells }));
  const all = [...placesRead(pagination), ...further];
  const seen = new Set<string>();
  return all.filter(({ path }) => !seen.has(path.join("\0")) && seen.add(path.join("\0")));
}

/** Fields of an answer, beside its records, that lead on or tell that there is no more. */
function placesRead(pagination: Pagination): readonly Place[] {
  const stop = "stop" in pagination ? pagination.stop : undefined;
  const end = stop && "path" in stop ? [{ path: stop.path, tells: "tells where the list ends" }] : [];
  return [...leadingOn(pagination), ...end];
}

function leadingOn(pagination: Pagination): readonly Place[] {
  if (pagination.kind === "next-url") return [{ path: pagination.path, tells: "holds the next page's address" }];
  return pagination.kind === "cursor" && pagination.next.from === "body"
    ? [{ path: pagination.next.path, tells: "leads to the next page" }]
    : [];
}

function headersRead(pagination: Pagination): readonly string[] {
  const names: string[] = [];
  if (pagination.kind === "link-header") names.push("Link");
  if (pagination.kind === "cursor" && pagination.next.from === "header") names.push(pagination.next.name);
  if ("stop" in pagination && pagination.stop.kind === "total-header") names.push(pagination.stop.name);
  return [...new Set(names)];
}

function gonePlace({ path, tells }: Place, { old, now, found }: Paged): StreamChange[] {
  const [before, after] = [rootOf(old), rootOf(now)];
  if (!before || !after) return [];
  const held = lookUp(before, path);
  if (held.kind !== "found" || lookUp(after, path).kind !== "gone") return [];
  const [next] = (found ? leadingOn(found) : []).filter((place) => lookUp(before, place.path).kind === "gone");
  const successor = next?.path.join(".") ?? null;
  return [
    {
      class: "breaking",
      about: "pagination",
      detail: `the answer's field ${path.join(".")}, which ${tells}, is gone${successor === null ? "" : `; ${successor} may stand in its place`}`,
      evidence: { old: path.join("."), new: successor, oldAt: held.node.at, newAt: after.at },
    },
  ];
}

function rootOf({ answer, nodes }: Paged["old"]): SchemaNode | undefined {
  return answer?.media.schema && nodes(answer.media.schema);
}

/** Headers are often left out of documents: one that is no longer named may still be sent. */
function goneHeader(name: string, { old, now }: Paged): StreamChange[] {
  const find = ({ answer }: Paged["old"]) =>
    answer?.response.headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
  const before = find(old);
  if (!before || !now.answer || find(now)) return [];
  return [
    {
      class: "risky",
      about: "pagination",
      detail: `the answer's header ${name}, by which the connector pages, is no longer documented`,
      evidence: { old: `header:${name}`, new: null, oldAt: before.at, newAt: now.answer.response.at },
    },
  ];
}

/** Pages of the size that the connector asks for are no longer allowed. */
function smallerPages({ pagination, old, now }: Paged): StreamChange[] {
  if (!("sizeParam" in pagination) || !pagination.sizeParam || pagination.pageSize === undefined) return [];
  const [before, after] = [
    findParameter(pagination.sizeParam, old.parameters),
    findParameter(pagination.sizeParam, now.parameters),
  ];
  const most = after?.maximum;
  if (!after || !before || most === undefined || most >= pagination.pageSize) return [];
  if (before.maximum !== undefined && before.maximum <= most) return [];
  return [
    {
      class: "breaking",
      about: "pagination",
      detail: `${after.name} takes at most ${most}, and the connector asks for ${pagination.pageSize}`,
      evidence: { old: before.maximum ?? null, new: most, oldAt: before.at, newAt: after.at },
      parameter: parameterName(after),
    },
  ];
}

/** Counting starts elsewhere: the first page would be left out, or asked for twice. */
function otherFirstPage({ pagination, old, now }: Paged): StreamChange[] {
  if (pagination.kind !== "page-number") return [];
  const [before, after] = [
    findParameter(pagination.pageParam, old.parameters),
    findParameter(pagination.pageParam, now.parameters),
  ];
  const [was, is] = [before && startOf(before), after && startOf(after)];
  if (!before || !after || was === undefined || is === undefined || was === is || is === pagination.firstPage)
    return [];
  return [
    {
      class: "breaking",
      about: "pagination",
      detail: `pages are counted from ${is}, and the connector starts at ${pagination.firstPage}`,
      evidence: {
        old: `${before.name} from ${was}`,
        new: `${after.name} from ${is}`,
        oldAt: before.at,
        newAt: after.at,
      },
      parameter: parameterName(after),
    },
  ];
}

/**
 * A list that was one answer and comes in pages: the connector reads the first one. Where a size of pages is documented
 * records are lost; where none is, the list may still come whole.
 */
function pagedNow({ pagination, found, old, now }: Paged): StreamChange[] {
  if (pagination.kind !== "none" || !found) return [];
  const [param] = pageParameters(found);
  const lever = param && findParameter(param, now.parameters);
  if (!lever || findParameter(param, old.parameters)) return [];
  const size = "sizeParam" in found && found.sizeParam ? findParameter(found.sizeParam, now.parameters) : undefined;
  const isCut = size !== undefined && (size.default !== undefined || size.maximum !== undefined);
  return [
    {
      class: isCut ? "breaking" : "risky",
      about: "pagination",
      detail: `the list comes in pages now (${lever.name}), and the connector reads one answer`,
      evidence: { old: null, new: parameterName(lever), newAt: lever.at },
      parameter: parameterName(lever),
    },
  ];
}

function startOf({ default: value, minimum }: DocumentedParameter): number | undefined {
  return typeof value === "number" ? value : minimum;
}
