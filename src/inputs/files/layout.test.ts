import { describe, expect, test } from "vitest";
import { readDocuments } from "../registry.ts";
import { contextOf } from "../test-support.ts";
import { columnOf, onlySet, readFilesOf } from "./test-support.ts";

const layout = `# What the bank sends

| Field  | Start | Length | Type           | Comment      |
|--------|------:|-------:|----------------|--------------|
| kind   |     1 |      1 | X              |              |
| number |     2 |      6 | 9(6)           | of the order |
| sum    |     8 |      9 | 9(7)V99        |              |
| booked |    17 |      8 | Date CCYYMMDD  |              |
| filler |    25 |      2 | X(2)           |              |
| place  |    27 |      4 | Alphanumeric   |              |
`;
const line = (number: string, sum: string, booked: string, place: string) => `D${number}${sum}${booked}  ${place}`;
const payments = [
  "HEADER 20250131",
  line("000001", "000012345", "20250131", "A   "),
  line("000002", "000000099", "20250201", "BC  "),
  line("000003", "000100000", "20250202", "DEFG"),
  "T 3",
  "",
].join("\r\n");

test("a layout alone says what lines hold", async () => {
  const { facts } = await readFilesOf({ "payments-layout.md": layout });
  const set = onlySet(facts);
  expect(set).toMatchObject({ name: "payments", glob: "payments*", format: { kind: "fixed-width" } });
  expect(set.columns.map(({ declared }) => declared?.field)).toEqual([
    { name: "kind", type: "text", nullable: true, place: { start: 0, length: 1 } },
    { name: "number", type: "int64", nullable: true, place: { start: 1, length: 6 } },
    {
      name: "sum",
      type: "decimal(9,2)",
      nullable: true,
      written: { impliedDecimals: 2 },
      place: { start: 7, length: 9 },
    },
    {
      name: "booked",
      type: "date",
      nullable: true,
      written: { datePattern: "%Y%m%d" },
      place: { start: 16, length: 8 },
    },
    { name: "place", type: "text", nullable: true, place: { start: 26, length: 4 } },
  ]);
  expect(columnOf(set, "sum").declared).toMatchObject({
    says: "the layout says 8 to 16, 9(7)V99",
    at: { document: "payments-layout.md", pointer: "line 7" },
  });
});

test("with a sample it also tells which lines are no records", async () => {
  const { facts, codes } = await readFilesOf({ "payments-2025-01-31.txt": payments, "payments-layout.md": layout });
  const set = onlySet(facts);
  expect(codes).toEqual([]);
  expect(set).toMatchObject({
    glob: "payments-*.txt",
    format: { kind: "fixed-width", skipLines: 1, skipLinesAtEnd: 1 },
    rows: 3,
  });
  expect(columnOf(set, "place")).toMatchObject({ values: 3, first: { text: "A", at: { pointer: "line 2" } } });
});

test("both are found in a folder", async () => {
  const context = contextOf({ "in/payments-2025-01-31.txt": payments, "in/payments-layout.md": layout });
  expect(await readDocuments(["in"], context)).toMatchObject({ kind: "file", sets: [{ name: "payments", rows: 3 }] });
});

test("files of another form beside them keep theirs", async () => {
  const { facts } = await readFilesOf({
    "payments.txt": payments,
    "layout.md": layout,
    "items.json": '[{"id":1},{"id":2}]',
    "b.csv": "id,n\n1,a\n2,b\n",
  });
  expect(facts.sets.map(({ format }) => format.kind)).toEqual(["fixed-width", "json", "delimited"]);
  expect(facts.sets.map(({ declared }) => declared !== undefined)).toEqual([true, false, false]);
});

test("a sample alone is asked for its layout", async () => {
  const text = "0000012345ABC\n0000012346DEF\n";
  await expect(readDocuments(["a.dat"], contextOf({ "a.dat": text }))).rejects.toThrow(
    /give what says where its fields stand/,
  );
});

describe("in CSV", () => {
  const rows = (...lines: string[]) => ({ "orders_layout.csv": ["name,from,to,type", ...lines, ""].join("\n") });

  test("places have both ends", async () => {
    const { facts } = await readFilesOf(rows("id,1,8,char", "day,9,16,DDMMYYYY", "sum,17,25,N"));
    const fields = onlySet(facts).columns.map(({ declared }) => declared?.field);
    expect(fields).toMatchObject([
      { name: "id", type: "text", place: { start: 0, length: 8 } },
      { name: "day", type: "date", written: { datePattern: "%d%m%Y" }, place: { start: 8, length: 8 } },
      { name: "sum", type: "int64", place: { start: 16, length: 9 } },
    ]);
  });

  test.each([
    ["CUSTNO", "text"],
    ["invoice-no", "text"],
    ["Kontonummer", "text"],
    ["casino_seats", "int64"],
    ["NO", "int64"],
  ])("digits of %s are %s", async (name, type) => {
    const { facts } = await readFilesOf(rows(`${name},1,8,9(8)`));
    expect(onlySet(facts).columns[0]?.declared?.field.type).toBe(type);
  });

  test.each([
    ["overlap", ["id,1,8,char", "day,8,15,char"], /line 3: day begins at 8, and id before it ends at 8: they overlap$/],
    [
      "nothing between",
      ["id,1,8,char", "day,10,15,char"],
      /line 3: day begins at 10, and id before it ends at 8: name what/,
    ],
    ["the wrong way round", ["id,1,8,char", "day,9,5,char"], /line 3: day ends before it begins$/],
  ] as const)("%s is refused with its line", async (_, lines, message) => {
    const files = rows(...lines);
    await expect(readDocuments(Object.keys(files), contextOf(files))).rejects.toThrow(message);
  });

  test("rows that only look like a layout are records", async () => {
    const { facts } = await readFilesOf({ "trips.csv": "name,start,length\nnorth,140,12\nsouth,20,7\n" });
    expect(onlySet(facts).format.kind).toBe("delimited");
  });
});
