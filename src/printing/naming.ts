import { isPythonReserved } from "./python-words.ts";

/** The words of a name in any spelling: `HTTPServer_id2` → http, server, id2. Never empty. */
export function words(name: string): string[] {
  const found = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return found.length === 0 ? ["unnamed"] : found;
}

export const snakeCase = (name: string): string => words(name).join("_");
export const kebabCase = (name: string): string => words(name).join("-");
export const pascalCase = (name: string): string =>
  words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** A snake_case Python identifier: never a keyword, never starting with a digit. */
export function pythonName(name: string): string {
  const snake = snakeCase(name);
  if (/^[0-9]/.test(snake)) return `n${snake}`;
  return isPythonReserved(snake) ? `${snake}_` : snake;
}

/** A PascalCase Python class name, with the suffix that tells its kind. */
export function pythonClassName(name: string, suffix: string): string {
  const pascal = pascalCase(name) + suffix;
  return /^[0-9]/.test(pascal) ? `N${pascal}` : pascal;
}

/** Gives each name once: a second `users` becomes `users_2`. */
export function createUniqueNames(separator = "_"): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let free = name;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}${separator}${number}`;
    taken.add(free.toLowerCase());
    return free;
  };
}
