import type { ObjectName } from "../../evidence/database-facts.ts";

/** A relation or routine that gets a stream. */
export interface Nameable extends ObjectName {
  readonly package?: string | undefined;
}

/** snake_case and unique, in the given order: the object's name, with its package or schema before it where two are called alike. */
export function databaseStreamNames(objects: readonly Nameable[]): string[] {
  const short = objects.map(({ name }) => snakeName(name));
  const counts = new Map<string, number>();
  for (const name of short) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return objects.map((object, at) => {
    const own = short[at] ?? "";
    const long = [object.schema, object.package, object.name]
      .filter((part) => part !== undefined)
      .map(snakeName)
      .join("_");
    const wish = counts.get(own) === 1 ? own : long;
    let name = wish;
    for (let number = 2; taken.has(name); number++) name = `${wish}_${number}`;
    taken.add(name);
    return name;
  });
}

/** `SalesOrderHeader` → `sales_order_header`; what has no Latin letter is `object`. */
function snakeName(name: string): string {
  const snake = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return snake === "" ? "object" : snake;
}
