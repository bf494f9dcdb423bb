import type { Match } from "./endpoint.ts";
import type { Group } from "./entry.ts";
import { paramValue, type ReceivedRequest } from "./received-request.ts";
import type { RecordStore } from "./record-store.ts";

/** The parents that a request names; a text says why there are none such. */
export function findParents(match: Match, request: ReceivedRequest, store: RecordStore): Group["above"] | string {
  const links = match.endpoint.stream.parents;
  const values = new Map(links.map((link) => [link, paramValue(request, match.pathValues, link.param)]));
  const missing = links.find((link) => values.get(link) === undefined);
  if (missing) return `"${missing.param.name}" is missing, which says whose records are asked for`;
  let lines: Group["above"][] = [{}];
  for (const name of new Set(links.map((link) => link.stream))) {
    const own = links.filter((link) => link.stream === name);
    const [first, ...others] = own.map((link) => store.having(name, link.field, values.get(link) ?? ""));
    const entries = (first ?? []).filter((entry) => others.every((list) => list.includes(entry)));
    lines = lines.flatMap((line) => entries.flatMap((entry) => joined(line, { ...entry.above, [name]: entry })));
  }
  const asked = links.map((link) => `${link.param.name}=${values.get(link)}`).join(", ");
  return lines[0] ?? `there is no parent record with ${asked}`;
}

/** Both together, where they don't disagree about a parent. */
function joined(line: Group["above"], more: Group["above"]): Group["above"][] {
  const fits = Object.entries(more).every(([name, entry]) => line[name] === undefined || line[name] === entry);
  return fits ? [{ ...line, ...more }] : [];
}
