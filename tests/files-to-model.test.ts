import { describe, expect, test } from "vitest";
import { type Analysis, analyse } from "../src/app/analyse.ts";
import type { Ports } from "../src/app/ports.ts";
import { contextOf, type Files } from "../src/inputs/test-support.ts";
import type { FileAccess, FileField } from "../src/model/file.ts";
import { modelProblems } from "../src/model/invariants.ts";
import type { Overrides } from "../src/model/overrides.ts";
import { renderAnalysis } from "../src/surfaces/cli/render/analysis.ts";
import { createStyle } from "../src/surfaces/cli/terminal.ts";

async function analysed(files: Files, overrides: Overrides = {}): Promise<Analysis> {
  const ports = {
    files: contextOf(files).files,
    fetch: undefined,
    env: {},
    progress: () => undefined,
  } as unknown as Ports;
  const analysis = await analyse(Object.keys(files), { overrides, allowedOrigins: [] }, ports);
  expect(modelProblems(analysis.model)).toEqual([]);
  return analysis;
}

function accessOf({ model }: Analysis): FileAccess {
  const access = model.streams[0]?.access;
  if (access?.kind !== "file") throw new Error("no files");
  return access;
}

/** The field that a column of these values becomes. */
async function fieldOf(values: readonly string[], { name = "v", more = "" } = {}): Promise<FileField> {
  const rows = values.map((value, at) => `${at + 1}\t${value}${more === "" ? "" : `\t${more}`}`);
  const analysis = await analysed({ "a.tsv": `id\t${name}${more === "" ? "" : "\tw"}\n${rows.join("\n")}\n` });
  const field = accessOf(analysis).fields.find((one) => one.name === name);
  if (!field) throw new Error("no field");
  return field;
}

const nullable = (type: string, written?: FileField["written"]) => ({
  type,
  nullable: true,
  ...(written === undefined ? {} : { written }),
});

const TYPES: readonly (readonly [name: string, values: readonly string[], field: Omit<FileField, "name">])[] = [
  ["whole numbers", ["1", "-20", "300"], nullable("int64")],
  ["zeros in front", ["007", "12", "300"], nullable("text")],
  ["a zero alone is a number", ["0", "12", "300"], nullable("int64")],
  ["too many digits", ["12345678901234567890", "1"], nullable("text")],
  ["digits of one length", ["12345678", "23456789", "34567890", "45678901", "56789012"], nullable("text")],
  ["decimals", ["1.5", "2", "30.25"], nullable("decimal(18,2)")],
  ["many digits keep their place", ["12345678901234567890.123", "1.5"], nullable("decimal(27,3)")],
  ["European decimals", ["1.234,56", "99,00", "7"], nullable("decimal(18,2)", { decimalMark: ",", groupMark: "." })],
  ["decimal commas", ["1,5", "2,25"], nullable("decimal(18,2)", { decimalMark: "," })],
  ["grouped by commas", ["1,234.50", "12.00"], nullable("decimal(18,2)", { groupMark: "," })],
  ["exponents", ["1e5", "2.5", "3"], nullable("float64")],
  ["dates", ["2025-01-31", "2024-02-29"], nullable("date")],
  ["no day of the calendar", ["2025-02-30", "2025-02-31"], nullable("text")],
  ["days first", ["13/02/2025", "01/02/2025"], nullable("date", { datePattern: "%d/%m/%Y" })],
  ["months first", ["02/13/2025", "01/02/2025"], nullable("date", { datePattern: "%m/%d/%Y" })],
  ["neither is known", ["02/03/2025", "01/02/2025"], nullable("text")],
  ["dots", ["02.03.2025", "01.02.2025"], nullable("date", { datePattern: "%d.%m.%Y" })],
  ["names of months", ["02-Mar-2025", "11-Dec-2024"], nullable("date", { datePattern: "%d-%b-%Y" })],
  ["times", ["2025-01-31T10:00:00Z", "2025-01-31T11:30:00+01:00"], nullable("timestamptz(6)")],
  ["times without a zone", ["2025-01-31 10:00:00", "2025-01-31"], nullable("timestamp(6)")],
  [
    "times of their own",
    ["31.01.2025 10:00", "01.02.2025 23:59"],
    nullable("timestamp(0)", { datePattern: "%d.%m.%Y %H:%M" }),
  ],
  ["yes and no", ["Y", "N", "Y"], nullable("bool", { trueWords: ["Y"], falseWords: ["N"] })],
  ["only yes", ["Y", "Y"], nullable("text")],
  ["true and false", ["true", "false"], nullable("bool")],
  ["JSON", ['{"a":1}', "[2]"], nullable("json")],
  ["words for nothing", ["1", "NULL", "n/a", "2"], nullable("int64", { nullWords: ["NULL", "n/a"] })],
  ["days that no calendar has", ["2025-01-31", "0000-00-00"], nullable("date", { nullWords: ["0000-00-00"] })],
  ["words for nothing that may be texts", ["ab", "NA", "NULL"], nullable("text", { nullWords: ["NULL"] })],
  ["nothing at all", ["", ""], nullable("text")],
  ["mixed", ["1", "2025-01-01", "x"], nullable("text")],
];

