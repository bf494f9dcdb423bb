/** What can be printed as TOML. */
export type TomlValue = string | number | boolean | readonly TomlValue[] | TomlTable;

export interface TomlTable {
  readonly [key: string]: TomlValue;
}

/** TOML 1.0 with a header for each table that holds values of its own; keys keep their order. */
export function printToml(table: TomlTable): string {
  return `${tables(table, []).join("\n\n")}\n`;
}

function tables(table: TomlTable, at: readonly string[]): string[] {
  const entries = Object.entries(table);
  const own = entries.flatMap(([key, value]) => (isTable(value) ? [] : [`${keyText(key)} = ${valueText(value)}`]));
  const header = at.length === 0 ? [] : [`[${at.map(keyText).join(".")}]`];
  const below = entries.flatMap(([key, value]) => (isTable(value) ? tables(value, [...at, key]) : []));
  return own.length === 0 ? below : [[...header, ...own].join("\n"), ...below];
}

function valueText(value: TomlValue): string {
  if (typeof value === "string") return stringText(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isTable(value)) throw new TypeError("a table stands under a header of its own");
  const inner = value.map(valueText);
  const line = `[${inner.join(", ")}]`;
  return line.length <= 80 ? line : `[\n${inner.map((held) => `    ${held},\n`).join("")}]`;
}

const isTable = (value: TomlValue): value is TomlTable => typeof value === "object" && !Array.isArray(value);

const keyText = (key: string): string => (/^[A-Za-z0-9_-]+$/.test(key) ? key : stringText(key));

/** JSON's escapes are those of a basic string, but for the delete character. */
const stringText = (text: string): string => JSON.stringify(text.toWellFormed()).replaceAll("\u007f", "\\u007F");
