import type { FileField, FileFormat } from "../model/file.ts";
import type { DocumentInfo, SourceRef } from "./source-ref.ts";

/** What samples of files, and specifications of them, say; with places and without judgement. */
export interface FileFacts {
  readonly kind: "file";
  readonly documents: readonly DocumentInfo[];
  readonly title: string;
  readonly sets: readonly FileSetFact[];
}

/** Files of the same columns with alike names. */
export interface FileSetFact {
  /** What the names have in common: `orders` of `orders-2025-01.csv`. */
  readonly name: string;
  readonly description: string | undefined;
  /** That all names fit: `orders-*.csv`. */
  readonly glob: string;
  /** Whether a part of the name stands for a date or a number. */
  readonly numbered: boolean;
  readonly format: FileFormat;
  /** Why the text is taken for this form. */
  readonly reasons: readonly FormReason[];
  readonly compression: "none" | "gzip" | "by-name";
  readonly encoding: string;
  readonly samples: readonly SampleFact[];
  readonly columns: readonly ColumnFact[];
  /** Rows that were read of all samples. */
  readonly rows: number;
  readonly declared: DeclaredSet | undefined;
  readonly at: SourceRef;
}

export interface FormReason {
  readonly says: string;
  readonly at: SourceRef;
}

/** One file that was read. */
export interface SampleFact {
  readonly document: string;
  readonly rows: number;
  /** Only its beginning was read. */
  readonly cut: boolean;
  /** Of the columns that are unique in it: all values, for comparing files. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a specification says of the whole. */
export interface DeclaredSet {
  readonly primaryKey: readonly string[];
  /** What else it says, a sentence each: which field is which other file's key. */
  readonly remarks: readonly string[];
  readonly at: SourceRef;
}

/** A value's place and how it stands there, where that may be told. */
export interface Seen {
  readonly at: SourceRef;
  readonly text: string;
}

/** What the values of a column look like: counts, never all the values. */
export interface ColumnFact {
  readonly name: string;
  /** Without a header the place tells the name. */
  readonly named: boolean;
  readonly at: SourceRef;
  /** Rows that could have a value. */
  readonly rows: number;
  /** Rows where it is empty or absent. */
  readonly empty: number;
  /** Neither empty nor one of the words for nothing. */
  readonly values: number;
  /** The first of them. */
  readonly first: Seen | undefined;
  readonly forms: readonly FormCount[];
  /** Words that often stand for nothing. */
  readonly nullWords: readonly WordCount[];
  /** All different values, where they are few and short. */
  readonly words: readonly WordCount[] | undefined;
  readonly numbers: NumberShape;
  /** True: no value stands twice in one file; false: one does; undefined: there are too many to tell. */
  readonly unique: boolean | undefined;
  readonly repeated: Seen | undefined;
  readonly declared: DeclaredField | undefined;
}

/** How many values have a form: `whole`, `number . ,`, `date %d/%m/%Y`, `true-false`, `json`, `text`. */
export interface FormCount {
  readonly form: string;
  readonly count: number;
  readonly first: Seen;
  /** The first value that hasn't it. */
  readonly unlike: Seen | undefined;
}

export interface WordCount {
  readonly word: string;
  readonly count: number;
  readonly at: SourceRef;
}

export interface NumberShape {
  /** Most digits before the last mark. */
  readonly whole: number;
  /** Most digits behind the last mark, for each that it is. */
  readonly fraction: { readonly ".": number; readonly ",": number };
  /** All have this many digits; undefined where they differ. */
  readonly length: number | undefined;
  readonly leadingZero: { readonly count: number; readonly first: Seen } | undefined;
}

/** What a specification says of a field. */
export interface DeclaredField {
  readonly field: FileField;
  readonly description: string | undefined;
  /** In the specification's words. */
  readonly says: string;
  /** What it leaves open of a field that is no text, in words, and what a sample may settle. */
  readonly open?: { readonly says: string; readonly kind: "date" | "decimals" | "sign"; readonly decimals?: number };
  readonly at: SourceRef;
}
