/** What a parser found wrong, and on which line (from 1) of the text. */
interface YamlError {
  readonly reason: string;
  readonly line: number;
}

interface Mended {
  /** The same number of lines as before. */
  readonly text: string;
  readonly code: "input/tabs" | "input/control-characters" | "input/indentation" | "input/unquoted-text";
}

interface Mending {
  readonly code: Mended["code"];
  readonly reason: RegExp;
  readonly mend: (text: string, line: number) => string;
}

/** Faults that people and older programs write, each with what undoes it. Tried in this order. */
const MENDINGS: readonly Mending[] = [
  {
    code: "input/control-characters",
    reason: /non-printable|null byte|valid JSON character/,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    mend: (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ""),
  },
  {
    code: "input/tabs",
    reason: /\btabs?\b|indentation/,
    mend: (text) => text.replace(/^[ \t]+/gm, (indent) => indent.replaceAll("\t", "  ")),
  },
  {
    // Programs that fold long texts in double quotes used to start the next line below the key.
    code: "input/indentation",
    reason: /deficient indentation/,
    mend: (text) => text.replace(/(\\\r?\n)[ \t]*(?=\\ )/g, `$1${" ".repeat(100)}`),
  },
  { code: "input/unquoted-text", reason: /bad indentation of a mapping entry|\balias\b/, mend: quoteLine },
];

/** The text with the fault undone; `undefined` where it is none of those. */
export function mendYaml(text: string, { reason, line }: YamlError): Mended | undefined {
  for (const mending of MENDINGS) {
    if (!mending.reason.test(reason)) continue;
    const mended = mending.mend(text, line);
    if (mended !== text) return { text: mended, code: mending.code };
  }
  return undefined;
}

/** `description: Example: a` and `path: {id}/x`: the value of the line as a text in quotes. */
function quoteLine(text: string, line: number): string {
  const lines = text.split("\n");
  const written = lines[line - 1] ?? "";
  const match = /^(\s*(?:- +)*[\w$./{}-]+: +)([^\s"'|>#&!].*?)\s*$/.exec(written);
  if (!match) return text;
  lines[line - 1] = `${match[1]}${JSON.stringify(match[2])}`;
  return lines.join("\n");
}
