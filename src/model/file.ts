import type { FieldPath, Template } from "./values.ts";

export type FileStore = "local" | "sftp" | "s3";

/** Files of records that somebody puts into one place. */
export interface FileSource {
  readonly kind: "file";
  readonly store: FileStore;
  /** The folder that all globs are below: `{folder}`, `sftp://{host}:{port}/{folder}`, `s3://{bucket}/{prefix}`. */
  readonly location: Template;
  readonly arrival: FileArrival;
}

/** When a file is whole, so that it may be read. */
export interface FileArrival {
  /** Globs of names that are never data: what is still being written, and markers. */
  readonly ignore: readonly string[];
  /** The name of the empty file that says of `{name}` that it is whole: `{name}.done`. */
  readonly marker?: string;
  /** Seconds without a change after which a file is taken for whole; 0 where a marker or the sender's renaming says so. */
  readonly settledAfter: number;
}

/** Each record also holds where it came from: `_file`, `_line` (from 1) and `_modified`, which the schema names. */
export interface FileAccess {
  readonly kind: "file";
  /** Which files belong to the stream, below the source's location: `orders/*.csv`. */
  readonly glob: string;
  readonly format: FileFormat;
  /** by-name: `.gz` is gzip, anything else is read as it is. */
  readonly compression: "none" | "gzip" | "by-name";
  /** As Python's codecs know it: `utf-8`, `cp1252`; a byte order mark wins. */
  readonly encoding: string;
  /** In the file's order; what a file holds beside them is kept as text under its own name, and told. */
  readonly fields: readonly FileField[];
  /** What a file is: rows that are added to those of the files before, or all rows as they are now. */
  readonly content: "additions" | "whole-list" | "unknown";
}

export type FileFormat =
  | DelimitedFormat
  | { readonly kind: "json-lines" }
  /** `recordsPath` as in HTTP answers; `[]`: the document itself is the list. */
  | { readonly kind: "json"; readonly recordsPath: FieldPath }
  | FixedWidthFormat;

export interface DelimitedFormat {
  readonly kind: "delimited";
  readonly delimiter: string;
  /** Absent: nothing is quoted. */
  readonly quote?: string;
  /** What makes a quote inside of quotes plain, where it isn't doubling: `\`. */
  readonly escape?: string;
  /** False: `fields` name the columns by their order. */
  readonly header: boolean;
  /** Lines above the header or the first record. */
  readonly skipLines: number;
  /** Lines that begin with it are no records. */
  readonly comment?: string;
}

export interface FixedWidthFormat {
  readonly kind: "fixed-width";
  /** Lines above the first record, and below the last. */
  readonly skipLines: number;
  readonly skipLinesAtEnd: number;
  /** Only lines that hold `value` at `start` (from 0) are records of this stream. */
  readonly only?: { readonly start: number; readonly value: string };
}

export interface FileField {
  /** As the file or its specification calls it. */
  readonly name: string;
  /** The record's property, when it isn't `name`. */
  readonly field?: string;
  /** As a column's: `decimal(12,2)`, `date`, `timestamp(0)`, `text`, `int(64)`, `bool`, `json`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly written?: WrittenAs;
  /** Of fixed-width lines: characters, from 0. */
  readonly place?: { readonly start: number; readonly length: number };
}

/** How a value stands in the file, where that isn't the type's usual form. */
export interface WrittenAs {
  /** Dates and times, in strptime's words: `%d/%m/%Y`. */
  readonly datePattern?: string;
  /** `,` in `1.234,56`. */
  readonly decimalMark?: string;
  /** `.` in `1.234,56`. */
  readonly groupMark?: string;
  /** Digits behind an implied decimal point: 2 makes `0012345` 123.45. */
  readonly impliedDecimals?: number;
  readonly trueWords?: readonly string[];
  readonly falseWords?: readonly string[];
  /** Besides the empty text: `NULL`, `N/A`, `9999-12-31`. */
  readonly nullWords?: readonly string[];
}
