/** A method and where it goes: `GET /users/{id}?page=2`. */
export interface RequestLine {
  /** Upper case. */
  readonly method: string;
  /** As written: a path or an address, with its query. */
  readonly target: string;
}

const METHOD = /^(?:HTTP\s+)?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/;
const LOOSE_METHOD = /^(get|post|put|patch|delete|head)\b/i;
/** Targets begin so: `/x`, `https://`, `{base}/x`, `:x/`, `<domain>/x`, `$URL/x`, `example.com/x`. */
const BEGINS =
  /^(?:https?:\/\/|\/|\{\{?[\w .-]+\}?\}|<[\w .-]+>|\[[\w .-]+\]\/|\$\{?\w+\}?\/|:[a-z]\w*\/|[\w-]+(?:\.[\w-]+)+(?::\d+)?\/|[A-Z_]{4,}\/)/;
const LONGEST = 600;

/**
 * Reads a text that begins with a method and a target; what follows the target is left. The method may be in lower
 * case and stand apart by a colon, as in headings.
 */
export function requestLine(text: string): RequestLine | undefined {
  const line = text
    .slice(0, LONGEST)
    .trim()
    .replace(/^[-*•\s`]+/, "");
  const found = METHOD.exec(line) ?? LOOSE_METHOD.exec(line);
  if (!found) return undefined;
  const rest = line.slice(found[0].length).replace(/^[\s:|–—\-`'"*[\]]+/, "");
  const target = targetIn(rest);
  return target === undefined ? undefined : { method: (found[1] ?? "").toUpperCase(), target };
}

/** The address or path that a text begins with; placeholders with spaces in them are held together. */
export function targetIn(text: string): string | undefined {
  const closed = text
    .slice(0, LONGEST)
    .replace(/[<{[][\w.-]+(?: +[\w.-]+){1,6}[>}\]]/g, (placeholder) => placeholder.replace(/ +/g, "_"));
  if (!BEGINS.test(closed)) return undefined;
  const target = upToEnd(closed).replace(/[.:*]+$/, "");
  return target.startsWith("//") ? undefined : target;
}

/** Up to a space, a quote or a comma outside of brackets, or a bracket that was not opened. */
function upToEnd(text: string): string {
  let open = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (/[\s`'"|\\;]/.test(char) || (char === "," && open === 0)) return text.slice(0, index);
    if ("({[<".includes(char)) open++;
    else if (")}]>".includes(char) && --open < 0) return text.slice(0, index);
  }
  return text;
}
