/** A line of the source with its number. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/** Cells are lines of their own, to be read like a page. */
export interface RawTable {
  readonly header: readonly (readonly Line[])[];
  readonly rows: readonly { readonly cells: readonly (readonly Line[])[]; readonly line: number }[];
}

const GRID_EDGE = /^\s*\+(?:[-=]+\+)+\s*$/;
const SIMPLE_EDGE = /^\s*=+(?: +=+)+\s*$/;

export function isTableEdge(text: string): "grid" | "simple" | undefined {
  if (GRID_EDGE.test(text)) return "grid";
  return SIMPLE_EDGE.test(text) ? "simple" : undefined;
}

/** The lines from the first edge of a simple table to its last one; `undefined`: it has no end. */
export function simpleTable(lines: readonly Line[]): { readonly table: RawTable; readonly length: number } | undefined {
  const edges = edgesOf(lines);
  const last = edges.at(-1);
  if (edges.length < 2 || last === undefined) return undefined;
  const columns = columnsOf(lines[0]?.text ?? "");
  const headed = edges.length > 2;
  const headerEnd = headed ? (edges[1] ?? 0) : 0;
  const header = headed ? (rowsOf(lines.slice(1, headerEnd), columns)[0]?.cells ?? []) : [];
  return { table: { header, rows: rowsOf(lines.slice(headerEnd + 1, last), columns) }, length: last + 1 };
}

/** Of the first table: it ends with an edge that a blank line follows, or at a blank line behind its third edge. */
function edgesOf(lines: readonly Line[]): number[] {
  const edges: number[] = [];
  for (const [index, { text }] of lines.entries()) {
    const isEdge = SIMPLE_EDGE.test(text);
    if (isEdge) edges.push(index);
    const next = lines[index + 1]?.text.trim() ?? "";
    if (isEdge && edges.length >= 2 && next === "") break;
    if (edges.length >= 3 && text.trim() === "") break;
  }
  return edges;
}

type Column = readonly [start: number, end: number];

function columnsOf(edge: string): readonly Column[] {
  const found = [...edge.matchAll(/=+/g)].map(({ index, 0: bar }): Column => [index, index + bar.length]);
  return found.map(([start, end], at): Column => [at === 0 ? 0 : start, at === found.length - 1 ? Infinity : end]);
}

/** A row begins where the first column has text. */
function rowsOf(lines: readonly Line[], columns: readonly Column[]): RawTable["rows"][number][] {
  const rows: { cells: Line[][]; line: number }[] = [];
  for (const line of lines) {
    if (/^\s*[-=]+(?: +[-=]+)*\s*$/.test(line.text)) continue;
    const cells = cellTexts(line.text, columns);
    if ((cells[0] ?? "").trim() !== "" || rows.length === 0) {
      if (line.text.trim() === "") continue;
      rows.push({ cells: columns.map(() => []), line: line.number });
    }
    const row = rows.at(-1);
    for (const [at, text] of cells.entries()) row?.cells[at]?.push({ text, number: line.number });
  }
  return rows;
}

/** Tabs and careless writers move text over a column's edge: it is cut at the gap that is nearest. */
function cellTexts(text: string, columns: readonly Column[]): string[] {
  const edges = columns.slice(1).map(([start]) => start);
  const cells: string[] = [];
  let from = 0;
  for (const edge of edges) {
    const cut = gapNear(text, edge, from);
    cells.push(text.slice(from, cut));
    from = cut;
  }
  cells.push(text.slice(from));
  return cells.map((cell) => cell.trimEnd());
}

function gapNear(text: string, edge: number, from: number): number {
  if (edge >= text.length || /\s/.test(text.charAt(edge - 1))) return Math.max(edge, from);
  const before = text.lastIndexOf(" ", edge);
  const after = text.indexOf(" ", edge);
  const nearest = after < 0 || edge - before <= after - edge ? before : after;
  return Math.max(nearest < 0 ? edge : nearest, from);
}

export function gridTable(lines: readonly Line[]): { readonly table: RawTable; readonly length: number } {
  const end = lines.findIndex(({ text }) => !/^\s*[+|]/.test(text));
  const length = end < 0 ? lines.length : end;
  const edges = [...(lines[0]?.text ?? "").matchAll(/\+/g)].map(({ index }) => index);
  const columns = edges.slice(0, -1).map((start, at): Column => [start + 1, edges[at + 1] ?? Infinity]);
  const rows: { cells: Line[][]; line: number }[] = [];
  let header: readonly Line[][] = [];
  let fresh = true;
  for (const { text, number } of lines.slice(0, length)) {
    if (GRID_EDGE.test(text)) {
      if (text.includes("=") && rows.length === 1) header = rows.pop()?.cells ?? [];
      fresh = true;
      continue;
    }
    if (fresh) rows.push({ cells: columns.map(() => []), line: number });
    fresh = false;
    const row = rows.at(-1);
    for (const [at, [from, to]] of columns.entries()) {
      row?.cells[at]?.push({
        text: text
          .slice(from, to)
          .replace(/^ /, "")
          .replace(/\s*\|?\s*$/, ""),
        number,
      });
    }
  }
  return { table: { header, rows }, length };
}
