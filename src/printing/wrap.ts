/** Plain words of at most `width` columns a line; control characters, line ends and runs of spaces become one space. */
export function wrapText(text: string, width: number): string[] {
  const plain = plainText(text);
  if (plain.length <= width) return [plain];
  const words = plain.split(" ").filter((word) => word !== "");
  const lines: string[] = [];
  for (const word of words.flatMap((long) => cut(long, width))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length === 0 ? [""] : lines;
}

/** Most texts are plain as they are. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line without control characters, bidirectional overrides or lone surrogates. */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
}

function cut(word: string, width: number): string[] {
  const pieces: string[] = [];
  for (let rest = word; rest !== ""; rest = rest.slice(width)) pieces.push(rest.slice(0, width));
  return pieces;
}