test.each(TYPES)("%s", async (_, values, field) => {
  expect(await fieldOf(values)).toEqual({ name: "v", ...field });
});

test("names tell codes and days of digits", async () => {
  expect(await fieldOf(["12345", "23456"], { name: "zip_code" })).toMatchObject({ type: "text" });
  expect(await fieldOf(["20250131", "20241201"], { name: "order_date" })).toMatchObject({
    type: "date",
    written: { datePattern: "%Y%m%d" },
  });
  expect(await fieldOf(["20250131", "20241201"], { name: "amount" })).toMatchObject({ type: "int64" });
});

test("one bad value among many doesn't make a text of a column, and is told with its line", async () => {
  const rows = Array.from({ length: 60 }, (_, at) => `${at},${at === 30 ? "?!" : at}`);
  const analysis = await analysed({ "a.csv": `id,v\n${rows.join("\n")}\n` });
  expect(accessOf(analysis).fields[1]).toMatchObject({ type: "int64" });
  expect(analysis.diagnostics).toMatchObject([
    {
      code: "files/misfits",
      at: { document: "a.csv", pointer: "line 32" },
      message: expect.stringContaining("1 of 60"),
    },
  ]);
});

describe("what can be read in two ways", () => {
  const twoWays = { "a.tsv": "id\tday\tsum\n1\t01/02/2025\t1,234\n2\t03/04/2025\t2,345\n" };

  test("is a text and a question", async () => {
    const analysis = await analysed(twoWays);
    expect(accessOf(analysis).fields.map(({ type }) => type)).toEqual(["int64", "text", "text"]);
    expect(analysis.questions.map(({ id }) => id)).toEqual(["content/a", "date-order/a", "decimal-mark/a"]);
    expect(analysis.questions[1]?.candidates.map(({ value }) => value)).toEqual(["day-first", "month-first"]);
  });

  test("is what the user says", async () => {
    const analysis = await analysed(twoWays, {
      streams: { a: { dateOrder: "month-first", decimalMark: ".", content: "additions" } },
    });
    expect(accessOf(analysis)).toMatchObject({
      content: "additions",
      fields: [
        {},
        { type: "date", written: { datePattern: "%m/%d/%Y" } },
        { type: "decimal(18,0)", written: { groupMark: "," } },
      ],
    });
    expect(analysis.questions).toEqual([]);
  });

  test("is settled by another column of the file", async () => {
    const analysis = await analysed({
      "a.tsv":
        "id\tday\tpaid\tsum\ttax\n1\t01/02/2025\t25/01/2025\t1,234\t0,5\n2\t03/04/2025\t26/02/2025\t2,345\t1,5\n",
    });
    expect(accessOf(analysis).fields.map(({ written }) => written)).toEqual([
      undefined,
      { datePattern: "%d/%m/%Y" },
      { datePattern: "%d/%m/%Y" },
      { decimalMark: "," },
      { decimalMark: "," },
    ]);
    expect(analysis.questions.map(({ id }) => id)).toEqual(["content/a"]);
  });
});

describe("keys", () => {
  const rows = (header: string, ...lines: string[]) => ({ "orders.csv": [header, ...lines, ""].join("\n") });
  test.each([
    ["id", rows("id,n", "1,a", "2,b"), [["id"]]],
    ["the file's own number", rows("OrderNo,n", "1,a", "2,a"), [["OrderNo"]]],
    ["none where it is there twice", rows("id,n", "1,a", "1,b"), []],
    ["none where it is missing once", rows("id,n", "1,a", ",b"), []],
    ["none that is unique by chance", rows("price,n", "1.5,a", "2.5,b"), []],
  ] as const)("%s", async (_, files, key) => {
    const analysis = await analysed(files);
    expect(analysis.model.streams[0]?.primaryKey).toEqual(key);
    expect(analysis.questions.some(({ about }) => about === "primary-key")).toBe(key.length === 0);
    for (const [name] of key)
      expect(accessOf(analysis).fields).toContainEqual(expect.objectContaining({ name, nullable: false }));
  });
});

