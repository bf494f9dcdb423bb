import type { Node } from "../node.ts";
import type { KeyValue } from "./key-values.ts";

const LONGEST = 50_000;
/** Which column says what, by its heading. */
const COLUMNS: readonly {
  readonly says: "name" | "type" | "required" | "default" | "description";
  readonly heading: RegExp;
}[] = [
  {
    says: "name",
    heading:
      /^(?:(?:query |url |path |request )?(?:param(?:eter)?s?|fields?|arguments?|attributes?|propert(?:y|ies)|keys?|variables?)(?: name)?|name)$/i,
  },
  { says: "type", heading: /^(?:data ?)?types?$|^format$/i },
  { says: "required", heading: /^(?:required|mandatory|optional|is required|required\?|req\.?|presence)$/i },
  { says: "default", heading: /^defaults?(?: value)?$/i },
  {
    says: "description",
    heading: /^(?:descriptions?|meaning|details|notes?|explanation|about|comments?|info(?:rmation)?)$/i,
  },
];
/** Tables of what is answered, of codes and of headers tell no parameter. */
const OTHER = /\b(?:responses?|returns?|results?|answers?|outputs?|errors?|status|codes?|headers?|body|example)\b/i;

/**
 * Parameters that tables in a description tell of, in the form in which a collection lists them: the remark begins with
 * what the table says of need and type. Tables below a heading that speaks of something else are passed over.
 */
export function readDescriptionTables(description: string | undefined, node: Node): readonly KeyValue[] {
  const lines = (description ?? "").slice(0, LONGEST).split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const isHead =
      line.includes("|") && /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(lines[index + 1] ?? "");
    if (!isHead || OTHER.test(headingAbove(lines, index))) return [];
    return readTable(line, lines.slice(index + 2), node);
  });
}

function headingAbove(lines: readonly string[], index: number): string {
  return lines.slice(Math.max(0, index - 6), index).findLast((line) => line.trim() !== "") ?? "";
}

function readTable(head: string, below: readonly string[], node: Node): readonly KeyValue[] {
  const columns = cellsOf(head).map((heading) => COLUMNS.find((one) => one.heading.test(plain(heading)))?.says);
  if (!columns.includes("name") || !columns.some((says) => says === "description" || says === "type")) return [];
  const end = below.findIndex((line) => !line.includes("|"));
  return below.slice(0, end < 0 ? undefined : end).flatMap((line) => {
    const cells = cellsOf(line);
    const cell = (says: (typeof columns)[number]) => plain(cells[columns.indexOf(says)] ?? "");
    const required = columns.includes("required") ? cell("required") : "";
    const key = plain(cells[columns.indexOf("name")] ?? "")
      .replace(/\s*\((?:required|optional)\)$/i, "")
      .replace(/\*$/, "");
    if (!/^[A-Za-z_$@][\w$@.[\]-]{0,80}$/.test(key)) return [];
    const heading = plain(cellsOf(head)[columns.indexOf("required")] ?? "");
    const words = cell("description");
    const type = words === "" || cell("type") === "" ? cell("type") : `${cell("type")}:`;
    const remark = [needOf(required, heading), type, words, defaultOf(cell("default"))];
    const said = remark.filter((part) => part !== "").join(" ");
    return [
      { key, value: undefined, description: said === "" ? undefined : said, disabled: true, type: undefined, node },
    ];
  });
}

/** `yes`, `✓`, `required` below "Required"; `no` below "Optional". */
function needOf(cell: string, heading: string): string {
  const isYes = /^(?:yes|y|true|required|mandatory|always|x|✓|✔|✅|\*)/i.test(cell);
  const isNo = /^(?:no?|false|optional|-|–|✗|❌)$|^(?:no|optional)\b/i.test(cell);
  if (!isYes && !isNo) return "";
  return isYes !== /^optional/i.test(heading) ? "(Required)" : "(Optional)";
}

function defaultOf(cell: string): string {
  return /^[\w.:-]{1,40}$/.test(cell) && !/^(?:none|null|-|n\/a)$/i.test(cell) ? `Defaults to ${cell}.` : "";
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** Without marks of Markdown. */
function plain(cell: string): string {
  return cell
    .replace(/[`*]|^_+|_+$|<[^>]*>/g, "")
    .replaceAll("\\", "")
    .trim();
}
