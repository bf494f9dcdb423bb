import { plainText } from "./wrap.ts";

/** Prose from a document as inert Markdown on one line: no markup, no HTML and no table cell can come of it. */
export function markdownText(text: string): string {
  return plainText(text)
    .replace(/[\\`*_{}[\]<>()#+!|~$]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/^([-=]|\d+\.)/, "\\$1");
}

/** A code span; a longer run of backticks around it than any in it. */
export function markdownCode(text: string): string {
  const plain = plainText(text);
  if (plain === "") return "` `";
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${ticks}${space}${plain.replaceAll("|", "\\|")}${space}${ticks}`;
}

/** A table; the cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
