import type { Run } from "./blocks.ts";

const PATTERN =
  /``((?:[^`]|`(?!`)){1,400})``|:([\w:+.-]{1,40}):`([^`]{0,400})`|`([^`]{0,400})`(__?)|`([^`]{1,400})`|\*\*([^*]{1,400})\*\*|\*([^*\s][^*]{0,400})\*|\|([^|\s][^|]{0,100})\||(?<![\w-])(\w[\w-]{0,80})_(?=[\s.,;:!?)]|$)/g;

/** A longer paragraph is no prose. */
const LONGEST = 20_000;

/** The marks within a line of reStructuredText. `targets`: what `.. _name: url` says, by name in lower case. */
export function rstRuns(text: string, targets: ReadonlyMap<string, string>): Run[] {
  if (text.length > LONGEST) return [{ text }];
  const runs: Run[] = [];
  let end = 0;
  const plain = (to: number) => {
    const between = text.slice(end, to).replace(/\\(?=.)/g, "");
    if (between !== "") runs.push({ text: between });
  };
  for (const found of text.matchAll(PATTERN)) {
    plain(found.index);
    end = found.index + found[0].length;
    runs.push(runOf(found, targets));
  }
  plain(text.length);
  return runs;
}

function runOf(found: RegExpExecArray, targets: ReadonlyMap<string, string>): Run {
  const [whole, literal, role, roleText, linked, isLink, quoted, strong, emphasis, substituted, word] = found;
  if (literal !== undefined) return { text: literal, mark: "code" };
  if (role !== undefined) return roleRun(role, roleText ?? "");
  if (isLink) return linkRun(linked ?? "", targets);
  if (quoted !== undefined) return { text: quoted, mark: "code" };
  if (strong !== undefined) return { text: strong, mark: "strong" };
  if (emphasis !== undefined) return { text: emphasis, mark: "emphasis" };
  if (substituted !== undefined) return { text: substituted };
  const target = word === undefined ? undefined : targets.get(word.toLowerCase());
  return target === undefined ? { text: whole } : { text: word ?? "", link: target };
}

/** `text <target>` */
function parts(text: string): { readonly text: string; readonly target: string | undefined } {
  const open = text.lastIndexOf("<");
  if (open < 0 || !text.endsWith(">")) return { text, target: undefined };
  const target = text.slice(open + 1, -1);
  return { text: text.slice(0, open).trim() || target, target };
}

function roleRun(role: string, text: string): Run {
  const { text: shown, target } = parts(text);
  if (/(^|:)(ref|doc|any|numref)$/.test(role)) return { text: shown, link: `#${(target ?? text).replace(/^\//, "")}` };
  const method = /^http:(get|post|put|patch|delete|head|any)$/.exec(role)?.[1];
  if (method !== undefined) return { text: `${method.toUpperCase()} ${shown}`, mark: "code" };
  return /^(code|literal|samp|py:.*|js:.*|http:.*|mailheader|kbd|command|envvar|option)$/.test(role)
    ? { text: shown, mark: "code" }
    : { text: shown };
}

function linkRun(text: string, targets: ReadonlyMap<string, string>): Run {
  const { text: shown, target } = parts(text);
  const link = target ?? targets.get(shown.toLowerCase()) ?? `#${shown.toLowerCase().replace(/\s+/g, "-")}`;
  return { text: shown, link };
}
