import type { Lever } from "./request-levers.ts";

/** Pages larger than this win nothing and time out; asking for less than the maximum is always allowed. */
const LARGEST = 1000;

const MAXIMA: readonly RegExp[] = [
  /\bbetween 0?1? ?(?:and|to|-) ?([\d,]+)/i,
  /\b(?:between|from|range(?:s|d)?(?: is| of)?:?) \d+ ?(?:and|to|-|–) ?([\d,]+)/i,
  /\bmax(?:imum)?(?:ium)?(?: allowed)?(?: (?:value|number|limit|size|page size|results?|amount|of|is|per page|for this field|supported|records|items|allowed))*(?: (?:is|of|are|=))?[:=]? ?\(?([\d,]+)/i,
  /\b(?:up to|at most|no more than|not exceed|cannot exceed|larger than|higher than|greater than|more than|exceeding|less than or equal to|limited to)(?: a)?(?: maximum)?(?: of)? ([\d,]+)/i,
  /\b([\d,]+) ?(?:is the |\()?max(?:imum)?\b/i,
  /\b(?:acceptable|allowed|valid) (?:range|values?)(?: is| are)?:? \d+ ?(?:-|–|to|and) ?([\d,]+)/i,
];
const DEFAULTS: readonly RegExp[] = [
  /\bdefaults?(?: value| page size| limit| number| size)?(?: is| to| of|:|=)* ?\(?([\d,]+)/i,
  /\b([\d,]+) (?:is the default|by default|\(default\))/i,
];

/** The documented maximum, else the documented default, else nothing. */
export function pageSizeOf(lever: Lever | undefined): number | undefined {
  if (!lever) return undefined;
  const { schema, description } = lever;
  const maximum = schema.maximum ?? numberIn(description, MAXIMA);
  if (maximum !== undefined && maximum >= 1) return Math.min(maximum, Math.max(LARGEST, schema.minimum ?? 0));
  const stated = Number(schema.default);
  if (schema.default !== undefined && Number.isInteger(stated) && stated > 0) return stated;
  return numberIn(description, DEFAULTS);
}

function numberIn(text: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const found = Number(pattern.exec(text)?.[1]?.replaceAll(",", ""));
    if (Number.isInteger(found) && found > 0) return found;
  }
  return undefined;
}
