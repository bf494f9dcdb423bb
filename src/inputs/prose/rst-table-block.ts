import { trimmedRuns } from "./block-builder.ts";
import { type Block, type Cell, lineAt, type Run } from "./blocks.ts";
import { dedented, type ReadBody, type RstPage } from "./rst-page.ts";
import type { Line, RawTable } from "./rst-tables.ts";

/** `read` reads one cell. */
export function tableBlock(table: RawTable, page: RstPage, read: ReadBody, line: number): Block {
  const cell = (lines: readonly Line[]) => cellOf(read(dedented(lines)));
  return {
    kind: "table",
    header: table.header.map(cell),
    rows: table.rows.map((row) => ({ cells: row.cells.map(cell), at: lineAt(page.document, row.line) })),
    at: lineAt(page.document, line),
  };
}

function cellOf(blocks: readonly Block[]): Cell {
  const runs = blocks.flatMap((block): Run[] =>
    block.kind === "paragraph" || block.kind === "heading" ? [{ text: "\n" }, ...block.words] : [],
  );
  return { words: trimmedRuns(runs), blocks: blocks.filter(({ kind }) => kind !== "paragraph") };
}
