import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCuttingProxy } from "./cutting-proxy.ts";
import type { DatabaseServer, SimulatedDatabase } from "./database-server.ts";
import { asWhom, freePort, give, NOBODY, ready, stop } from "./private-server.ts";
import { mysql, READER } from "./sql-dialect.ts";

/** Where each of the programs is. */
export interface MariadbPrograms {
  readonly server: string;
  readonly install: string;
  readonly client: string;
}

interface Running {
  readonly programs: MariadbPrograms;
  readonly socket: string;
  readonly port: number;
  readonly password: string;
  /** Databases so far. */
  made: number;
}

/** A private server on loopback. Throws where it can't be started. */
export async function startMariadb(programs: MariadbPrograms): Promise<DatabaseServer> {
  const folder = mkdtempSync(join(tmpdir(), "sourcewright-mariadb-"));
  const user = asWhom();
  const running: Running = {
    programs,
    socket: join(folder, "socket"),
    port: await freePort(),
    password: randomBytes(16).toString("hex"),
    made: 0,
  };
  const data = join(folder, "data");
  try {
    mkdirSync(data);
    if (user.uid !== undefined) for (const path of [folder, data]) chownSync(path, NOBODY, NOBODY);
    const options = [`--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"];
    execFileSync(programs.install, ["--no-defaults", ...options], { ...user, cwd: folder, stdio: "pipe" });
    const server = spawn(programs.server, settings(data, running), {
      ...user,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await ready("MariaDB", server, () => statements(running, "", ["SELECT 1"]));
    statements(running, "", [`CREATE USER ${READER}@'127.0.0.1' IDENTIFIED BY '${running.password}'`]);
    return {
      dialect: mysql,
      createDatabase: () => createDatabase(running),
      close: () => stop(server, "SIGTERM", folder),
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Nothing here outlives the server, so nothing is kept safe. */
function settings(data: string, { socket, port }: Running): string[] {
  return [
    "--no-defaults",
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-buffer-pool-size=32M",
    "--character-set-server=utf8mb4",
  ];
}

function statements({ programs, socket }: Running, database: string, all: readonly string[]): void {
  const options = [
    "--no-defaults",
    `--socket=${socket}`,
    "-u",
    "root",
    "--default-character-set=utf8mb4",
    "-B",
    database,
  ];
  const session = "SET sql_mode = 'STRICT_TRANS_TABLES', time_zone = '+00:00'";
  give(
    programs.client,
    options.filter((option) => option !== ""),
    [session, ...all].map((one) => `${one};\n`).join(""),
    // The user's password is of another server.
    { ...process.env, MYSQL_PWD: undefined },
  );
}

async function createDatabase(running: Running): Promise<SimulatedDatabase> {
  const name = `simulated_${++running.made}`;
  statements(running, "", [`CREATE DATABASE ${name}`, `GRANT SELECT ON ${name}.* TO ${READER}@'127.0.0.1'`]);
  const proxy = await startCuttingProxy(running.port);
  return {
    config: {
      host: "127.0.0.1",
      port: proxy.port,
      database: name,
      user: READER,
      password: running.password,
      ssl_mode: "disable",
    },
    run: (all) => statements(running, name, ["BEGIN", ...all, "COMMIT"]),
    cutBefore: (text) => proxy.cutBefore(text),
    cuts: proxy.cuts,
    async close() {
      await proxy.close();
      statements(running, "", [`DROP DATABASE ${name}`]);
    },
  };
}
