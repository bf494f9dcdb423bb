import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readDocuments } from "../registry.ts";
import { contextOf } from "../test-support.ts";
import { columnOf, onlySet, readFilesOf } from "./test-support.ts";

const delimited = { kind: "delimited", delimiter: ",", quote: '"', header: true, skipLines: 0 };

const FORMS: readonly (readonly [
  name: string,
  file: string,
  text: string,
  format: object,
  columns: string[],
  rows: number,
])[] = [
  ["commas", "a.csv", "id,name\n1,Ann\n2,Bo\n", delimited, ["id", "name"], 2],
  [
    "semicolons and decimal commas",
    "a.csv",
    "id;price\n1;2,50\n2;3,75\n",
    { ...delimited, delimiter: ";" },
    ["id", "price"],
    2,
  ],
  ["tabs", "a.tsv", "id\tname\n1\tAnn, B\n2\tBo, C\n", { ...delimited, delimiter: "\t" }, ["id", "name"], 2],
  [
    "bars without a name that tells",
    "part.dat",
    "id|name\n1|Ann\n2|Bo\n3|Cy\n",
    { ...delimited, delimiter: "|" },
    ["id", "name"],
    3,
  ],
  [
    "no header",
    "a.csv",
    "1,Ann,2.5\n2,Bo,3.5\n",
    { ...delimited, header: false },
    ["column_1", "column_2", "column_3"],
    2,
  ],
  [
    "lines above",
    "a.csv",
    "Export of stock\nby the shop\n\nsku;left\nA1;3\nB2;4\nC3;5\n",
    { ...delimited, delimiter: ";", skipLines: 3 },
    ["sku", "left"],
    3,
  ],
  ["comments", "a.csv", "# made today\nid,left\n1,3\n# half\n2,4\n", { ...delimited, comment: "#" }, ["id", "left"], 2],
  [
    "line breaks and quotes in quotes",
    "a.csv",
    'id,text\r\n1,"two\r\nlines, ""so"""\r\n2,x\r\n',
    delimited,
    ["id", "text"],
    2,
  ],
  ["a byte order mark", "a.csv", "\ufeffid,name\n1,Ann\n2,Bo\n", delimited, ["id", "name"], 2],
  ["only a header", "a.csv", "id,name,created_at\n", delimited, ["id", "name", "created_at"], 0],
  [
    "names that are there twice, or missing",
    "a.csv",
    "id,n,n,n,\n1,a,b,c,\n2,d,e,f,\n",
    delimited,
    ["id", "n", "n_2", "n_3", "column_5"],
    2,
  ],
  ["a delimiter at each end", "a.csv", "id;n\n1;a;\n2;b;\n", { ...delimited, delimiter: ";" }, ["id", "n"], 2],
  [
    "inches, which are no quotes",
    "a.csv",
    'id;size\n1;5" pipe\n2;7" pipe\n',
    { ...delimited, delimiter: ";" },
    ["id", "size"],
    2,
  ],
  [
    "quotes that a sign masks",
    "a.csv",
    'id,n\n1,"a \\"x\\" b"\n2,"c \\"y\\", d"\n',
    { ...delimited, escape: "\\" },
    ["id", "n"],
    2,
  ],
  ["lines that end as on old Macs", "a.csv", "id,n\r1,a\r2,b\r", delimited, ["id", "n"], 2],
  ["years above columns", "a.csv", "land,2021,2022\nDE,1,2\nFR,4,5\n", delimited, ["land", "2021", "2022"], 2],
  ["one column", "a.csv", "code\nA1\nB2\n", delimited, ["code"], 2],
  [
    "JSON lines",
    "a.jsonl",
    '{"id":1,"n":"a"}\n{"id":2,"n":"b","more":[1]}\n',
    { kind: "json-lines" },
    ["id", "n", "more"],
    2,
  ],
  ["JSON lines under another name", "a.log.txt", '{"id":1}\n{"id":2}\n{"id":3}\n', { kind: "json-lines" }, ["id"], 3],
  ["a JSON list", "a.json", '[{"id":1},{"id":2}]', { kind: "json", recordsPath: [] }, ["id"], 2],
  [
    "a JSON list below a name",
    "a.json",
    '{"meta":{"n":2},"data":[{"id":1},{"id":2}]}',
    { kind: "json", recordsPath: ["data"] },
    ["id"],
    2,
  ],
];

test.each(FORMS)("%s", async (...given) => {
  const [, file, text, format, columns, rows] = given;
  const { facts } = await readFilesOf({ [file]: text });
  const set = onlySet(facts);
  expect(set.format).toEqual(format);
  expect(set.columns.map(({ name }) => name)).toEqual(columns);
  expect(set.rows).toBe(rows);
});

const OTHERS: readonly (readonly [name: string, file: string, text: string])[] = [
  ["a sentence", "notes.txt", "Hello, world\nhow are you, today\nwell, thanks\n"],
  ["YAML", "a.yaml", "a: 1\nb: 2\nc: x, y\n"],
  ["a configuration", "a.txt", "host: a\nport: 1\nuser: b\n"],
  ["one object", "a.json", '{"id":1,"name":"x"}'],
  ["a list of numbers", "a.json", "[1,2,3]"],
  ["GeoJSON", "a.json", '{"type":"FeatureCollection","features":[{"id":1},{"id":2}]}'],
  ["a package.json", "package.json", '{"name":"x","version":"1","scripts":{},"authors":[{"a":1},{"a":2}]}'],
];

