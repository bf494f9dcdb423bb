import type { FieldPath } from "../../model/values.ts";
import { child, children, type Node } from "../node.ts";

/** What the scripts of a request say that they do; nothing of them is ever run. */
export interface ScriptFacts {
  /** Fields of the answer that are looked at; a number is an element. */
  readonly reads: readonly FieldPath[];
  /** Variables that are given a field of the answer. */
  readonly sets: readonly { readonly variable: string; readonly path: FieldPath }[];
  /** Headers that are given to every request, with what is said of their value. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

const LONGEST = 50_000;
const ROOT =
  /\b(?:const|let|var)\s+(\w+)\s*=\s*(?:await\s+)?(?:pm\.response\.json\(\)|JSON\.parse\(\s*(?:responseBody|pm\.response\.text\(\))\s*\))/g;
const INLINE = /(?:pm\.response\.json\(\)|JSON\.parse\(\s*(?:responseBody|pm\.response\.text\(\))\s*\))/g;
const ALIAS = /\b(?:const|let|var)\s+(\w+)\s*=\s*(\w+(?:\s*(?:\.\w+|\[\s*(?:\d+|["'][^"'\n]{1,60}["'])\s*\])){1,12})/g;
const SET =
  /\b(?:pm\.(?:environment|globals|collectionVariables|variables)\.set|postman\.set(?:Environment|Global)Variable)\(\s*["'`]([\w.-]{1,60})["'`]\s*,\s*([\w$]+(?:\s*(?:\.\w+|\[\s*(?:\d+|["'][^"'\n]{1,60}["'])\s*\])){0,12})/g;
const ACCESS = /\.(\w+)|\[\s*(?:(\d+)|["']([^"'\n]{1,60})["'])\s*\]/g;
const HEADER =
  /\bheaders\.(?:add|upsert)\(\s*\{[^{}]{0,80}?key["']?\s*:\s*["']([\w-]{1,60})["']\s*,\s*["']?value["']?\s*:\s*([^{}\n]{1,200})/g;
/** Members of arrays and texts, and words of assertions: no fields. */
const NO_FIELD =
  /^(?:length|forEach|map|filter|find|some|every|reduce|push|pop|slice|split|join|sort|includes|indexOf|keys|values|entries|toString|trim|replace|hasOwnProperty|to|be|have|should|expect|not|then|catch|concat|match|test)$/;

/** The scripts of an item, or of a whole collection. */
export function readScripts(node: Node): ScriptFacts {
  const code = children(child(node, "event"))
    .flatMap((event) => linesOf(child(child(event, "script"), "exec").value))
    .join("\n")
    .slice(0, LONGEST);
  const plain = withoutRemarks(code);
  const marked = plain.replace(ROOT, "ROOT $1 =").replace(INLINE, "answer__");
  const roots = new Set(["answer__", ...[...marked.matchAll(/ROOT (\w+) =/g)].map(([, name = ""]) => name)]);
  const aliases = aliasesOf(marked, roots);
  const headers = [...plain.matchAll(HEADER)].map(([, name = "", value = ""]) => ({ name, value: value.trim() }));
  return { reads: readsOf(marked, roots), sets: setsOf(marked, { roots, aliases }), headers };
}

function linesOf(exec: unknown): readonly string[] {
  if (typeof exec === "string") return [exec];
  return Array.isArray(exec) ? exec.filter((line) => typeof line === "string") : [];
}

function withoutRemarks(code: string): string {
  return code.replace(/\/\*[\s\S]{0,5000}?\*\//g, " ").replace(/(^|[^:"'`])\/\/[^\n]*/g, "$1");
}

function readsOf(code: string, roots: ReadonlySet<string>): readonly FieldPath[] {
  const found = new Map<string, FieldPath>();
  for (const [, name = "", access = ""] of code.matchAll(
    /\b([\w$]+)((?:\.\w+|\[\s*(?:\d+|["'][^"'\n]{1,60}["'])\s*\]){1,12})/g,
  )) {
    const path = roots.has(name) ? pathOf(access) : [];
    if (path.length > 0) found.set(JSON.stringify(path), path);
  }
  return [...found.values()];
}

/** Steps up to the first that is no field; `.length` and the like of an array tell that it is one. */
function pathOf(access: string): FieldPath {
  const steps: string[] = [];
  for (const [, name, index, quoted] of access.matchAll(ACCESS)) {
    const step = name ?? index ?? quoted ?? "";
    if (name !== undefined && NO_FIELD.test(name))
      return /^(?:length|forEach|map|filter|find|some)$/.test(name) ? [...steps, "0"] : steps;
    steps.push(step);
  }
  return steps;
}

/** Local names of fields of the answer. */
function aliasesOf(code: string, roots: ReadonlySet<string>): ReadonlyMap<string, FieldPath> {
  const aliases = new Map<string, FieldPath>();
  for (const [, name = "", expression = ""] of code.matchAll(ALIAS)) {
    const path = pathOfExpression(expression, { roots, aliases });
    if (path && path.length > 0) aliases.set(name, path);
  }
  return aliases;
}

interface Names {
  readonly roots: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, FieldPath>;
}

function pathOfExpression(expression: string, { roots, aliases }: Names): FieldPath | undefined {
  const [, name = "", access = ""] = /^([\w$]+)([\s\S]*)$/.exec(expression.trim()) ?? [];
  const above = roots.has(name) ? [] : aliases.get(name);
  return above && [...above, ...pathOf(access)];
}

function setsOf(code: string, names: Names): ScriptFacts["sets"] {
  return [...code.matchAll(SET)].flatMap(([, variable = "", expression = ""]) => {
    const path = pathOfExpression(expression, names);
    return path && path.length > 0 ? [{ variable, path }] : [];
  });
}

/** The answer that the fields belong to, with `<any>` for every value; `undefined` where none is looked at. */
export function sketchedAnswer({ reads, sets }: ScriptFacts): unknown {
  const root: { value: unknown } = { value: undefined };
  for (const path of [...reads, ...sets.map((one) => one.path)]) root.value = withPath(root.value, path);
  return root.value;
}

function withPath(held: unknown, path: FieldPath): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return held ?? "<any>";
  if (/^\d+$/.test(step)) return [withPath(Array.isArray(held) ? held[0] : undefined, rest)];
  const object =
    typeof held === "object" && held !== null && !Array.isArray(held) ? (held as Record<string, unknown>) : {};
  return { ...object, [step]: withPath(Object.hasOwn(object, step) ? object[step] : undefined, rest) };
}
