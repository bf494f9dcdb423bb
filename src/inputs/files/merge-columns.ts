import type { ColumnFact, FormCount, NumberShape, WordCount } from "../../evidence/file-facts.ts";
import { MOST_WORDS } from "./count-words.ts";

/** What the columns of one name look like over several files. */
export function mergeColumns(one: ColumnFact, other: ColumnFact): ColumnFact {
  return {
    ...one,
    rows: one.rows + other.rows,
    empty: one.empty + other.empty,
    values: one.values + other.values,
    first: one.first ?? other.first,
    forms: mergeForms(one, other),
    nullWords: mergeWords(one.nullWords, other.nullWords),
    words: few(one.words && other.words && mergeWords(one.words, other.words)),
    numbers: mergeNumbers(one, other),
    unique: one.unique === false || other.unique === false ? false : (one.unique ?? other.unique),
    repeated: one.repeated ?? other.repeated,
  };
}

function mergeForms(one: ColumnFact, other: ColumnFact): FormCount[] {
  const names = new Set([...one.forms, ...other.forms].map(({ form }) => form));
  return [...names].flatMap((form) => {
    const mine = one.forms.find((each) => each.form === form);
    const its = other.forms.find((each) => each.form === form);
    const first = mine?.first ?? its?.first;
    const unlike = (mine ? mine.unlike : one.first) ?? (its ? its.unlike : other.first);
    return first ? [{ form, count: (mine?.count ?? 0) + (its?.count ?? 0), first, unlike }] : [];
  });
}

function mergeWords(one: readonly WordCount[], other: readonly WordCount[]): WordCount[] {
  const merged = new Map(one.map((each) => [each.word, each]));
  for (const each of other) {
    const held = merged.get(each.word);
    merged.set(each.word, held ? { ...held, count: held.count + each.count } : each);
  }
  return [...merged.values()];
}

function few(words: readonly WordCount[] | undefined): readonly WordCount[] | undefined {
  return words && words.length <= MOST_WORDS ? words : undefined;
}

function mergeNumbers(one: ColumnFact, other: ColumnFact): NumberShape {
  const [a, b] = [one.numbers, other.numbers];
  const zeros = a.leadingZero ?? b.leadingZero;
  const length = one.values === 0 ? b.length : other.values === 0 || a.length === b.length ? a.length : undefined;
  return {
    whole: Math.max(a.whole, b.whole),
    fraction: {
      ".": Math.max(a.fraction["."], b.fraction["."]),
      ",": Math.max(a.fraction[","], b.fraction[","]),
    },
    length,
    leadingZero: zeros && { ...zeros, count: (a.leadingZero?.count ?? 0) + (b.leadingZero?.count ?? 0) },
  };
}
