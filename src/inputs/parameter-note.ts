import type { JsonType } from "../model/values.ts";
import { readTypeWord } from "./schema-types.ts";

/** What a short remark on a parameter or field says beside its words. */
export interface ParameterNote {
  /** Empty: nothing is said. */
  readonly types: readonly JsonType[];
  readonly format: string | undefined;
  /** `undefined`: nothing is said. */
  readonly required: boolean | undefined;
  readonly default: string | undefined;
  /** The values that are listed as the only ones. */
  readonly enum: readonly string[] | undefined;
}

const REQUIRED =
  /^\W*(?:required|mandatory)\b(?![*_\s]+(?:if|when|only|unless|for|by)\b)|\((?:required|mandatory)\)|\bthis (?:field|parameter|header) is (?:required|mandatory)\b/i;
const OPTIONAL = /^\W*optional\b|\(optional\)|\bis optional\b/i;
const DEFAULT =
  /\b(?:defaults? (?:to|is|value(?: is)?)|default\s*[:=]|\(default)\s*[`"'*]*([\w.:+-]{1,40}?)[`"'*]*(?=[\s,;.)]|$)/i;
const ONE_OF =
  /\b(?:one of|allowed values(?: are)?|possible values(?: are)?|valid values(?: are)?|must be one of|either)\b\s*:?\s*((?:[`"'][^`"'\n]{1,60}[`"'](?:\s*(?:,|\bor\b|\band\b|\|)\s*)*)+)/i;

/**
 * Reads `(Required) integer. One of: "a", "b". Defaults to a` and the like: types only where the remark begins with one,
 * or is nothing else. A list such as `ascending,descending` that is the whole remark is one of values.
 */
export function readParameterNote(remark: string): ParameterNote {
  const text = remark.slice(0, 2000).trim();
  const type = typeOf(text);
  return {
    types: type.types,
    format: type.format,
    required: REQUIRED.test(text) ? true : OPTIONAL.test(text) ? false : undefined,
    default: DEFAULT.exec(text)?.[1]?.replace(/[.:]$/, ""),
    enum: enumOf(text),
  };
}

function typeOf(text: string): Pick<ParameterNote, "types" | "format"> {
  const plain = text.replace(/^[\s(*_`]*(?:required|optional|mandatory)[\s),.:*_`|-]*/i, "");
  const word = /^[([<*_`{]*([A-Za-z][\w-]{1,12}(?:\[\])?)[)\]>*_`}]*(?=\s*(?:$|[,.;:|(\-–—]))/.exec(plain)?.[1];
  const read = word === undefined ? undefined : readTypeWord(word);
  if (!read || read.type === "any") return { types: [], format: undefined };
  return { types: [read.type], format: read.format };
}

function enumOf(text: string): readonly string[] | undefined {
  const list = ONE_OF.exec(text)?.[1];
  const quoted =
    list === undefined ? [] : [...list.matchAll(/[`"']([^`"'\n]{1,60})[`"']/g)].map(([, value = ""]) => value);
  if (quoted.length > 1) return [...new Set(quoted)];
  const bare = /^[\w-]+(?:\s*[,|]\s*[\w-]+)+$/.test(text) ? text.split(/[,|]/).map((value) => value.trim()) : [];
  const isTypes = bare.every((value) => readTypeWord(value) !== undefined);
  return bare.length > 1 && !isTypes ? [...new Set(bare)] : undefined;
}
