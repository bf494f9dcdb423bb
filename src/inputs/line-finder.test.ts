import { expect, test } from "vitest";
import { createLineFinder } from "./line-finder.ts";

const JSON_TEXT = `{
\t"info": {"title": "x",
    "a/b": 1 },
  "list": [
    {"k": 1},

    [2,
     3]
  ],
  "long": "a\\nb", "last": true
}`;

const YAML_TEXT = `# about
info:
  title: x
  a/b: 1
list:
- k: 1

- - 2
  - 3
"quo\\"ted": |
  text
  more: text
last: {x: &here 1, y: *here}
`;

const PLACES: readonly (readonly [text: string, pointer: string, line: number | undefined])[] = [
  [JSON_TEXT, "", 1],
  [JSON_TEXT, "/info", 2],
  [JSON_TEXT, "/info/a~1b", 3],
  [JSON_TEXT, "/list/0/k", 5],
  [JSON_TEXT, "/list/1", 7],
  [JSON_TEXT, "/list/1/1", 8],
  [JSON_TEXT, "/last", 10],
  [JSON_TEXT, "/list/9", 4],
  [JSON_TEXT, "/gone/further", 1],
  [JSON_TEXT, "line 6", 6],
  [YAML_TEXT, "/info", 2],
  [YAML_TEXT, "/info/a~1b", 4],
  [YAML_TEXT, "/list/0", 6],
  [YAML_TEXT, "/list/1/1", 9],
  [YAML_TEXT, '/quo"ted', 10],
  [YAML_TEXT, "/last/y", 13],
  ["{", "/a", undefined],
];

test.each(PLACES)("%j at %j", (text, pointer, line) => {
  expect(createLineFinder(text)(pointer)).toBe(line);
});
