/** How values are told apart. */
export interface Signs {
  readonly delimiter: string;
  readonly quote: string | undefined;
  /** What makes a quote inside of quotes plain, where it isn't doubling. */
  readonly escape?: string | undefined;
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
export function* splitDelimited(text: string, { delimiter, quote, comment, ...more }: Signs, from = 0): Generator<Row> {
  const lines = createLines(text);
  for (let skipped = 0; skipped < from; skipped++) if (lines.next() === undefined) return;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const number = lines.number();
    if (line === "" || (comment !== undefined && line.startsWith(comment))) continue;
    if (quote === undefined || !line.includes(quote)) {
      yield { cells: line.split(delimiter), line: number, broken: false };
      continue;
    }
    yield { ...quotedRow(line, { delimiter, quote, mask: more.escape }, lines.next), line: number };
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
  /** The sign that masks a quote. */
  readonly mask: string | undefined;
}

function quotedRow(first: string, { delimiter, quote, mask }: Quoting, next: () => string | undefined) {
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
    const value = quotedValue({ line, at: at + 1 }, { quote, mask }, next);
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
function quotedValue(
  { line, at }: { line: string; at: number },
  { quote, mask }: Omit<Quoting, "delimiter">,
  next: () => string | undefined,
) {
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
      continue;
    }
    const plain = plainQuote(here, end, { mask, from, quote });
    if (!plain) {
      parts.push(here.slice(from, end));
      return { text: parts.join(""), line: here, at: end + 1, closed: true };
    }
    parts.push(here.slice(from, plain.end), quote);
    from = plain.next;
  }
}

interface Masking {
  readonly mask: string | undefined;
  readonly quote: string;
  readonly from: number;
}

/** Where the text before a quote that is part of the value ends, and where it goes on; `undefined`: the value ends. */
function plainQuote(line: string, at: number, { mask, quote, from }: Masking) {
  if (mask === undefined) return line[at + 1] === quote ? { end: at, next: at + 2 } : undefined;
  let masks = 0;
  while (at - 1 - masks >= from && line[at - 1 - masks] === mask) masks++;
  return masks % 2 === 1 ? { end: at - 1, next: at + 1 } : undefined;
}
