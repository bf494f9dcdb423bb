interface Duplicate {
  readonly key: string;
  /** From 1. */
  readonly line: number;
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Keys that an object of valid JSON text has twice. One pass over the text, so only for texts of modest size. */
export function findDuplicateKeys(text: string): Duplicate[] {
  const duplicates: Duplicate[] = [];
  const open: (Set<string> | undefined)[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    if (character === '"') {
      const end = endOfString(text, position);
      const keys = open.at(-1);
      const key = keys && isKey(text, end) ? text.slice(position + 1, end - 1) : undefined;
      if (key !== undefined && keys?.has(key)) duplicates.push({ key: plain(key), line: lineAt(text, position) });
      if (key !== undefined) keys?.add(key);
      position = end;
    } else {
      nest(open, character);
      position++;
    }
  }
  return duplicates;
}

function nest(open: (Set<string> | undefined)[], character: string | undefined): void {
  if (character === "{") open.push(new Set());
  else if (character === "[") open.push(undefined);
  else if (character === "}" || character === "]") open.pop();
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

/** The position behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let position = start + 1; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === BACKSLASH) position++;
    else if (code === QUOTE) return position + 1;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  for (let position = end; position < text.length; position++) {
    const character = text[position];
    if (character === ":") return true;
    if (character !== " " && character !== "\n" && character !== "\r" && character !== "\t") return false;
  }
  return false;
}

function plain(key: string): string {
  return key.includes("\\") ? String(JSON.parse(`"${key}"`)) : key;
}
