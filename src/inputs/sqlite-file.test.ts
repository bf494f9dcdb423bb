import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { readDocuments } from "./registry.ts";
import { contextOf } from "./test-support.ts";

/** The bytes of a database that these statements make. */
function databaseOf(...statements: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "sourcewright-sqlite-"));
  try {
    const path = join(folder, "made.db");
    const database = new DatabaseSync(path);
    for (const statement of statements) database.exec(statement);
    database.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SHOP = [
  "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, changed_at TEXT)",
  "CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER REFERENCES customers (id), total REAL)",
  "CREATE VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id",
  "CREATE INDEX by_customer ON orders (customer_id)",
  "INSERT INTO customers VALUES (1, 'Ada Secretary', '2024-01-01')",
];

async function facts(bytes: Uint8Array, name = "shop.db") {
  const found = await readDocuments([name], contextOf({ [name]: bytes }));
  if (found.kind !== "database") throw new Error("no database");
  return found;
}

describe("a SQLite file", () => {
  it("is read as what it defines, and nothing of its rows", async () => {
    const found = await facts(databaseOf(...SHOP));
    expect(found).toMatchObject({ dialect: "sqlite", title: "shop" });
    expect(found.relations.map(({ name }) => name)).toEqual(["customers", "orders", "totals"]);
    expect(found.documents).toMatchObject([{ name: "shop.db", format: "SQLite database", holdsCredentials: true }]);
    expect(JSON.stringify(found)).not.toContain("Ada");
  });

  it("is told by its bytes, not by its name", async () => {
    expect((await facts(databaseOf(...SHOP), "shop.dat")).dialect).toBe("sqlite");
  });

  it("is read where it is written through a log", async () => {
    expect((await facts(databaseOf("PRAGMA journal_mode=WAL", ...SHOP))).relations).toHaveLength(3);
  });

  it.each([
    [
      "without a table",
      databaseOf("CREATE TABLE gone (id)", "DROP TABLE gone"),
      /is a SQLite database without a table$/,
    ],
    ["cut off", databaseOf(...SHOP).subarray(0, 1500), /is a SQLite database that can't be read: /],
    ["that is nothing but its header", databaseOf(...SHOP).subarray(0, 100), /is a SQLite database/],
  ])("%s is refused in one line", async (_, bytes, message) => {
    await expect(facts(bytes)).rejects.toThrow(message);
  });
});
