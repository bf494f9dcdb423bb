import { Parser } from "htmlparser2";
import { Failure } from "../../diagnostics/failure.ts";
import { BlockBuilder } from "./block-builder.ts";
import { type Block, lineAt, type Run } from "./blocks.ts";

const SKIPPED = new Set([
  ..."script style svg nav template iframe textarea select button head noscript object canvas dialog footer".split(" "),
]);
/** Elements that stand in a line of text; all others end the paragraph. */
const INLINE = new Set([
  ..."a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q s samp small span".split(
    " ",
  ),
  ..."strike strong sub sup time tt u var wbr nobr".split(" "),
]);
const CODE = new Set(["code", "tt", "kbd", "samp"]);

interface State {
  readonly builder: BlockBuilder;
  /** Open inline elements, the innermost last. */
  readonly styles: { readonly name: string; readonly mark?: Run["mark"]; readonly link?: string }[];
  /** How many skipped elements are open. */
  skipped: number;
  pre: { text: string; language: string; readonly line: number } | undefined;
  /** Languages that elements around a code block name. */
  readonly languages: string[];
  title: string | undefined;
  inTitle: boolean;
}

/** The line of the page's source on which what follows stands; written by what makes HTML of another markup. */
const LINE = /^L(\d+)$/;
const INCLUDE = /^I([^|]*)\|([^|]*)$/;

export interface HtmlPage {
  readonly blocks: readonly Block[];
  /** The `<title>`. */
  readonly title: string | undefined;
}

/**
 * HTML as blocks. `generated`: comments hold lines and included pages, and positions in the HTML mean nothing.
 * Errors: a `Failure` where elements are nested deeper than in any page for people.
 */
export function htmlBlocks(html: string, document: string, generated: boolean): HtmlPage {
  const builder = new BlockBuilder(document);
  const state: State = {
    builder,
    styles: [],
    skipped: 0,
    pre: undefined,
    languages: [],
    title: undefined,
    inTitle: false,
  };
  const lineOf = generated ? undefined : createLineCounter(html);
  let depth = 0;
  const seek = () => {
    if (lineOf) builder.line = lineOf(parser.startIndex);
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > DEEPEST) throw tooDeep(document);
      seek();
      openTag(state, name, attributes);
    },
    onclosetag(name) {
      depth--;
      closeTag(state, name, document);
    },
    ontext(text) {
      if (state.inTitle) state.title = (state.title ?? "") + text;
      else if (state.pre) state.pre.text += text;
      else if (state.skipped === 0) addText(state, text);
    },
    oncomment(comment) {
      if (generated) readComment(state, comment, document);
    },
  });
  parser.write(html);
  parser.end();
  return { blocks: builder.finish(), title: state.title?.replace(/\s+/g, " ").trim() };
}

const DEEPEST = 3000;

function tooDeep(document: string): Failure {
  return new Failure(
    "unusable",
    `${document} nests more than ${DEEPEST} elements in one another; it is no page for people`,
  );
}

function readComment({ builder }: State, comment: string, document: string): void {
  const line = LINE.exec(comment)?.[1];
  if (line !== undefined) builder.line = Number(line);
  const include = INCLUDE.exec(comment);
  if (!include) return;
  const target = decodeURIComponent(include[1] ?? "");
  builder.add({ kind: "include", target, as: include[2] || undefined, at: lineAt(document, builder.line) });
}

/** Events come in order, so that lines are counted on from the last one. */
function createLineCounter(text: string): (index: number) => number {
  let line = 1;
  let next = text.indexOf("\n");
  return (index) => {
    while (next !== -1 && next < index) {
      line++;
      next = text.indexOf("\n", next + 1);
    }
    return line;
  };
}

