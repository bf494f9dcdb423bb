import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCuttingProxy } from "./cutting-proxy.ts";
import type { DatabaseServer, SimulatedDatabase } from "./database-server.ts";
import { asWhom, freePort, give, NOBODY, ready, stop } from "./private-server.ts";
import { postgresql, READER } from "./sql-dialect.ts";

const OWNER = "owner";

interface Running {
  readonly binaries: string;
  readonly port: number;
  readonly password: string;
  /** Databases so far. */
  made: number;
}

/** A private server on loopback. `binaries` holds `initdb`, `postgres` and `psql`. Throws where it can't be started. */
export async function startPostgresql(binaries: string): Promise<DatabaseServer> {
  const folder = mkdtempSync(join(tmpdir(), "sourcewright-postgresql-"));
  const user = asWhom();
  const running: Running = { binaries, port: await freePort(), password: randomBytes(16).toString("hex"), made: 0 };
  const data = join(folder, "data");
  try {
    const secret = join(folder, "password");
    writeFileSync(secret, running.password);
    mkdirSync(data);
    if (user.uid !== undefined) for (const path of [folder, data, secret]) chownSync(path, NOBODY, NOBODY);
    const options = ["-U", OWNER, "-A", "scram-sha-256", `--pwfile=${secret}`, "-E", "UTF8", "--locale=C", "-N"];
    execFileSync(join(binaries, "initdb"), ["-D", data, ...options], { ...user, cwd: folder, stdio: "pipe" });
    const server = spawn(join(binaries, "postgres"), ["-D", data, ...settings(running.port)], {
      ...user,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await ready("PostgreSQL", server, () => statement(running, "postgres", ["SELECT 1"]));
    statement(running, "postgres", [`CREATE ROLE ${READER} LOGIN PASSWORD '${running.password}-read'`]);
    return {
      dialect: postgresql,
      createDatabase: () => createDatabase(running),
      close: () => stop(server, "SIGINT", folder),
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Nothing here outlives the server, so nothing is kept safe. */
function settings(port: number): string[] {
  const options = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: 40,
    shared_buffers: "16MB",
    logging_collector: "off",
  };
  return Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function statement({ binaries, port, password }: Running, database: string, statements: readonly string[]): void {
  const options = [
    "-X",
    "-q",
    "-v",
    "ON_ERROR_STOP=1",
    "-h",
    "127.0.0.1",
    "-p",
    String(port),
    "-U",
    OWNER,
    "-d",
    database,
  ];
  const env = { ...process.env, PGPASSWORD: password, PGCLIENTENCODING: "UTF8", PGOPTIONS: "" };
  give(join(binaries, "psql"), options, statements.map((one) => `${one};\n`).join(""), env);
}

async function createDatabase(running: Running): Promise<SimulatedDatabase> {
  const name = `simulated_${++running.made}`;
  statement(running, "postgres", [`CREATE DATABASE ${name} TEMPLATE template0`]);
  statement(running, name, postgresql.schema("public"));
  const proxy = await startCuttingProxy(running.port);
  return {
    config: {
      host: "127.0.0.1",
      port: proxy.port,
      database: name,
      user: READER,
      password: `${running.password}-read`,
      ssl_mode: "disable",
    },
    run: (statements) => statement(running, name, ["BEGIN", ...statements, "COMMIT"]),
    cutBefore: (text) => proxy.cutBefore(text),
    cuts: proxy.cuts,
    async close() {
      await proxy.close();
      statement(running, "postgres", [`DROP DATABASE ${name} WITH (FORCE)`]);
    },
  };
}
