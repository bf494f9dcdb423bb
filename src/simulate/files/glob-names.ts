/** Whether a path is meant by a glob: `*` stays within a folder, `**` is any number of them. */
export function matchesGlob(path: string, glob: string): boolean {
  return new RegExp(`^${expression(glob.replace(/^\/+|\/+$/g, ""))}$`, "s").test(path);
}

/** A name without folders, by a pattern without them. */
export function isIgnored(path: string, ignore: readonly string[]): boolean {
  const name = path.split("/").at(-1) ?? "";
  return ignore.some((glob) => (glob.includes("/") ? matchesGlob(path, glob) : matchesGlob(name, glob)));
}

const WORDS = /\*\*\/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?[]+|\[/g;

function expression(glob: string): string {
  return [...glob.matchAll(WORDS)].map(([word]) => part(word)).join("");
}

function part(word: string): string {
  if (word === "**/") return "(?:.*/)?";
  if (word === "**") return ".*";
  if (word === "*") return "[^/]*";
  if (word === "?") return "[^/]";
  if (/^\[.+\]$/s.test(word)) return `[${word.slice(1, -1).replace(/[\\[]/g, "\\$&").replace(/^!/, "^")}]`;
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Whether a glob means one file only. */
export const isOneFile = (glob: string): boolean => !/[*?[]/.test(glob);

/** The name of the `number`th file that a glob means; every second one lies deeper, where it may. */
export function globName(glob: string, number: number): string {
  const digits = String(number).padStart(4, "0");
  const deep = number % 2 === 1 ? `deep ${number}/er/` : "";
  let marks = 0;
  const signs = [...glob].filter((sign) => sign === "?").length;
  return [...glob.replace(/^\/+|\/+$/g, "").matchAll(WORDS)]
    .map(([word]) => {
      if (word === "**/") return deep;
      if (word === "**" || word === "*") return digits;
      if (word === "?") return digits.padStart(signs, "0").at(marks++ - signs) ?? "0";
      return /^\[.+\]$/s.test(word) ? firstOf(word) : word;
    })
    .join("");
}

/** A character that a set allows. */
function firstOf(set: string): string {
  if (!set.startsWith("[!")) return set.charAt(1);
  return [..."abc019xyz_-"].find((sign) => matchesGlob(sign, set)) ?? "a";
}
