/** Of an English word: `entries` → entry. */
export function singular(word: string): string {
  if (/ies$/i.test(word)) return word.replace(/ies$/i, "y");
  if (/(?:ss|x|ch|sh)es$/i.test(word)) return word.replace(/es$/i, "");
  return /[^su]s$/i.test(word) ? word.slice(0, -1) : word;
}
