import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyse } from "../../src/app/analyse.ts";
import { build } from "../../src/app/build.ts";
import { NO_WINNERS } from "../../src/app/building/build-options.ts";
import { check } from "../../src/app/check.ts";
import { explain } from "../../src/app/explain.ts";
import type { Ports } from "../../src/app/ports.ts";
import { systemPorts } from "../../src/app/system-ports.ts";
import type { DatabaseServer, SimulatedDatabase } from "../../src/simulate/database/database-server.ts";
import { startMariadb } from "../../src/simulate/database/mariadb-server.ts";
import { startPostgresql } from "../../src/simulate/database/postgresql-server.ts";

/** Servers are there on some machines only. */
function program(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
const postgres = program("postgres");
const binaries = postgres && dirname(realpathSync(postgres));
const mariadb = { server: program("mariadbd"), install: program("mariadb-install-db"), client: program("mariadb") };

const POSTGRESQL = [
  "CREATE TYPE mood AS ENUM ('calm', 'wild')",
  "CREATE DOMAIN cents AS numeric(12,2) CHECK (VALUE >= 0)",
  `CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen := now(); RETURN NEW; END $$`,
  `CREATE TABLE keeper (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Name" varchar(40) NOT NULL UNIQUE)`,
  `CREATE TABLE animal (tag uuid, pen smallint, kind mood NOT NULL DEFAULT 'calm', fee cents, keeper bigint REFERENCES keeper,
    seen timestamptz(3) NOT NULL DEFAULT now(), notes text[], PRIMARY KEY (tag, pen))`,
  "CREATE INDEX animal_seen ON animal (seen)",
  "CREATE TRIGGER animal_stamp BEFORE UPDATE ON animal FOR EACH ROW EXECUTE FUNCTION stamp()",
  "CREATE TABLE visit (day date NOT NULL, guests int) PARTITION BY RANGE (day)",
  "CREATE TABLE visit_old PARTITION OF visit FOR VALUES FROM (MINVALUE) TO ('2024-01-01')",
  `CREATE VIEW wild AS SELECT tag, round(fee * 2, 1) AS double_fee FROM animal WHERE kind = 'wild'`,
  "COMMENT ON COLUMN animal.fee IS 'what''s asked; in euros'",
];
const MARIADB = [
  "CREATE TABLE keeper (id int unsigned NOT NULL AUTO_INCREMENT, name varchar(40) NOT NULL, PRIMARY KEY (id), UNIQUE KEY (name)) COMMENT='people'",
  `CREATE TABLE animal (tag char(8) NOT NULL, pen tinyint NOT NULL, kind enum('calm','wild') NOT NULL, data json, keeper int unsigned,
    seen timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(), PRIMARY KEY (tag, pen), KEY (seen),
    FOREIGN KEY (keeper) REFERENCES keeper (id))`,
  "CREATE VIEW wild AS SELECT tag, concat(tag, pen) AS label FROM animal WHERE kind = 'wild'",
];

/** What a connector is made of, apart from spelling and places. */
async function told(origin: string, ports: Ports) {
  const { model } = await analyse([origin], { allowedOrigins: [], overrides: {} }, ports);
  return model.streams
    .map(({ access, ...stream }) => {
      if (access.kind !== "table") return { name: stream.name };
      const columns = access.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
      const { primaryKey, incremental, selected } = stream;
      return { ...access, columns, primaryKey, incremental, selected };
    })
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

function inMemory(text: string): Ports {
  const ports = systemPorts(() => undefined);
  const read = async (path: string) => (path === "zoo.sql" ? new TextEncoder().encode(text) : undefined);
  return { ...ports, files: { ...ports.files, read, list: async () => undefined } };
}

const cases = [
  {
    scheme: "postgresql",
    variable: "PGPASSWORD",
    found: binaries !== undefined,
    start: () => startPostgresql(binaries ?? ""),
    statements: POSTGRESQL,
  },
  {
    scheme: "mariadb",
    variable: "MYSQL_PWD",
    found: Object.values(mariadb).every((path) => path !== undefined),
    start: () =>
      startMariadb({ server: mariadb.server ?? "", install: mariadb.install ?? "", client: mariadb.client ?? "" }),
    statements: MARIADB,
  },
];

describe.each(cases)("the catalog of a live $scheme server", ({ scheme, variable, found, start, statements }) => {
  describe.skipIf(!found)("on this machine", () => {
    let server: DatabaseServer;
    let database: SimulatedDatabase;
    let address = "";
    let password = "";
    const folder = mkdtempSync(join(tmpdir(), "sourcewright-live-"));

    beforeAll(async () => {
      server = await start();
      database = await server.createDatabase();
      const { user, host, port, database: name } = database.config;
      address = `${scheme}://${user}@${host}:${port}/${name}`;
      password = String(database.config.password);
      const grant = scheme === "postgresql" ? [] : [`GRANT SHOW VIEW ON ${name}.* TO ${user}@'127.0.0.1'`];
      database.run([...statements, ...grant]);
      process.env[variable] = password;
    }, 60_000);
    afterAll(async () => {
      delete process.env[variable];
      rmSync(folder, { recursive: true, force: true });
      await database?.close();
      await server?.close();
    });

    it("gives the model that its definitions give, and the types of views besides", async () => {
      const ports = systemPorts(() => undefined);
      const live = await told(address, ports);
      const text = `-- ${scheme === "mariadb" ? "MariaDB" : "PostgreSQL"}\n${statements.map((one) => `${one};`).join("\n")}`;
      const ddl = await told("zoo.sql", inMemory(text));
      const tables = (all: typeof live) => all.filter((one) => !("type" in one) || one.type !== "view");
      expect(tables(live)).toEqual(tables(ddl));
      const [view] = live.filter((one) => "type" in one && one.type === "view");
      expect(view && "columns" in view ? view.columns.map(({ type }) => type) : []).not.toContain("opaque");
    });

    it("is built into a connector that keeps the catalog, not the password", async () => {
      const request = {
        out: join(folder, "zoo"),
        targets: ["singer"],
        allowedOrigins: [],
        force: false,
        winners: NO_WINNERS,
      };
      const ports = systemPorts(() => undefined);
      await build([address], { ...request, targets: ["singer"] }, ports);
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
      const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
      expect(texts.filter((text) => text.includes(password))).toEqual([]);
      expect(texts.some((text) => text.startsWith("-- Catalog of "))).toBe(true);
      const { findings } = await explain(join(folder, "zoo"), "streams.animal.incremental", ports);
      expect(findings[0]?.evidence[0]?.open).toMatchObject({ line: expect.any(Number) });
    });

    it("tells later what became of it", async () => {
      const ports = systemPorts(() => undefined);
      const asBuilt = { against: [], allowedOrigins: [] };
      expect((await check(join(folder, "zoo"), asBuilt, ports)).changes).toEqual([]);
      database.run(["ALTER TABLE keeper ADD COLUMN born date"]);
      const { changes } = await check(join(folder, "zoo"), asBuilt, ports);
      expect(changes.map(({ class: of, detail }) => `${of}: ${detail}`)).toEqual(["additive: a new column born"]);
    });

    it("can't be read with a wrong password, or where there is no such database", async () => {
      const ports = systemPorts(() => undefined);
      const other = `${address.slice(0, address.lastIndexOf("/"))}/nowhere`;
      await expect(told(other, ports)).rejects.toThrow(/nowhere can't be read: (?:there is no database|the user)/);
      process.env[variable] = "wrong";
      await expect(told(address, ports)).rejects.toThrow(new RegExp(`doesn't let the user .* in.*${variable}`));
      process.env[variable] = password;
    });
  });
});