test.each(OTHERS)("%s is no file of records", async (_, file, text) => {
  await expect(readDocuments([file], contextOf({ [file]: text }))).rejects.toThrow(/looks like|broken/);
});

test("an API in a file beside stays an API, and pages beside records are about those", async () => {
  const api = { openapi: "3.0.0", info: { title: "x" }, paths: { "/a": { get: { responses: {} } } } };
  const orders = "id,n\n1,a\n2,b\n";
  const both = await readDocuments(["d"], contextOf({ "d/api.json": api, "d/orders.csv": orders }));
  expect(both.kind).toBe("http");
  const page = "# Orders\n\nEach object has a GET /field.\n";
  expect((await readDocuments(["d"], contextOf({ "d/README.md": page, "d/orders.csv": orders }))).kind).toBe("file");
});

const REFUSED: readonly (readonly [name: string, content: unknown, message: RegExp])[] = [
  ["nothing", "", /is empty$/],
  ["zeros", "a,b\n\0\0,1\n", /holds NUL characters: it is no text file$/],
  ["a line without end", "a,b,".repeat(400_000), /more than 1000000 characters in line 1: it has no rows$/],
  ["100,000 columns", `${"a,".repeat(100_000)}b\n`, /has 100001 columns; files of at most 2000 can be read$/],
];

test.each(REFUSED)("%s is refused in one line", async (_, content, message) => {
  await expect(readDocuments(["a.csv"], contextOf({ "a.csv": content }))).rejects.toThrow(message);
});

test("what is packed is unpacked, in part where it is a bomb, and refused where it isn't packed", async () => {
  const { facts } = await readFilesOf({ "sales_20250101.csv.gz": gzipSync("id,n\n1,a\n2,b\n") });
  expect(onlySet(facts)).toMatchObject({ glob: "sales_*.csv.gz", compression: "by-name", rows: 2 });
  const bomb = gzipSync(`id,n\n${"1234567,abcdefgh\n".repeat(1_200_000)}`);
  const large = await readFilesOf({ "a.csv.gz": bomb });
  expect(large.codes).toContain("files/cut");
  expect(onlySet(large.facts).samples[0]?.cut).toBe(true);
  const broken = Uint8Array.of(0x1f, 0x8b, 8, 0, 0xff, 1, 2);
  await expect(readDocuments(["a.csv.gz"], contextOf({ "a.csv.gz": broken }))).rejects.toThrow(/can't be unpacked$/);
});

describe("several files", () => {
  test("of one kind are one set, by their names and columns", async () => {
    const { facts } = await readFilesOf({
      "orders-2025-01.csv": "id,n\n1,a\n2,b\n",
      "orders-2025-02.csv": "id,n\n3,c\n",
      "customers.csv": "key,name\n1,Ann\n2,Bo\n",
    });
    expect(facts.sets.map(({ name, glob, rows }) => [name, glob, rows])).toEqual([
      ["orders", "orders-*.csv", 3],
      ["customers", "customers.csv", 2],
    ]);
  });

  test("of one name and other columns are told, and two sets where they are unlike", async () => {
    const more = await readFilesOf({ "a_01.csv": "id,n,x\n1,a,2\n2,b,3\n", "a_02.csv": "id,n,x,y\n3,c,4,5\n" });
    expect(more.codes).toContain("files/other-columns");
    expect(onlySet(more.facts).columns).toHaveLength(4);
    const other = await readFilesOf({ "a_01.csv": "id,n\n1,a\n2,b\n", "a_02.csv": "u,v\n3,c\n4,d\n" });
    expect(other.facts.sets.map(({ glob }) => glob)).toEqual(["a_01.csv", "a_02.csv"]);
  });

  test("of one folder keep its folders in their globs", async () => {
    const context = contextOf({ "in/orders/20250101.csv": "id,n\n1,a\n", "in/orders/20250102.csv": "id,n\n2,b\n" });
    const facts = await readDocuments(["in"], context);
    expect(facts).toMatchObject({ kind: "file", title: "orders", sets: [{ name: "orders", glob: "orders/*.csv" }] });
  });
});

test("rows that don't fit are told with their line", async () => {
  const context = contextOf({ "a.csv": "a,b,c\n1,2,3\n4,5\n6,7,8\n9,1,2\n" });
  await readDocuments(["a.csv"], context);
  expect(context.collector.diagnostics).toMatchObject([
    { code: "files/ragged-rows", at: { document: "a.csv", pointer: "line 3" } },
  ]);
});

test("values are counted with the lines of the first and the odd one", async () => {
  const { facts } = await readFilesOf({ "a.csv": "id,at\n007,2025-01-02\n8,never\n8,\n" });
  const set = onlySet(facts);
  expect(columnOf(set, "at")).toMatchObject({
    rows: 3,
    empty: 1,
    values: 2,
    forms: [
      {
        form: "date %Y-%m-%d",
        count: 1,
        first: { at: { document: "a.csv", pointer: "line 2" } },
        unlike: { at: { pointer: "line 3" } },
      },
      { form: "text", count: 1 },
    ],
  });
  expect(columnOf(set, "id")).toMatchObject({ unique: false, repeated: { at: { pointer: "line 4" } } });
  expect(columnOf(set, "id").numbers.leadingZero).toMatchObject({ count: 1, first: { at: { pointer: "line 2" } } });
});
