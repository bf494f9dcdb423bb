import { type Collection, KEY, type Part, type Piece, unquoted } from "./collection.ts";

/**
 * A map or list that is written an entry a line, by its indentation; undefined for anything else (a single value, text in
 * brackets, several documents). Texts of many lines lie deeper than their key, so that none of them is taken for an entry.
 */
export function cutBlock({ text, line }: Piece): Collection | undefined {
  const lines = text.split(/(?<=\n)/);
  const first = lines.find(holdsSomething) ?? "";
  const kind = isItem(first) ? "list" : KEY.test(first) ? "map" : undefined;
  if (kind === undefined) return undefined;
  const indent = indentOf(first);
  // A list below a key may stand as far left as the key.
  const isDeeper = (one: string) => indentOf(one) > indent || (kind === "map" && isItem(one));
  const { groups, below } = grouped(lines, line, isDeeper);
  const isWrong = kind === "list" ? (one: string) => !isItem(one) : (one: string) => !KEY.test(one);
  if (groups.some((group) => indentOf(group.first) < indent || isWrong(group.first))) return undefined;
  const parts = groups.map((group) => (kind === "list" ? itemOf(group, indent) : entryOf(group)));
  return { kind, parts, style: { kind: "block", indent }, below };
}

/** Each line that starts a part with what stands above it and deeper below it. */
function grouped(lines: readonly string[], line: number, isDeeper: (one: string) => boolean) {
  const groups: Group[] = [];
  let waiting = "";
  for (const [index, one] of lines.entries()) {
    if (!holdsSomething(one)) {
      waiting += one;
      continue;
    }
    const open = groups.at(-1);
    if (open && isDeeper(one)) open.more.push(waiting, one);
    else groups.push({ above: waiting, first: one, more: [], line: line + index });
    waiting = "";
  }
  return { groups, below: waiting };
}

interface Group {
  readonly above: string;
  readonly first: string;
  readonly more: string[];
  readonly line: number;
}

function itemOf({ above, first, more, line }: Group, indent: number): Part {
  const rest = more.join("");
  if (first.trim() === "-") return { key: "", above, head: first, value: { text: rest, line: line + 1 } };
  const text = `${first.slice(0, indent)} ${first.slice(indent + 1)}${rest}`;
  return { key: "", above, head: "", value: { text, line } };
}

function entryOf({ above, first, more, line }: Group): Part {
  const match = KEY.exec(first);
  const head = match?.[0] ?? "";
  const text = first.slice(head.length) + more.join("");
  return { key: unquoted(match?.[1] ?? ""), above, head, value: { text, line } };
}

/** Comments and blank lines belong to what follows. */
function holdsSomething(line: string): boolean {
  return !/^\s*(#|$)/.test(line);
}

function isItem(line: string): boolean {
  return /^ *-(\s|$)/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.replace(/^ +/, "").length;
}
