/** What stands before a description that a page or a script holds as JSON. */
const BEFORE =
  /(?:__redoc_state\s*=\s*|"spec"\s*:\s*\{\s*"data"\s*:\s*|["']?(?:swaggerDoc|spec|content)["']?\s*:\s*|^\s*)(?=\{)/g;
/** Places that are tried; a page that has more of them isn't made for reading. */
const MOST_PLACES = 20;

/** The JSON text of an API description within a script, or a script's data; `undefined` where none is whole. */
export function embeddedObject(script: string): string | undefined {
  if (!/"(?:openapi|swagger)"\s*:\s*"[23]\./.test(script)) return undefined;
  const places = [...script.matchAll(BEFORE)].slice(0, MOST_PLACES);
  const texts = places.map((match) => balancedObject(script, match.index + match[0].length));
  return texts.find((text) => text !== undefined && isDescription(text));
}

function isDescription(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && ("openapi" in value || "swagger" in value);
  } catch {
    return false; // A script's object, not JSON.
  }
}

/** The text from an opening brace to the one that closes it, strings passed over. */
function balancedObject(text: string, start: number): string | undefined {
  const token = /"(?:[^"\\]|\\.)*"|[{}]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === "{") depth++;
    if (match[0] === "}" && --depth === 0) return text.slice(start, token.lastIndex);
  }
  return undefined;
}
