/** Columns padded to their widest cell, two spaces apart; colour codes take no room. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, width(cell));
    });
  return rows
    .map((row) =>
      row
        .map((cell, at) => pad(cell, at === row.length - 1 ? 0 : (widths[at] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function pad(cell: string, to: number): string {
  return cell + " ".repeat(Math.max(0, to - width(cell)));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes start with the escape character
const COLOUR = /\u001b\[[0-9;]*m/g;

function width(cell: string): number {
  return cell.replace(COLOUR, "").length;
}

/** At most `length` characters, on one line, without control characters. */
export function shorten(text: string, length: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** `1 stream`, `2 streams`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
