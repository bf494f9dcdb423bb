import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startCuttingProxy } from "./cutting-proxy.ts";
import type { DatabaseServer, SimulatedDatabase } from "./database-server.ts";
import { postgresql, READER } from "./sql-dialect.ts";

const OWNER = "owner";
/** PostgreSQL refuses to run as root; this user owns nothing. */
const NOBODY = 65_534;
const STARTING_SECONDS = 30;

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
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
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
    await ready(server, running);
    statement(running, "postgres", [`CREATE ROLE ${READER} LOGIN PASSWORD '${running.password}-read'`]);
    return {
      dialect: postgresql,
      createDatabase: () => createDatabase(running),
      close: () => stop(server, folder),
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function ready(server: ChildProcess, running: Running): Promise<void> {
  let told = "";
  server.stderr?.on("data", (text) => {
    told = `${told}${text}`.slice(-2000);
  });
  for (const end = Date.now() + STARTING_SECONDS * 1000; Date.now() < end; ) {
    if (server.exitCode !== null) break;
    try {
      return statement(running, "postgres", ["SELECT 1"]);
    } catch {
      await wait(100);
    }
  }
  server.kill("SIGKILL");
  throw new Error(`PostgreSQL doesn't start: ${told.trim().split("\n").at(-1) ?? ""}`);
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise<void>((resolve) => server.on("exit", () => resolve()));
  if (server.exitCode === null && server.kill("SIGINT")) await ended;
  rmSync(folder, { recursive: true, force: true });
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
  execFileSync(join(binaries, "psql"), options, {
    input: statements.map((one) => `${one};\n`).join(""),
    env: { ...process.env, PGPASSWORD: password, PGCLIENTENCODING: "UTF8", PGOPTIONS: "" },
    stdio: ["pipe", "ignore", "pipe"],
  });
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
