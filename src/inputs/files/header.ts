import { valueForms } from "./value-forms.ts";

/** Whether the first row names the columns, and why. */
export function isHeader(rows: readonly (readonly string[])[]): { readonly is: boolean; readonly because: string } {
  const [first = [], ...body] = rows;
  const names = first.map((cell) => cell.trim());
  const told = names.filter((name) => name !== "");
  const valued = told.filter((name) => isValue(name));
  if (told.length === 0) return { is: false, because: "the first row is empty, so it names no columns" };
  // Years stand above columns, behind a name.
  const isPivot = !isValue(names[0] ?? "") && names.every((name, at) => !isValue(name) || isYearAbove(name, at, body));
  if (valued.length > 0 && !isPivot)
    return { is: false, because: "the first row holds values, so it names no columns" };
  if (new Set(told).size < told.length / 2) return { is: false, because: "the first row repeats itself" };
  const telling = names.filter((name, at) => name !== "" && body.some((row) => isValue(row[at]?.trim() ?? ""))).length;
  if (telling > 0) return { is: true, because: "the first row holds words, the others values: it names the columns" };
  const found = names.filter((name, at) => name !== "" && body.some((row) => row[at]?.trim() === name)).length;
  if (found > 0) return { is: false, because: "words of the first row stand in others too, so it names no columns" };
  if (told.every((name) => NAME.test(name)))
    return { is: true, because: "the first row holds words that no other row has: it names the columns" };
  return { is: false, because: "the first row looks like the others" };
}

const YEAR = /^(?:19|20)\d\d$/;

/** A year that other rows have other things than years below. */
function isYearAbove(name: string, at: number, body: readonly (readonly string[])[]): boolean {
  return YEAR.test(name) && body.length > 0 && !body.some((row) => YEAR.test(row[at]?.trim() ?? ""));
}

const NAME = /^[#\p{L}_][\p{L}\p{N}_ .\-/()#%:*?[\]&+]{0,79}$/u;

function isValue(text: string): boolean {
  return text !== "" && valueForms(text).length > 0;
}

/** The columns' names, each one different: `column_3` where there is none, `name_2` for the second of one name. */
export function headerNames(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, at) => {
    const wish = cell.trim() || `column_${at + 1}`;
    let name = wish;
    for (let number = 2; taken.has(name); number++) name = `${wish}_${number}`;
    taken.add(name);
    return name;
  });
}
