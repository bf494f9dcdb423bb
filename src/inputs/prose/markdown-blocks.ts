import MarkdownIt from "markdown-it";
import type { Block } from "./blocks.ts";
import { htmlBlocks } from "./html-blocks.ts";
import { withoutTemplateTags } from "./template-tags.ts";

export interface MarkdownPage {
  readonly blocks: readonly Block[];
  /** Of the front matter. */
  readonly title: string | undefined;
}

/** Block tokens that tell on which line they begin. */
const LOCATED = new Set([
  ..."heading_open paragraph_open list_item_open fence code_block html_block table_open tr_open blockquote_open".split(
    " ",
  ),
]);

/** Markdown, with the HTML, the template tags and the JSX in it, as blocks. */
export function markdownBlocks(text: string, document: string): MarkdownPage {
  const { body, title } = withoutFrontMatter(text.replace(/\r\n?/g, "\n"));
  const html = markdownHtml(withoutTemplateTags(body));
  return { blocks: htmlBlocks(html, document, true).blocks, title };
}

/** As HTML in which comments tell the lines of the Markdown. */
function markdownHtml(text: string): string {
  const markdown = new MarkdownIt({ html: true, maxNesting: 50 });
  // Links stay as written: nothing is ever opened from here.
  markdown.validateLink = () => true;
  markdown.normalizeLink = (link) => link;
  const environment = {};
  const tokens = markdown.parse(text, environment);
  const located = tokens.flatMap((token) => {
    if (!token.map || !LOCATED.has(token.type)) return [token];
    const line = new (token.constructor as new (type: string, tag: string, nesting: number) => typeof token)(
      "html_block",
      "",
      0,
    );
    line.content = `<!--L${token.map[0] + 1}-->`;
    if (token.type === "html_block") token.content = withLines(token.content, token.map[0] + 1);
    return [line, token];
  });
  return markdown.renderer.render(located, markdown.options, environment);
}

/** Elements that begin a line behind the end of another tell on which line they are. */
function withLines(html: string, first: number): string {
  if (/<(?:pre|script|style|textarea)\b|<!--/i.test(html)) return html;
  const lines = html.split("\n");
  const located = (line: string, at: number) =>
    at > 0 && /^\s*</.test(line) && /(?:>|^)\s*$/.test(lines[at - 1] ?? "") ? `<!--L${first + at}-->${line}` : line;
  return lines.map(located).join("\n");
}

/** Lines of the front matter are emptied, so that all others keep their number. */
function withoutFrontMatter(text: string): { readonly body: string; readonly title: string | undefined } {
  const found = /^(?:﻿)?---[ \t]*\n([\s\S]{0,20000}?)\n---[ \t]*(?:\n|$)/.exec(text);
  if (!found) return { body: text, title: undefined };
  const title = /^title:[ \t]*["']?([^\n"']+)/m.exec(found[1] ?? "")?.[1]?.trim();
  return { body: "\n".repeat(found[0].split("\n").length - 1) + text.slice(found[0].length), title };
}
