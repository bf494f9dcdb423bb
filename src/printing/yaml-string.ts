import { Document } from "yaml";
import { foldFlowLines, type StringifyContext, stringifyString } from "yaml/util";

/** Which readers a text is for: 1.1 for PyYAML, 1.2 for those of today. */
export type YamlVersion = "1.1" | "1.2";

/** Where a text is to stand. */
export interface YamlPlace {
  /** Columns before the lines that it goes on over. */
  readonly indent: number;
  /** Columns of its first line that are taken; only known behind a key. */
  readonly taken?: number;
  readonly isKey?: boolean;
}

export type StringPrinter = (text: string, place: YamlPlace) => string;

/**
 * Prints texts as YAML: plain, quoted or as a block, whatever reads back as the same text in that version.
 * Most are plain words, which is told at a glance; for all others `yaml` decides. Lines are folded at `lineWidth`; 0: never.
 * It remembers what it printed: a schema says the same few things of thousands of fields.
 */
export function createStringPrinter(version: YamlVersion, lineWidth: number): StringPrinter {
  const decide = createDecider(version, lineWidth);
  const plain = new Map<string, boolean>();
  /** By place, as far as a text's lines hang on it. */
  const printed = new Map<number, Map<string, string>>();
  return (text, place) => {
    const isPlainText = remember(plain, text, isPlain);
    if (isPlainText && fits(text, place, lineWidth)) return text;
    const texts = remember(printed, placeNumber(place), () => new Map<string, string>());
    return remember(texts, text, () => (isPlainText ? folded(text, place, lineWidth) : decide(text, place)));
  };
}

function remember<Key, Made>(known: Map<Key, Made>, key: Key, make: (key: Key) => Made): Made {
  const held = known.get(key);
  if (held !== undefined) return held;
  const made = make(key);
  known.set(key, made);
  return made;
}

/** Whether a text that needs no quotes stays on its line. */
function fits({ length }: string, { indent, isKey = false }: YamlPlace, lineWidth: number): boolean {
  return isKey || lineWidth === 0 || length <= lineWidth - indent;
}

function placeNumber({ indent, taken = 0, isKey = false }: YamlPlace): number {
  return (indent * 2048 + taken) * 2 + (isKey ? 1 : 0);
}

function folded(text: string, { indent, taken }: YamlPlace, lineWidth: number): string {
  return foldFlowLines(text, " ".repeat(indent), "flow", {
    lineWidth,
    ...(taken === undefined ? {} : { indentAtStart: taken }),
  });
}

/** Lets `yaml` decide, but where its readers would disagree. */
function createDecider(version: YamlVersion, lineWidth: number): StringPrinter {
  const doc = new Document(null, { version, merge: false });
  const options = { ...OPTIONS, lineWidth };
  return (text, { indent, taken, isKey = false }) => {
    if (BLANK_LINE.test(text)) return JSON.stringify(text.toWellFormed()).replace(UNPRINTABLE_ALL, escaped);
    const inDoubt = UNPRINTABLE.test(text) || MISREAD_WHEN_PLAIN.test(text);
    const context = {
      actualString: true,
      doc,
      indent: " ".repeat(indent),
      indentStep: "  ",
      implicitKey: isKey,
      inFlow: null,
      options,
      ...(taken === undefined ? {} : { indentAtStart: taken }),
    } as unknown as StringifyContext;
    // What can't be printed is escaped afterwards, which only double quotes allow.
    const item = inDoubt ? { value: text.toWellFormed(), type: "QUOTE_DOUBLE" } : { value: text };
    const printed = stringifyString(item as Parameters<typeof stringifyString>[0], context).replace(
      UNPRINTABLE_ALL,
      escaped,
    );
    // Readers take "<<" for a merge key whatever the quotes; only a tag keeps it text.
    return text === "<<" ? `!!str ${printed}` : printed;
  };
}

/** What `yaml` goes by: its own defaults, but for blocks that it folds, which don't always read back as they were. */
const OPTIONS = {
  blockQuote: "literal",
  commentString: (comment: string) => comment.replace(/^/gm, "#"),
  defaultKeyType: null,
  defaultStringType: "PLAIN",
  doubleQuotedAsJSON: false,
  doubleQuotedMinMultiLineLength: 40,
  minContentWidth: 20,
  singleQuote: null,
};

/** Begins with a letter, a slash or an underscore; brackets mean something within others only, marks beside a space. */
const PLAIN = /^[A-Za-z/_$][\p{L}\p{N} _.,:;!?%&*+=/()<>$@|~^'"`#{}[\]-]*$/u;
/** Words that some version takes for a truth value or nothing are short. */
const LONGEST_WORD = 5;

function isPlain(text: string): boolean {
  return text.length > LONGEST_WORD && PLAIN.test(text) && !MARKS.test(text);
}

/** Of a key, of a comment, and a space at the end. */
const MARKS = /:(?: |$)| (?:#|$)/;

/** Beyond what YAML 1.1 calls printable, and line separators, which would end a line for some readers. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;
const UNPRINTABLE_ALL = new RegExp(UNPRINTABLE, "gu");

/** Special to one version of YAML only: 1.1's merge and value keys, 1.2's octal numbers. PyYAML wants no tabs. */
const MISREAD_WHEN_PLAIN = /^(=|<<|0o[0-7]+)$|\t/;

/** A line of spaces, which neither blocks nor quotes over several lines keep. */
const BLANK_LINE = /(^|\n) +(\n|$)/;

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