test("two files tell whether each adds rows or is the whole list", async () => {
  const file = (from: number) => `id,n\n${Array.from({ length: 10 }, (_, at) => `${from + at},x`).join("\n")}\n`;
  const adding = await analysed({ "a-2025-01.csv": file(1), "a-2025-02.csv": file(11) });
  expect(accessOf(adding)).toMatchObject({ glob: "a-*.csv", content: "additions" });
  const whole = await analysed({ "a-2025-01.csv": file(1), "a-2025-02.csv": file(2) });
  expect(accessOf(whole)).toMatchObject({ content: "whole-list" });
  expect(whole.model.streams[0]?.primaryKey).toEqual([["id"]]);
  expect((await analysed({ "a-2025-01.csv": file(1) })).questions.map(({ id }) => id)).toEqual(["content/a"]);
});

test("a sample doesn't say where the files lie; the user may", async () => {
  const files = { "orders.csv": "id,n\n1,a\n2,b\n" };
  const { model } = await analysed(files);
  expect(model.source).toMatchObject({ kind: "file", store: "local", location: "{folder}" });
  expect(model.notes).toMatchObject([{ about: "location", open: true }]);
  const said = await analysed(files, { source: { location: "sftp://{host}:{port}/{folder}" } });
  expect(said.model.source).toMatchObject({ store: "sftp" });
  expect(said.model.settings.map(({ name }) => name)).toEqual([
    "host",
    "port",
    "folder",
    "username",
    "password",
    "private_key",
  ]);
  expect(said.model.notes).toMatchObject([{ open: false }]);
});

test("the evidence of each field says how many values and where", async () => {
  const { findings } = await analysed({ "orders.csv": "id,sum\n1,2.50\n2,\n3,4.25\n" });
  const sum = findings.find(({ about, value }) => about === "fields" && (value as FileField).name === "sum");
  expect(sum?.evidence).toMatchObject([
    {
      says: "numbers written like 2.50 in 2 of 2 values (1 of 3 rows have none)",
      at: { document: "orders.csv", pointer: "line 2" },
    },
  ]);
});

test("a specification counts more than a sample, and what the sample holds otherwise is told", async () => {
  const analysis = await analysed({
    "orders.csv": "id,sum,n\n1,2.5,01\n2,x,02\n",
    "orders.schema.json": {
      fields: [
        { name: "id", type: "string" },
        { name: "sum", type: "number", description: "In euros" },
        { name: "n", type: "integer" },
      ],
      primaryKey: ["id"],
    },
  });
  expect(accessOf(analysis).fields).toEqual([
    { name: "id", type: "text", nullable: false },
    { name: "sum", type: "decimal", nullable: true },
    { name: "n", type: "int64", nullable: true },
  ]);
  expect(analysis.model.streams[0]?.schema.properties?.sum).toMatchObject({ description: "In euros" });
  expect(analysis.diagnostics).toMatchObject([{ code: "files/misfits", at: { pointer: "line 3" } }]);
  const days = async (format: string) => {
    const schema = {
      fields: [
        { name: "id", type: "integer" },
        { name: "at", type: "date", format },
      ],
    };
    return analysed({ "a.csv": "id,at\n1,20250131\n2,20250201\n", "a.schema.json": schema });
  };
  expect((await days("%Y%m%d")).diagnostics).toEqual([]);
  expect((await days("%d/%m/%Y")).diagnostics).toMatchObject([{ code: "files/misfits" }]);
  expect(analysis.findings.find(({ about }) => about === "fields")?.evidence).toMatchObject([
    { says: "the specification says string", at: { document: "orders.schema.json", pointer: "/fields/0" } },
  ]);
});

test("what a layout leaves open is a text and told, unless a sample settles it", async () => {
  const layout = 'field,start,length,type\nid,1,4,N\nsum,5,7,"N(7,2)"\nday,12,8,Date\n';
  const alone = await analysed({ "moves_layout.csv": layout });
  expect(accessOf(alone).fields.map(({ type }) => type)).toEqual(["int64", "text", "text"]);
  expect(alone.diagnostics).toMatchObject([
    { code: "files/open-type", at: { pointer: "line 3" } },
    { code: "files/open-type", at: { pointer: "line 4" } },
  ]);
  const seen = await analysed({
    "moves.txt": "0001001234520250131\n0002000009920250201\n",
    "moves_layout.csv": layout,
  });
  expect(accessOf(seen).fields).toMatchObject([
    { type: "int64" },
    { type: "decimal(18,2)", written: { impliedDecimals: 2 } },
    { type: "date", written: { datePattern: "%Y%m%d" } },
  ]);
  expect(seen.diagnostics).toEqual([]);
});

test("people read what was found", async () => {
  const analysis = await analysed({ "orders-2025-01.csv": "id;sum;day\n1;2,50;13.01.2025\n2;3,75;14.01.2025\n" });
  const shown = renderAnalysis(analysis, createStyle(false));
  expect(shown).toContain("orders-*.csv");
  expect(shown).toMatch(/sum +decimal\(18,2\) +decimal mark ,/);
  expect(shown).toMatch(/day +date +%d\.%m\.%Y/);
  expect(shown).toContain("content/orders");
});
