/** A piece of a file; `line` counts from 1. */
export interface Piece {
  readonly text: string;
  readonly line: number;
}

/** One entry of a map or item of a list, with the comments above it. `above`, `head` and `value` make up its text. */
export interface Part {
  /** Of a map's entry, without quotes; empty for an item. */
  readonly key: string;
  readonly above: string;
  /** Up to the colon; empty for an item beside its dash, which stands in `value` as a space; else the dash's line. */
  readonly head: string;
  readonly value: Piece;
}

/** A map or a list in YAML or JSON, cut into its parts and no further: what is in them is cut when it is looked at. */
export interface Collection {
  readonly kind: "map" | "list";
  readonly parts: readonly Part[];
  /** block: an entry a line. flow: in brackets, as all JSON is. */
  readonly style:
    | { readonly kind: "block"; readonly indent: number }
    | { readonly kind: "flow"; readonly open: string; readonly close: string };
  /** Below the last part. */
  readonly below: string;
}

/** A key in any of its spellings, up to the colon. */
export const KEY =
  /^\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|(?:[^\s"'#&*!|>%@`{}[\],?:-]|[-?:][^\s])[^\n]*?)\s*:(?=\s|$)/;

export function unquoted(key: string): string {
  if (key.startsWith("'")) return key.slice(1, -1).replaceAll("''", "'");
  if (!key.startsWith('"')) return key;
  try {
    return String(JSON.parse(key));
  } catch {
    return key.slice(1, -1);
  }
}

/** The text of a collection that `cutBlock` or `cutFlow` would cut into these parts. */
export function printCollection({ style, parts, below }: Collection): string {
  if (style.kind === "flow") {
    const texts = parts.map(({ above, head, value }) => above + head + value.text);
    return style.open + texts.join(",") + style.close;
  }
  const { indent } = style;
  const texts = parts.map(({ above, head, value }) => {
    const text = head === "" ? withDash(value.text, indent) : head + value.text;
    return above + text + (text.endsWith("\n") ? "" : "\n");
  });
  return texts.join("") + below;
}

/** On its first line that holds something. */
function withDash(text: string, indent: number): string {
  const at = /^\s*[^\s#].*$/m.exec(text)?.index ?? 0;
  const line = text.lastIndexOf("\n", at + (/\S/.exec(text.slice(at))?.index ?? 0)) + 1;
  return `${text.slice(0, line + indent)}-${text.slice(line + indent + 1)}`;
}
