/** What became of a column's type, in the model's notation. other: records hold something else. */
export type TypeChange = "same" | "wider" | "narrower" | "other";

/** Types of one family are written alike into records; sizes compare one by one. */
interface Measured {
  readonly family: string;
  readonly sizes: readonly number[];
}

const ALL = Number.POSITIVE_INFINITY;
/** Digits of a second where none are said. */
const USUAL_DIGITS = 6;

/** `int32` → `int64` is wider. Errors: none; what isn't known is compared by its words. */
export function compareTypes(old: string, now: string): TypeChange {
  if (old === now) return "same";
  const [was, is] = [valuesOf(old), valuesOf(now)];
  if (was && is) return compareValues(was, is);
  const [from, to] = [measure(old), measure(now)];
  if (from.family !== to.family || from.sizes.length !== to.sizes.length) return "other";
  if (was) return "wider";
  if (is) return "narrower";
  const grows = to.sizes.some((size, at) => size > (from.sizes[at] ?? 0));
  const shrinks = to.sizes.some((size, at) => size < (from.sizes[at] ?? 0));
  if (!grows && !shrinks) return "same";
  return grows ? "wider" : "narrower";
}

function compareValues(was: readonly string[], is: readonly string[]): TypeChange {
  if (is.some((value) => !was.includes(value))) return "wider";
  return was.some((value) => !is.includes(value)) ? "narrower" : "same";
}

function valuesOf(type: string): readonly string[] | undefined {
  return /^enum\((.*)\)$/s.exec(type)?.[1]?.split("|");
}

function measure(type: string): Measured {
  const [, name = type, list] = /^(\w+)(?:\(([\d,]+)\))?$/.exec(type) ?? [];
  const numbers = list?.split(",").map(Number) ?? [];
  const [first = ALL, second = 0] = numbers;
  if (/^u?int\d+$/.test(name)) return { family: "int", sizes: rangeOf(name) };
  if (name === "decimal") return { family: name, sizes: list === undefined ? [ALL, ALL] : [first - second, second] };
  if (/^float(?:32|64)$/.test(name)) return { family: "float", sizes: [Number(name.slice(5))] };
  if (name === "text" || name === "char" || type.startsWith("enum(")) return { family: "text", sizes: [first] };
  if (name === "bytes" || name === "bits") return { family: name, sizes: [first] };
  if (/^(?:time|timetz|timestamp|timestamptz)$/.test(name))
    return { family: name, sizes: [list === undefined ? USUAL_DIGITS : first] };
  return { family: type, sizes: [] };
}

/** Bits below and above zero. */
function rangeOf(int: string): readonly number[] {
  const bits = Number(int.replace(/\D+/, ""));
  return int.startsWith("u") ? [0, bits] : [bits - 1, bits - 1];
}
