/** `a, b,a` → its words, each once. */
export function parseList(text: string): string[] {
  const words = text.split(",").map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== "");
}
