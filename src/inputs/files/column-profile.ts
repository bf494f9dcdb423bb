import type { ColumnFact, Seen } from "../../evidence/file-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { countDistinct } from "./count-distinct.ts";
import { countWords } from "./count-words.ts";
import { isNullWord } from "./null-words.ts";
import { measureNumbers } from "./number-shape.ts";
import { tallyForms } from "./tally-forms.ts";
import { valueForms } from "./value-forms.ts";

/** Where a value stands; made when somebody asks. */
export type ValuePlace = () => SourceRef;

/** Counts what the values of one column look like in one file. */
export interface ColumnProfile {
  add(value: string | undefined, place: ValuePlace): void;
  /** A value that has its type from the form of the file: a number, a list of JSON. */
  addTyped(forms: readonly string[], text: string, place: ValuePlace): void;
  /** Of a file with that many rows: where it wasn't told, it has none. */
  fillTo(rows: number): void;
  /** All values, where they are different and few enough. */
  values(): ReadonlySet<string> | undefined;
  fact(own: Pick<ColumnFact, "name" | "named" | "at">): ColumnFact;
}

/** What is quoted of a value. */
const SHOWN = 40;

export function createColumnProfile(): ColumnProfile {
  const [forms, nulls, words, distinct, numbers] = [
    tallyForms(),
    countWords(),
    countWords(),
    countDistinct(),
    measureNumbers(),
  ];
  let rows = 0;
  let empty = 0;
  let values = 0;

  function take(text: string, own: readonly string[], at: ValuePlace): void {
    const seen = (): Seen => ({ at: at(), text: text.slice(0, SHOWN) });
    values++;
    forms.add(own.length === 0 ? ["text"] : own, seen);
    numbers.add(text, own, seen);
    distinct.add(text, seen);
  }

  return {
    add(value, at) {
      rows++;
      const text = value?.trim() ?? "";
      if (text === "") {
        empty++;
      } else if (isNullWord(text)) {
        nulls.add(text, at);
      } else {
        words.add(text, at);
        take(text, valueForms(text), at);
      }
    },
    addTyped(own, text, at) {
      rows++;
      take(text, own, at);
    },
    fillTo(all) {
      empty += all - rows;
      rows = all;
    },
    values: distinct.values,
    fact: (own) => ({
      ...own,
      rows,
      empty,
      values,
      first: forms.first(),
      forms: forms.counts(),
      nullWords: nulls.counts(),
      words: words.isFew() ? words.counts() : undefined,
      numbers: numbers.shape(),
      unique: values === 0 ? undefined : distinct.unique(),
      repeated: distinct.repeated(),
      declared: undefined,
    }),
  };
}
