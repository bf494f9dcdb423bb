import { expect, test } from "vitest";
import { readOne } from "../test-support.ts";

const many = (text: string, length = 30_000): string => text.repeat(Math.ceil(length / text.length));

/** Pages on which careless readers never end, or fall over: each is read or refused, within the time of a test. */
const PAGES: readonly (readonly [name: string, text: string])[] = [
  ["quotes.md", `GET /x\n\n${many("> ")}`],
  ["lists.md", Array.from({ length: 500 }, (_, at) => `${" ".repeat(at * 2)}- GET /x`).join("\n")],
  ["marks.md", `GET /x\n\n${many("*a **b `c [d](")}`],
  ["tags.md", `GET /x\n\n${many("{% a <%= b {{< c ")}`],
  ["angles.md", `GET /x\n\n${many("<a <!-- ")}`],
  ["columns.md", `GET /x\n\n|${many("a|")}\n|${many("-|")}\n`],
  ["sections.md", many("## Get x\n\n`GET /x`\n\n```json\n[{}]\n```\n")],
  ["braces.md", `GET /x\n\n\`\`\`json\n${many("[{")}\n\`\`\`\n`],
  ["curl.md", `\`GET /x\`\n\n\`\`\`\n${many("curl https://a.example/x -d 'y \\\n")}\n\`\`\`\n`],
  ["path.md", `GET ${many("/{a", 20_000)}\n\nGET /x\n`],
  ["open.html", `<!doctype html>GET /x${many("<b><td><li>", 20_000)}`],
  ["close.html", `<!doctype html>GET /x${many("</p></li></table></dl>")}`],
  ["inline.rst", `GET /x\n======\n\n${many("``a `b |c *d :e:`f ")}`],
  ["fields.rst", `.. http:get:: /x\n\n${many("   :query a: b\n")}`],
  ["items.rst", `.. http:get:: /x\n\n${many("   - a\n\n")}`],
  ["grids.rst", `.. http:get:: /x\n\n${many("+---+---+\n| a | b |\n")}`],
  ["edges.rst", `.. http:get:: /x\n\n${many("=== ===\na b\n")}`],
  ["indents.rst", `.. http:get:: /x\n\n${Array.from({ length: 400 }, (_, at) => `${" ".repeat(at)}a`).join("\n\n")}`],
];

test.each(PAGES)("%s", async (name, text) => {
  const outcome = await readOne(text, name).then(({ facts }) => facts.operations.length > 0, String);
  expect(outcome === true || /^Failure: /.test(String(outcome))).toBe(true);
});

test("names that objects have of themselves are names like others", async () => {
  const { facts } = await readOne(
    '# Users\n\n`GET /constructor/{valueOf}`\n\n| Name | Description |\n|---|---|\n| `__proto__` | x |\n| toString | y |\n\n```json\n[{"__proto__": 1, "constructor": 2}]\n```\n',
    "a.md",
  );
  const [one] = facts.operations;
  expect(one?.parameters.map(({ name }) => name)).toEqual(["valueOf", "__proto__", "toString"]);
  expect([...(one?.responses[0]?.content[0]?.schema?.items?.properties.keys() ?? [])]).toEqual([
    "__proto__",
    "constructor",
  ]);
});
