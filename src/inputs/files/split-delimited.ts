/** How values are told apart. */
export interface Signs {
  readonly delimiter: string;
  readonly quote: string | undefined;
  readonly comment: string | undefined;
}

export interface Row {
  readonly cells: readonly string[];
  /** In which it begins, from 1. */
  readonly line: number;
  /** A value was quoted otherwise than it should be. */
  readonly broken: boolean;
}

/** A value that goes over more lines than this was never closed. */
const MOST_LINES = 1000;

/** The rows of a text from a line on; empty lines and comments are none. Takes time in proportion to the text. */
export function* splitDelimited(text: string, { delimiter, quote, comment }: Signs, from = 0): Generator<Row> {
  const lines = createLines(text);
  for (let skipped = 0; skipped < from; skipped++) if (lines.next() === undefined) return;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const number = lines.number();
    if (line === "" || (comment !== undefined && line.startsWith(comment))) continue;
    if (quote === undefined || !line.includes(quote)) {
      yield { cells: line.split(delimiter), line: number, broken: false };
      continue;
    }
    yield { ...quotedRow(line, { delimiter, quote }, lines.next), line: number };
  }
}

function createLines(text: string) {
  let at = 0;
  let count = 0;
  return {
    number: () => count,
    next(): string | undefined {
      if (at >= text.length) return undefined;
      const found = text.indexOf("\n", at);
      const end = found < 0 ? text.length : found;
      const line = text.slice(at, text[end - 1] === "\r" && end > at ? end - 1 : end);
      at = end + 1;
      count++;
      return line;
    },
  };
}

interface Quoting {
  readonly delimiter: string;
  readonly quote: string;
}

function quotedRow(first: string, { delimiter, quote }: Quoting, next: () => string | undefined) {
  const cells: string[] = [];
  let broken = false;
  let line = first;
  let at = 0;
  for (;;) {
    if (line[at] !== quote) {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      if (end < 0) return { cells, broken };
      at = end + delimiter.length;
      continue;
    }
    const value = quotedValue({ line, at: at + 1 }, quote, next);
    ({ line, at } = value);
    const end = line.indexOf(delimiter, at);
    const rest = line.slice(at, end < 0 ? line.length : end);
    broken ||= rest !== "" || !value.closed;
    cells.push(value.text + rest);
    if (end < 0) return { cells, broken };
    at = end + delimiter.length;
  }
}

/** From behind the opening quote to behind the closing one. */
function quotedValue({ line, at }: { line: string; at: number }, quote: string, next: () => string | undefined) {
  const parts: string[] = [];
  let here = line;
  let from = at;
  for (let lines = 0; ; ) {
    const end = here.indexOf(quote, from);
    if (end < 0) {
      parts.push(here.slice(from), "\n");
      const following = lines++ < MOST_LINES ? next() : undefined;
      if (following === undefined) return { text: parts.join(""), line: here, at: here.length, closed: false };
      [here, from] = [following, 0];
    } else if (here[end + 1] === quote) {
      parts.push(here.slice(from, end + 1));
      from = end + 2;
    } else {
      parts.push(here.slice(from, end));
      return { text: parts.join(""), line: here, at: end + 1, closed: true };
    }
  }
}