function addText({ builder, styles }: State, text: string): void {
  const mark = styles.findLast((style) => style.mark !== undefined && style.mark !== "emphasis")?.mark;
  const emphasis = mark ?? styles.findLast((style) => style.mark !== undefined)?.mark;
  const link = styles.findLast((style) => style.link !== undefined)?.link;
  // What stands beside a heading to be linked to.
  if (link?.startsWith("#") && /^\s*[¶#§🔗]\s*$/u.test(text)) return;
  builder.text(text.replace(/\s+/g, " "), {
    ...(emphasis ? { mark: emphasis } : {}),
    ...(link === undefined ? {} : { link }),
  });
}

type Attributes = Readonly<Record<string, string>>;

function openTag(state: State, name: string, attributes: Attributes): void {
  if (name === "title") state.inTitle = state.title === undefined;
  if (SKIPPED.has(name)) state.skipped++;
  if (state.skipped > 0) return;
  if (state.pre) openInPre(state.pre, name, attributes);
  else if (!openComponent(state.builder, name, attributes)) openElement(state, name, attributes);
}

function openElement(state: State, name: string, attributes: Attributes): void {
  const { builder } = state;
  builder.anchor(attributes.id ?? (name === "a" ? (attributes.name ?? "") : ""));
  if (name === "br") builder.text("\n", {});
  else if (name === "pre") openPre(state, attributes);
  else if (INLINE.has(name)) openInline(state, name, attributes);
  else openBlock(state, name, attributes);
}

/** Components that describe endpoints and their fields; false for all other elements. */
function openComponent(builder: BlockBuilder, name: string, attributes: Attributes): boolean {
  const method = /^(?:get|post|put|patch|delete)$/i.exec(attributes.method ?? "")?.[0];
  const isField = name === "paramfield" || name === "responsefield";
  if (isField) openField(builder, attributes);
  else if (method !== undefined && name !== "form") openEndpoint(builder, method, attributes);
  return isField || (method !== undefined && name !== "form");
}

/** `<Route method="GET">/users</Route>`, `<Endpoint method="get" path="/users" />` of components in MDX. */
function openEndpoint(builder: BlockBuilder, method: string, { path, url, endpoint }: Attributes): void {
  builder.flush();
  builder.text(`${method.toUpperCase()} ${path ?? url ?? endpoint ?? ""}`, {});
}

const PLACES = ["query", "path", "header", "body"];

/** `<ParamField query="limit" type="integer" required>` as an item of a list. */
function openField(builder: BlockBuilder, attributes: Attributes): void {
  const place = PLACES.find((one) => attributes[one] !== undefined) ?? "response";
  const name = attributes[place] ?? attributes.name ?? "";
  const facts = [place, attributes.type, attributes.required === undefined ? undefined : "required"];
  builder.open("list");
  builder.openPart("item");
  builder.text(name, { mark: "code" });
  builder.text(` (${facts.filter((fact) => fact !== undefined).join(", ")}) `, {});
}

function openInPre(pre: NonNullable<State["pre"]>, name: string, attributes: Attributes): void {
  if (name === "br") pre.text += "\n";
  if (name === "code" && pre.language === "") pre.language = languageOf(attributes);
}

function openPre(state: State, attributes: Attributes): void {
  const { builder, languages } = state;
  builder.flush();
  const language = languageOf(attributes) || (languages.findLast((one) => one !== "") ?? "");
  state.pre = { text: "", language, line: builder.line };
}

function openInline(state: State, name: string, attributes: Attributes): void {
  if (state.styles.length > 100) return;
  const mark = CODE.has(name) ? "code" : name === "b" || name === "strong" ? "strong" : undefined;
  const style = mark ?? (name === "em" || name === "i" || name === "var" ? "emphasis" : undefined);
  const link = name === "a" ? attributes.href : undefined;
  state.styles.push({ name, ...(style ? { mark: style } : {}), ...(link === undefined ? {} : { link }) });
}

const OPENS: Readonly<Record<string, (builder: BlockBuilder) => void>> = {
  ul: (builder) => builder.open("list"),
  ol: (builder) => builder.open("list"),
  dl: (builder) => builder.open("definitions"),
  table: (builder) => builder.open("table"),
  li: (builder) => builder.openPart("item"),
  dt: (builder) => builder.openPart("term"),
  dd: (builder) => builder.openPart("body"),
  tr: (builder) => builder.openRow(),
  td: (builder) => builder.openPart("cell"),
  th: (builder) => builder.openPart("cell"),
};
const CLOSES: Readonly<Record<string, (builder: BlockBuilder) => void>> = {
  ul: (builder) => builder.close("list"),
  ol: (builder) => builder.close("list"),
  dl: (builder) => builder.close("definitions"),
  table: (builder) => builder.close("table"),
  li: (builder) => builder.closePart("item"),
  dt: (builder) => builder.closePart("term"),
  dd: (builder) => builder.closePart("body"),
  td: (builder) => builder.closePart("cell"),
  th: (builder) => builder.closePart("cell", true),
};
const HEADING = /^h([1-6])$/;
const MARKED = /^(?:div|figure|section)$/;

function openBlock({ builder, languages }: State, name: string, attributes: Attributes): void {
  if (MARKED.test(name)) languages.push(languageOf(attributes));
  const opens = Object.hasOwn(OPENS, name) ? OPENS[name] : undefined;
  if (HEADING.test(name)) builder.openHeading();
  else if (opens) opens(builder);
  else builder.flush();
}

function closeTag(state: State, name: string, document: string): void {
  if (name === "title") state.inTitle = false;
  if (SKIPPED.has(name) && state.skipped > 0) {
    state.skipped--;
    return;
  }
  if (state.skipped > 0) return;
  if (name === "paramfield" || name === "responsefield") {
    state.builder.closePart("item");
    state.builder.close("list");
  } else if (state.pre) closeInPre(state, name, document);
  else if (INLINE.has(name)) {
    const index = state.styles.findLastIndex((style) => style.name === name);
    if (index >= 0) state.styles.splice(index, 1);
  } else closeBlock(state, name);
}

function closeInPre(state: State, name: string, document: string): void {
  const { pre, builder } = state;
  if (!pre) return;
  if (name !== "pre") {
    if (/^(div|p|li|tr)$/.test(name) && !pre.text.endsWith("\n")) pre.text += "\n";
    return;
  }
  state.pre = undefined;
  const text = pre.text.replace(/^\n/, "").trimEnd();
  if (text.trim() === "") return;
  builder.add({ kind: "code", language: pre.language, text, at: lineAt(document, pre.line) });
}

function closeBlock({ builder, languages, styles }: State, name: string): void {
  if (MARKED.test(name)) languages.pop();
  const level = HEADING.exec(name)?.[1];
  const closes = Object.hasOwn(CLOSES, name) ? CLOSES[name] : undefined;
  if (level !== undefined) builder.closeHeading(Number(level));
  else if (closes) closes(builder);
  else builder.flush();
  // What was left open in a heading or a table ends with it.
  if (level !== undefined || name === "table") styles.length = 0;
}

const LANGUAGE = /(?:^|\s)(?:language-|lang-|highlight-(?:source-)?|brush:\s*|sourceCode\s+|highlight\s+)([\w+#.-]+)/;

function languageOf(attributes: Attributes): string {
  const named = attributes["data-lang"] ?? attributes["data-language"];
  return (named ?? LANGUAGE.exec(attributes.class ?? "")?.[1] ?? "").toLowerCase();
}
