import { describe, expect, test } from "vitest";
import { readDocuments } from "../registry.ts";
import { contextOf } from "../test-support.ts";
import { columnOf, onlySet, readFilesOf } from "./test-support.ts";

const field = (name: string, type: string, more: object = {}) => ({ name, type, ...more });

const stock = {
  name: "stock",
  resources: [
    {
      name: "movements",
      path: "data/movements.csv",
      description: "What came and went.",
      encoding: "windows-1252",
      dialect: { delimiter: ";", commentChar: "#" },
      schema: {
        fields: [
          field("number", "integer", { constraints: { required: true } }),
          field("at", "date", { format: "%d/%m/%Y" }),
          field("weight", "number", { decimalChar: ",", groupChar: "." }),
          field("sent", "boolean", { trueValues: ["J"], falseValues: ["N"] }),
          field("place", "string", { title: "Where it lies" }),
        ],
        missingValues: ["", "n.k."],
        primaryKey: "number",
        foreignKeys: [{ fields: "place", reference: { resource: "places", fields: "code" } }],
      },
    },
    {
      name: "places",
      path: "https://x.example/places.csv",
      schema: { fields: [field("code", "string"), field("since", "datetime")], primaryKey: ["code"] },
    },
    { name: "picture", path: "a.png" },
  ],
};
const movements = "number;at;weight;sent;place\n1;01/02/2025;1.234,5;J;A\n2;03/02/2025;n.k.;N;B\n";

describe("a Data Package", () => {
  test("alone says what the files hold", async () => {
    const { facts, codes } = await readFilesOf({ "datapackage.json": stock });
    expect(codes).toEqual(["files/unread-metadata"]);
    expect(facts.sets.map(({ name, glob }) => [name, glob])).toEqual([
      ["movements", "data/movements.csv"],
      ["places", "places*.csv"],
    ]);
    const [set] = facts.sets;
    expect(set).toMatchObject({
      description: "What came and went.",
      encoding: "cp1252",
      format: { kind: "delimited", delimiter: ";", quote: '"', header: true, skipLines: 0, comment: "#" },
      declared: { primaryKey: ["number"], remarks: ["place is code of places"] },
    });
    expect(set?.columns.map(({ declared }) => declared?.field)).toEqual([
      { name: "number", type: "int64", nullable: false, written: { nullWords: ["n.k."] } },
      { name: "at", type: "date", nullable: true, written: { datePattern: "%d/%m/%Y", nullWords: ["n.k."] } },
      {
        name: "weight",
        type: "decimal",
        nullable: true,
        written: { decimalMark: ",", groupMark: ".", nullWords: ["n.k."] },
      },
      {
        name: "sent",
        type: "bool",
        nullable: true,
        written: { trueWords: ["J"], falseWords: ["N"], nullWords: ["n.k."] },
      },
      { name: "place", type: "text", nullable: true, written: { nullWords: ["n.k."] } },
    ]);
    expect(set?.columns[1]?.declared?.at).toEqual({
      document: "datapackage.json",
      pointer: "/resources/0/schema/fields/1",
    });
  });

  test("reads the files that lie where it says", async () => {
    const context = contextOf({ "p/datapackage.json": stock, "p/data/movements.csv": movements });
    const facts = await readDocuments(["p/datapackage.json"], context);
    expect(facts).toMatchObject({
      kind: "file",
      sets: [
        { name: "movements", rows: 2 },
        { name: "places", rows: 0 },
      ],
    });
    expect(facts.documents.map(({ name }) => name)).toEqual(["data/movements.csv", "datapackage.json"]);
  });

  test("doesn't lead out of its folder", async () => {
    const outside = { resources: [{ name: "a", path: "../a.csv", schema: { fields: [field("id", "integer")] } }] };
    const context = contextOf({ "p/datapackage.json": outside, "a.csv": "id\n1\n2\n" });
    const facts = await readDocuments(["p/datapackage.json"], context);
    expect(facts).toMatchObject({ sets: [{ rows: 0 }] });
    expect(context.collector.diagnostics.map(({ code }) => code)).toContain("files/unread-metadata");
  });
});

test("a Table Schema goes with the file beside it, and names columns without a header", async () => {
  const schema = { fields: [field("id", "integer"), field("code", "string")] };
  const { facts } = await readFilesOf({ "things.csv": "id,code\n1,2\n", "things.schema.json": schema });
  expect(columnOf(onlySet(facts), "code").declared?.field.type).toBe("text");
  const { facts: bare } = await readFilesOf({ "things.csv": "1,2\n3,4\n", "things.schema.json": schema });
  expect(onlySet(bare).columns.map(({ name, declared }) => [name, declared?.field.type])).toEqual([
    ["id", "int64"],
    ["code", "text"],
  ]);
});

test("metadata of CSV on the Web", async () => {
  const metadata = {
    "@context": "http://www.w3.org/ns/csvw",
    url: "trees.csv",
    dialect: { delimiter: "\t" },
    tableSchema: {
      columns: [
        { name: "GID", titles: "Tree", datatype: "integer", required: true },
        { name: "on", titles: ["Planted"], datatype: { base: "date", format: "dd.MM.yyyy" } },
        { name: "height", datatype: { base: "decimal", format: { decimalChar: "," } }, null: ["-"] },
        { name: "felled", datatype: { base: "boolean", format: "ja|nein" } },
      ],
      primaryKey: "GID",
    },
  };
  const { facts } = await readFilesOf({ "trees-metadata.json": metadata });
  const set = onlySet(facts);
  expect(set).toMatchObject({ name: "trees", glob: "trees.csv", declared: { primaryKey: ["Tree"] } });
  expect(set.columns.map(({ declared }) => declared?.field)).toEqual([
    { name: "Tree", type: "int64", nullable: false },
    { name: "Planted", type: "date", nullable: true, written: { datePattern: "%d.%m.%Y" } },
    { name: "height", type: "decimal", nullable: true, written: { decimalMark: ",", nullWords: ["-"] } },
    { name: "felled", type: "bool", nullable: true, written: { trueWords: ["ja"], falseWords: ["nein"] } },
  ]);
});
