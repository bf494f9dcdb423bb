import { type Block, lineAt, SIGNATURE_LEVEL } from "./blocks.ts";
import { dedented, type ReadBody, type RstPage, wordsOf } from "./rst-page.ts";
import { tableBlock } from "./rst-table-block.ts";
import type { Line, RawTable } from "./rst-tables.ts";

export interface Directive {
  readonly name: string;
  readonly argument: string;
  readonly options: ReadonlyMap<string, string>;
  readonly body: readonly Line[];
  readonly line: number;
}

const FIRST = /^\s*\.\. (?:\|[^|]+\| )?([\w:+-]+)::\s*(.*)$/;

const OPTION = /^:([\w-]+):\s*(.*)$/;

/** `undefined` for a comment or a target. */
export function directiveOf(lines: readonly Line[]): Directive | undefined {
  const [first, ...rest] = lines;
  const found = FIRST.exec(first?.text ?? "");
  if (!first || !found) return undefined;
  const below = dedented(rest);
  // Only the argument of a path may go on in the next lines.
  const takesPath = found[2] !== "" && (found[1] ?? "").startsWith("http:");
  const argumentEnd = takesPath ? below.findIndex(({ text }) => text === "" || OPTION.test(text)) : 0;
  const from = argumentEnd < 0 ? below.length : argumentEnd;
  const rawOptions = below.slice(from).map(({ text }) => OPTION.exec(text));
  const end = rawOptions.indexOf(null);
  const held = end < 0 ? rawOptions : rawOptions.slice(0, end);
  const options = new Map(held.map((option) => [(option?.[1] ?? "").toLowerCase(), option?.[2] ?? ""]));
  return {
    name: (found[1] ?? "").toLowerCase(),
    argument: [found[2] ?? "", ...below.slice(0, from).map(({ text }) => text)].join(" ").trim(),
    options,
    body: dedented(below.slice(from + held.length)),
    line: first.number,
  };
}

const CODE = /^(code|code-block|sourcecode|code-tab|parsed-literal|highlight|literal|example-block|prompt)$/;
const DROPPED =
  /^(contents|toctree|image|figure|index|meta|raw|tags|sectionauthor|youtube|graphviz|mermaid|only-html|role|default-role|replace|currentmodule|module|todo|seealso-toc)$/;
const METHODS = /^http:(get|post|put|patch|delete|head|options)$/;

export function directiveBlocks(directive: Directive, page: RstPage, read: ReadBody): readonly Block[] {
  const { name, argument, body, line, options } = directive;
  const at = lineAt(page.document, line);
  const method = METHODS.exec(name)?.[1];
  if (method !== undefined) {
    const path = argument.split(/\s+/)[0] ?? "";
    const words = [{ text: `${method.toUpperCase()} ${path}` }];
    const more = options.get("synopsis");
    const synopsis: Block[] = more ? [{ kind: "paragraph", words: [{ text: more }], at }] : [];
    const deprecated: Block[] = options.has("deprecated")
      ? [{ kind: "paragraph", words: [{ text: "Deprecated." }], at }]
      : [];
    return [
      { kind: "heading", level: SIGNATURE_LEVEL, words, anchors: [], at },
      ...synopsis,
      ...deprecated,
      ...read(body),
    ];
  }
  if (name === "highlight") page.language = argument.toLowerCase();
  if (CODE.test(name)) return codeBlock(directive, page);
  if (name === "include") return [{ kind: "include", target: argument, as: undefined, at }];
  if (name === "literalinclude") {
    return [{ kind: "include", target: argument, as: options.get("language") ?? extensionOf(argument), at }];
  }
  if (name === "list-table") return listTable(directive, page, read);
  if (name === "csv-table") return csvTable(directive, page, read);
  if (DROPPED.test(name)) return [];
  return otherBlocks(directive, page, read);
}

function extensionOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

function codeBlock({ argument, body, line }: Directive, page: RstPage): readonly Block[] {
  const text = body
    .map((one) => one.text)
    .join("\n")
    .trim();
  if (text === "") return [];
  const at = lineAt(page.document, body.find((one) => one.text !== "")?.number ?? line);
  return [{ kind: "code", language: (argument.split(/\s+/)[0] ?? "").toLowerCase(), text, at }];
}

/** Notes, tabs, containers: what is in them is read as if it stood here; a tab's title tells what it shows. */
function otherBlocks({ name, argument, body, line }: Directive, page: RstPage, read: ReadBody): readonly Block[] {
  const titled =
    argument !== "" &&
    !/^(container|class|rst-class|only|tabs|versionadded|versionchanged|ifconfig|cssclass)$/.test(name);
  const at = lineAt(page.document, line);
  const words = titled ? wordsOf(argument, page) : [];
  const marked = /^deprecated$/.test(name) ? [{ text: "Deprecated: " }, ...words] : words;
  const title: Block[] = marked.length > 0 ? [{ kind: "paragraph", words: marked, at }] : [];
  return [...title, ...read(body)];
}

/** Rows are items of a list, cells are items of the list within. */
function listTable({ options, body, line }: Directive, page: RstPage, read: ReadBody): readonly Block[] {
  const [list] = read(body);
  if (list?.kind !== "list") return [];
  const rows = list.items.map(({ blocks, at }) => {
    const [inner] = blocks;
    const cells = inner?.kind === "list" ? inner.items.map((item) => item.blocks) : [blocks];
    return {
      at,
      cells: cells.map((parts) => ({
        words: parts.flatMap((part, index) =>
          part.kind === "paragraph" ? [...(index > 0 ? [{ text: "\n" }] : []), ...part.words] : [],
        ),
        blocks: parts.filter(({ kind }) => kind !== "paragraph"),
      })),
    };
  });
  const headed = Number(options.get("header-rows") ?? 0) > 0;
  const header = headed ? (rows[0]?.cells ?? []) : [];
  return [{ kind: "table", header, rows: headed ? rows.slice(1) : rows, at: lineAt(page.document, line) }];
}

function csvTable({ options, body, line }: Directive, page: RstPage, read: ReadBody): readonly Block[] {
  const split = (text: string) =>
    [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)]
      .map(([, quoted, bare]) => (quoted ?? bare ?? "").replaceAll('""', '"').trim())
      .slice(0, -1);
  const rows = body
    .filter(({ text }) => text !== "")
    .map(({ text, number }) => ({ cells: split(text).map((cell): Line[] => [{ text: cell, number }]), line: number }));
  const named = options.get("header");
  const header = named ? split(named).map((cell): Line[] => [{ text: cell, number: line }]) : undefined;
  const isHeaded = Number(options.get("header-rows") ?? 0) > 0;
  const table: RawTable = {
    header: header ?? (isHeaded ? (rows[0]?.cells ?? []) : []),
    rows: header === undefined && isHeaded ? rows.slice(1) : rows,
  };
  return [tableBlock(table, page, read, line)];
}
