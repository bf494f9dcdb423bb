import { describe, expect, test } from "vitest";
import { type Block, textOfBlock } from "./blocks.ts";
import { htmlBlocks } from "./html-blocks.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import { isProse, markupOf } from "./markup.ts";
import { rstBlocks } from "./rst-blocks.ts";

const kinds = (blocks: readonly Block[]) => blocks.map(({ kind }) => kind);
const lines = (blocks: readonly Block[]) => blocks.map(({ at }) => at.pointer);
const texts = (blocks: readonly Block[]) => blocks.map(textOfBlock);

describe("Markdown", () => {
  test("blocks with their lines", () => {
    const { blocks, title } = markdownBlocks(
      "---\ntitle: Users\n---\n\n# List\n\nText `code`\n\n```json\n{}\n```\n",
      "d",
    );
    expect(title).toBe("Users");
    expect(kinds(blocks)).toEqual(["heading", "paragraph", "code"]);
    expect(lines(blocks)).toEqual(["line 5", "line 7", "line 9"]);
  });
  test("tables, in pipes and in HTML, are alike", () => {
    const piped = markdownBlocks("| Name | What |\n|---|---|\n| `a` | b |\n", "d").blocks;
    const tagged = markdownBlocks(
      "<table><thead><tr><th>Name</th><th>What</th></tr></thead><tr><td><code>a</code></td><td>b</td></tr></table>\n",
      "d",
    ).blocks;
    expect(texts(piped)).toEqual(["| Name | What |\n| `a` | b |"]);
    expect(texts(tagged)).toEqual(texts(piped));
  });
  test("rows of a table in HTML have lines of their own", () => {
    const [table] = markdownBlocks(
      "Text\n\n<table>\n<tr>\n<td>a</td><td>b</td>\n</tr>\n<tr><td>c</td><td>d</td></tr>\n</table>\n",
      "d",
    ).blocks.slice(1);
    expect(table?.kind === "table" && table.rows.map(({ at }) => at.pointer)).toEqual(["line 4", "line 7"]);
  });
  test("tags of templates are left out, those for endpoints are read", () => {
    const { blocks } = markdownBlocks(
      '{% hint style="info" %}\nNote\n{% endhint %}\n\n{% swagger method="get" path="/users" baseUrl="https://api.acme.com" summary="List users" %}\n{% swagger-parameter in="query" name="page" type="integer" %}\nThe page\n{% endswagger-parameter %}\n{% endswagger %}\n',
      "d",
    );
    expect(texts(blocks).join("\n")).toContain("`GET https://api.acme.com/users`");
    expect(texts(blocks).join("\n")).toContain("`page` (query, integer, optional)");
    expect(texts(blocks).join("\n")).not.toContain("{%");
  });
  test("components of MDX", () => {
    const { blocks } = markdownBlocks(
      'import { R } from "./r.jsx"\n\n## Get user\n\n<R method="get">/users/[\\{id\\}](#user)</R>\n\n<ParamField query="page" type="integer">The page</ParamField>\n',
      "d",
    );
    expect(texts(blocks)).toEqual(["Get user", "GET /users/{id}", "- `page` (query, integer) The page"]);
  });
  test("definitions of PHP Markdown Extra", () => {
    expect(texts(markdownBlocks("limit\n: How many\n\n`page`\n: Which\n", "d").blocks).join("\n")).toMatch(
      /- limit How many\n\n?- `page` Which/,
    );
  });
});

describe("reStructuredText", () => {
  test("titles by their underlines, in the order in which they come", () => {
    const blocks = rstBlocks("====\nAcme\n====\n\nUsers\n-----\n\nList\n~~~~\n\nTeams\n-----\n", "d");
    expect(blocks.map((block) => block.kind === "heading" && block.level)).toEqual([1, 2, 3, 2]);
  });
  test("the HTTP domain", () => {
    const blocks = rstBlocks(
      ".. http:get:: /users/\n\n   List them.\n\n   :query int page: which page\n   :>json string id: the id\n",
      "d",
    );
    expect(kinds(blocks)).toEqual(["heading", "paragraph", "definitions"]);
    expect(texts(blocks)[0]).toBe("GET /users/");
  });
  test("simple tables whose cells go on in the next line", () => {
    const blocks = rstBlocks(
      "===== ======\nName  What\n===== ======\na     one\n      two\nb     three\n===== ======\n",
      "d",
    );
    expect(texts(blocks)).toEqual(["| Name | What |\n| a | one two |\n| b | three |"]);
  });
  test("grid tables, list tables and CSV tables", () => {
    const grid = rstBlocks("+---+----+\n| N | W  |\n+===+====+\n| a | b  |\n+---+----+\n", "d");
    const list = rstBlocks(".. list-table::\n   :header-rows: 1\n\n   * - N\n     - W\n   * - a\n     - b\n", "d");
    const csv = rstBlocks('.. csv-table::\n   :header: "N", "W"\n\n   "a", "b"\n', "d");
    expect([grid, list, csv].map((blocks) => texts(blocks)[0])).toEqual(Array(3).fill("| N | W |\n| a | b |"));
  });
  test("code, literal blocks, tabs, includes and comments", () => {
    const blocks = rstBlocks(
      ".. code-block:: json\n\n   {}\n\nSo::\n\n    GET /users\n\n.. tabs::\n\n   .. code-tab:: bash\n\n      curl x\n\n.. include:: more.rst\n\n.. a comment\n",
      "d",
    );
    expect(kinds(blocks)).toEqual(["code", "paragraph", "code", "code", "include"]);
  });
});

describe("HTML", () => {
  test("navigation and scripts are left out, anchors and languages kept", () => {
    const { blocks, title } = htmlBlocks(
      '<!doctype html><title>Acme</title><nav>GET /nav</nav><script>x</script><h2 id="list">List</h2><pre><code class="language-json">{\n}</code></pre>',
      "d",
      false,
    );
    expect(title).toBe("Acme");
    expect(blocks).toMatchObject([
      { kind: "heading", anchors: ["list"] },
      { kind: "code", language: "json", text: "{\n}" },
    ]);
  });
  test("what is left open is closed", () => {
    const { blocks } = htmlBlocks("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table><p>e", "d", false);
    expect(kinds(blocks)).toEqual(["list", "table", "paragraph"]);
  });
});

describe("what a text is written in", () => {
  test.each([
    ["guide.md", "# Users", "markdown"],
    ["api.rst", "Users\n=====", "rst"],
    ["index.html", "<p>x", "html"],
    ["api.json", "<!doctype html><p>x", "html"],
    ["guide", "# Users\n\n`GET /users`", "markdown"],
    ["guide.md", "openapi: 3.0.0\npaths: {}", undefined],
    ["api.json", '{"openapi": "3.0.0"}', undefined],
    ["api.yaml", "# GET /users\nopenapi: 3.0.0", undefined],
    ["notes.txt", "hello", undefined],
  ])("%s", (name, text, markup) => expect(markupOf(text, name)).toBe(markup));
  test("a page that says nothing of requests is none", () => expect(isProse("x", "readme.md")).toBe(false));
});
