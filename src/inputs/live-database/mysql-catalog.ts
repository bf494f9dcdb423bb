import type { Connection, RowDataPacket } from "mysql2/promise";
import { Failure } from "../../diagnostics/failure.ts";
import { catalogHead, type Session, type Tls } from "./catalog-session.ts";
import { TIMEOUT_SECONDS } from "./connection-problem.ts";
import type { DatabaseAddress } from "./database-address.ts";

/** Gives each row as its values by name; `null` is `""`. */
export type Ask = (query: string, values?: readonly string[]) => Promise<readonly Readonly<Record<string, string>>[]>;

/** Errors: a `Failure`, or what the driver throws. */
export async function readMysqlCatalog(address: DatabaseAddress, session: Session, tls: Tls): Promise<string> {
  const { createConnection } = await import("mysql2/promise");
  const { host, port, user, database } = address;
  const password = session.env.MYSQL_PWD;
  const connection = await createConnection({
    host,
    port,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== "" && { database }),
    ...(tls && { ssl: tls }),
    connectTimeout: TIMEOUT_SECONDS.connect * 1000,
  });
  const end = () => connection.destroy();
  session.signal?.addEventListener("abort", end, { once: true });
  try {
    return await readMysqlDefinitions(asked(connection), address);
  } finally {
    session.signal?.removeEventListener("abort", end);
    connection.destroy();
  }
}

function asked(connection: Connection): Ask {
  return async (query, values = []) => {
    const [rows] = await connection.query<RowDataPacket[]>({
      sql: query,
      values: [...values],
      timeout: TIMEOUT_SECONDS.statement * 1000,
    });
    if (!Array.isArray(rows)) return [];
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? "" : String(value)])),
    );
  };
}

/** The text that is read of a session. Errors: a `Failure` where there is nothing to read; what `ask` throws. */
export async function readMysqlDefinitions(ask: Ask, address: DatabaseAddress): Promise<string> {
  const [server] = await ask("SELECT VERSION() AS version");
  const version = server?.version ?? "";
  const isMariadb = /mariadb/i.test(version);
  // Names are quoted with backticks, whatever the server's own mode is.
  await ask("SET SESSION sql_mode = '', sql_quote_show_create = 1, lock_wait_timeout = 5");
  await ask("START TRANSACTION READ ONLY");
  const schemas = address.schemas.length === 0 ? [address.database] : address.schemas;
  const found: string[] = [];
  for (const schema of schemas) {
    const definitions = await definitionsOf(schema, ask);
    // What a single database is called is the connection's matter, not that of queries.
    if (address.schemas.length > 0 && definitions.length > 0) found.push(`USE ${quoted(schema)};`);
    found.push(...definitions);
  }
  await ask("ROLLBACK");
  if (found.length === 0)
    throw new Failure(
      "unusable",
      `${address.shown} has no table, view or routine in ${schemas.join(", ")} that the user may see`,
    );
  const name = `${isMariadb ? "MariaDB" : "MySQL"} ${/\d+\.\d+/.exec(version)?.[0] ?? ""}`;
  return `${[catalogHead(name, address, schemas), ...found].join("\n\n")}\n`;
}

async function definitionsOf(schema: string, ask: Ask): Promise<string[]> {
  const tables = await ask(
    "SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? ORDER BY BINARY TABLE_NAME",
    [schema],
  );
  const found: string[] = [];
  for (const { name = "", type = "" } of tables) {
    if (/^(?:BASE TABLE|SYSTEM VERSIONED)$/.test(type)) found.push(await tableText(schema, name, ask));
    else if (type === "VIEW") found.push(await viewText(schema, name, ask));
  }
  return [...found, ...(await routineTexts(schema, ask)), ...(await triggerTexts(schema, ask))];
}

async function tableText(schema: string, name: string, ask: Ask): Promise<string> {
  const [row] = await ask(`SHOW CREATE TABLE ${quoted(schema)}.${quoted(name)}`);
  // The next number is of the rows, not of the table.
  return `${(row?.["Create Table"] ?? "").replace(/^(\).*?) AUTO_INCREMENT=\d+/m, "$1")};`;
}

/** Types of its columns are told, which a dump has not; where its query may not be seen, only they. */
async function viewText(schema: string, name: string, ask: Ask): Promise<string> {
  const columns = await ask(
    "SELECT COLUMN_NAME AS name, COLUMN_TYPE AS type FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
    [schema, name],
  );
  const [row] = await ask(
    "SELECT VIEW_DEFINITION AS query FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
    [schema, name],
  );
  const listed = columns.map((column) => `${quoted(column.name ?? "")} ${column.type ?? ""}`).join(", ");
  const query = (row?.query ?? "").replaceAll(`${quoted(schema)}.`, "");
  return `CREATE VIEW ${quoted(name)} (${listed})${query === "" ? "" : ` AS\n${query}`};`;
}

async function routineTexts(schema: string, ask: Ask): Promise<string[]> {
  const routines = await ask(
    "SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS type FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ? AND ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION') ORDER BY ROUTINE_TYPE, BINARY ROUTINE_NAME",
    [schema],
  );
  const found: string[] = [];
  for (const { name = "", type = "" } of routines) {
    const [row] = await ask(`SHOW CREATE ${type} ${quoted(schema)}.${quoted(name)}`);
    const text = row?.[type === "FUNCTION" ? "Create Function" : "Create Procedure"] ?? "";
    // Without the right to see its body there is no text.
    if (text !== "") found.push(delimited(text.replace(/ DEFINER=(?:`(?:[^`]|``)*`|\S)+/, "")));
  }
  return found;
}

async function triggerTexts(schema: string, ask: Ask): Promise<string[]> {
  const triggers = await ask(
    `SELECT TRIGGER_NAME AS name, ACTION_TIMING AS timing, EVENT_MANIPULATION AS event, EVENT_OBJECT_TABLE AS owner,
       ACTION_STATEMENT AS body FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ? ORDER BY BINARY TRIGGER_NAME`,
    [schema],
  );
  return triggers.map(({ name = "", timing, event, owner = "", body }) =>
    delimited(`CREATE TRIGGER ${quoted(name)} ${timing} ${event} ON ${quoted(owner)} FOR EACH ROW ${body}`),
  );
}

function delimited(text: string): string {
  return `DELIMITER ;;\n${text} ;;\nDELIMITER ;`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
