import { expect, it } from "vitest";
import { parseDatabaseAddress } from "./database-address.ts";
import { type Ask, readMysqlDefinitions } from "./mysql-catalog.ts";

type Row = Readonly<Record<string, string>>;

/** A server that answers by the beginning of what it is asked. */
function server(answers: Readonly<Record<string, readonly Row[]>>): { readonly ask: Ask; readonly asked: string[] } {
  const asked: string[] = [];
  const ask: Ask = async (query) => {
    asked.push(query.replace(/\s+/g, " "));
    return Object.entries(answers).find(([words]) => query.includes(words))?.[1] ?? [];
  };
  return { ask, asked };
}

const SHOP = {
  "VERSION()": [{ version: "10.11.6-MariaDB-log" }],
  "information_schema.TABLES": [
    { name: "orders", type: "BASE TABLE" },
    { name: "numbers", type: "SEQUENCE" },
    { name: "open`ones", type: "VIEW" },
  ],
  "SHOW CREATE TABLE": [
    {
      Table: "orders",
      "Create Table": "CREATE TABLE `orders` (\n  `id` int(11)\n) ENGINE=InnoDB AUTO_INCREMENT=907 COMMENT='a'",
    },
  ],
  "information_schema.COLUMNS": [{ name: "id", type: "int(11)" }],
  "information_schema.VIEWS": [{ query: "select `shop`.`orders`.`id` AS `id` from `shop`.`orders`" }],
  "information_schema.ROUTINES": [
    { name: "total", type: "FUNCTION" },
    { name: "hidden", type: "PROCEDURE" },
  ],
  "SHOW CREATE FUNCTION": [
    { "Create Function": "CREATE DEFINER=`root`@`localhost` FUNCTION `total`() RETURNS int(11)\nRETURN 1" },
  ],
  "SHOW CREATE PROCEDURE": [{ "Create Procedure": "" }],
  "information_schema.TRIGGERS": [
    { name: "stamp", timing: "BEFORE", event: "UPDATE", owner: "orders", body: "BEGIN SET NEW.id = 1; END" },
  ],
};

it("writes what the catalog tells, without what is of rows and users", async () => {
  const { ask, asked } = server(SHOP);
  expect(
    await readMysqlDefinitions(ask, parseDatabaseAddress("mysql://ann@h/shop")),
  ).toBe(`-- Catalog of MariaDB 10.11, database shop: shop

CREATE TABLE \`orders\` (
  \`id\` int(11)
) ENGINE=InnoDB COMMENT='a';

CREATE VIEW \`open\`\`ones\` (\`id\` int(11)) AS
select \`orders\`.\`id\` AS \`id\` from \`orders\`;

DELIMITER ;;
CREATE FUNCTION \`total\`() RETURNS int(11)
RETURN 1 ;;
DELIMITER ;

DELIMITER ;;
CREATE TRIGGER \`stamp\` BEFORE UPDATE ON \`orders\` FOR EACH ROW BEGIN SET NEW.id = 1; END ;;
DELIMITER ;
`);
  // Catalogs alone, and nothing but reading.
  const others = asked.filter((query) => !/information_schema\.|^SHOW CREATE |^SELECT VERSION\(\)/.test(query));
  expect(others.map((query) => query.split(" ").slice(0, 2).join(" "))).toEqual([
    "SET SESSION",
    "START TRANSACTION",
    "ROLLBACK",
  ]);
});

it("tells of which database objects are where several are read, and of MySQL by its name", async () => {
  const { ask } = server({ ...SHOP, "VERSION()": [{ version: "8.0.36" }] });
  const text = await readMysqlDefinitions(ask, parseDatabaseAddress("mysql://h/?schema=shop,other"));
  expect(text).toMatch(/^-- Catalog of MySQL 8\.0: shop, other\n\nUSE `shop`;\n.*USE `other`;/s);
});

it("says so where there is nothing to see", async () => {
  const { ask } = server({});
  const empty = readMysqlDefinitions(ask, parseDatabaseAddress("mysql://ann@h/shop"));
  await expect(empty).rejects.toThrow(/no table, view or routine in shop that the user may see/);
});
