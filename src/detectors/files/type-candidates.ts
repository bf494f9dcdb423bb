import type { ColumnFact, FormCount, Seen } from "../../evidence/file-facts.ts";
import type { WrittenAs } from "../../model/file.ts";

/** One type that a column's values may be of, and how many are. */
export interface TypeCandidate {
  readonly type: string;
  readonly written: WrittenAs | undefined;
  readonly count: number;
  /** A value that shows it best, and one that isn't of the type. */
  readonly shown: Seen;
  readonly unlike: Seen | undefined;
  readonly says: string;
}

/** All that some value is; the first of several that fit as well is meant. */
export function typeCandidates(column: ColumnFact): TypeCandidate[] {
  const found = [...booleans(column), ...times(column), ...numbers(column), ...json(column)];
  // What has no form at all is of no type.
  const odd = formOf(column.forms, "text")?.first;
  return odd ? found.map((one) => ({ ...one, unlike: odd })) : found;
}

const TRUE = new Set(["true", "t", "yes", "y", "ja", "j", "oui", "o", "si", "sí", "sim", "s", "on", "x", "wahr"]);
const PAIRS: readonly (readonly [string, string])[] = [
  ["true", "false"],
  ["t", "f"],
  ["yes", "no"],
  ["y", "n"],
  ["ja", "nein"],
  ["j", "n"],
  ["ja", "nee"],
  ["oui", "non"],
  ["o", "n"],
  ["si", "no"],
  ["sí", "no"],
  ["sim", "não"],
  ["s", "n"],
  ["on", "off"],
  ["wahr", "falsch"],
];

/** Both words of a pair have to be there: a lone Y may be a code. */
function booleans({ words = [], values, forms }: ColumnFact): TypeCandidate[] {
  const literal = formOf(forms, "true-false");
  if (literal && words.length === 0) return [booleanOf(literal, undefined)];
  const lower = new Set(words.map(({ word }) => word.toLowerCase()));
  const pair = PAIRS.find(([yes, no]) => lower.size === 2 && lower.has(yes) && lower.has(no));
  const [first] = words;
  if (!first || (!pair && !(literal && literal.count === values))) return [];
  const isTrue = ({ word }: { word: string }) => TRUE.has(word.toLowerCase());
  const written = {
    trueWords: words.filter(isTrue).map(({ word }) => word),
    falseWords: words.filter((word) => !isTrue(word)).map(({ word }) => word),
  };
  const isUsual = words.every(({ word }) => word === "true" || word === "false");
  const shown = { at: first.at, text: first.word };
  return [booleanOf({ count: values, first: shown, unlike: undefined }, isUsual ? undefined : written)];
}

function booleanOf({ count, first, unlike }: Omit<FormCount, "form">, written: WrittenAs | undefined): TypeCandidate {
  const words = written
    ? [...(written.trueWords ?? []), ...(written.falseWords ?? [])].join(" and ")
    : "true and false";
  return { type: "bool", written, count, shown: first, unlike, says: `only ${words}` };
}

/** A whole number of more digits is an identifier, or has no place in 64 bits. */
const MOST_DIGITS = 18;

const MARKS = [". -", ", -", ". ,", ", .", ", \u00a0", ", \u202f", ",  ", ". '"] as const;

function numbers(column: ColumnFact): TypeCandidate[] {
  const { forms, numbers: shape } = column;
  const whole = formOf(forms, "whole");
  const isWhole = whole && shape.whole <= MOST_DIGITS && !shape.leadingZero;
  return [
    ...(isWhole ? [{ ...tallied(whole), type: "int64", written: undefined, says: "whole numbers" }] : []),
    ...MARKS.flatMap((marks) => decimals(column, marks) ?? []),
    ...exponents(column),
  ];
}

/** In 1.234,56 and 99,00 and 7 alike the comma is the decimal mark. */
function decimals({ forms, numbers: shape }: ColumnFact, marks: string): TypeCandidate | undefined {
  const form = formOf(forms, `number ${marks}`);
  if (!form) return undefined;
  const mark = marks.charAt(0);
  const group = marks.slice(2);
  const plain = group === "-" ? 0 : (formOf(forms, `number ${mark} -`)?.count ?? 0);
  const written = {
    ...(mark === "." ? {} : { decimalMark: mark }),
    ...(group === "-" ? {} : { groupMark: group }),
  };
  const isCode = shape.leadingZero !== undefined;
  return {
    type: isCode ? "text" : decimalOf(shape, mark === "," ? "," : "."),
    written: isCode || Object.keys(written).length === 0 ? undefined : written,
    count: form.count + plain + (formOf(forms, "whole")?.count ?? 0),
    shown: form.first,
    unlike: form.unlike,
    says: `numbers written like ${form.first.text}`,
  };
}

function exponents({ forms }: ColumnFact): TypeCandidate[] {
  const form = formOf(forms, "scientific");
  if (!form) return [];
  const others = [formOf(forms, "whole"), formOf(forms, "number . -")].map((other) => other?.count ?? 0);
  const count = others.reduce((sum, other) => sum + other, form.count);
  return [{ ...tallied(form), count, type: "float64", written: undefined, says: "numbers with exponents" }];
}

function tallied({ count, first, unlike }: FormCount): Pick<TypeCandidate, "count" | "shown" | "unlike"> {
  return { count, shown: first, unlike };
}

/** With room for larger numbers than the sample has. */
function decimalOf({ whole, fraction }: ColumnFact["numbers"], mark: "." | ","): string {
  const digits = Math.min(38, Math.max(18, whole + 4 + fraction[mark]));
  return `decimal(${digits},${Math.min(fraction[mark], digits)})`;
}

function times({ forms, name }: ColumnFact): TypeCandidate[] {
  return forms.flatMap((form): TypeCandidate[] => {
    const [, kind, pattern = ""] = /^(date|time) (.*)$/s.exec(form.form) ?? [];
    if (kind === undefined || (/^%Y%m%d/.test(pattern) && !NAMES_A_DAY.test(name))) return [];
    // A day alone is the moment at which it begins.
    const days = pattern === "iso" ? (formOf(forms, "date %Y-%m-%d")?.count ?? 0) : 0;
    const isUsual = pattern === "%Y-%m-%d" || pattern.startsWith("iso");
    return [
      {
        ...tallied(form),
        count: form.count + days,
        type: kind === "date" ? "date" : timeType(pattern),
        written: isUsual ? undefined : { datePattern: pattern },
        says: `${kind}s written like ${form.first.text}`,
      },
    ];
  });
}

function timeType(pattern: string): string {
  if (pattern.endsWith("%z")) return "timestamptz(6)";
  return `timestamp(${/f$|iso/.test(pattern) ? 6 : 0})`;
}

/** Eight digits are a day where the column is called so. */
const NAMES_A_DAY = /date|datum|fecha|data|dato|day|tag\b|dat$|dt$|_on$|_at$|stichtag|valid/i;

function json({ forms }: ColumnFact): TypeCandidate[] {
  const form = formOf(forms, "json");
  return form ? [{ ...tallied(form), type: "json", written: undefined, says: "JSON" }] : [];
}

function formOf(forms: readonly FormCount[], wanted: string): FormCount | undefined {
  return forms.find(({ form }) => form === wanted);
}
