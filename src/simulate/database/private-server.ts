import { type ChildProcess, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const STARTING_SECONDS = 30;

/** Servers refuse to run as root; this user owns nothing. */
export const NOBODY = 65_534;

/** Who a server is run as: as whoever runs us, unless that is root. */
export const asWhom = (): { uid?: number; gid?: number } =>
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until `ask` no longer throws. Throws with the server's last words where it ends or takes too long. */
export async function ready(name: string, server: ChildProcess, ask: () => void): Promise<void> {
  let told = "";
  server.stderr?.on("data", (text) => {
    told = `${told}${text}`.slice(-2000);
  });
  for (const end = Date.now() + STARTING_SECONDS * 1000; Date.now() < end; ) {
    if (server.exitCode !== null) break;
    try {
      return ask();
    } catch {
      await wait(100);
    }
  }
  server.kill("SIGKILL");
  throw new Error(`${name} doesn't start: ${told.trim().split("\n").at(-1) ?? ""}`);
}

/** Gives statements to a client. Throws with what it says of the first that fails. */
export function give(client: string, options: readonly string[], input: string, env = process.env): void {
  const { status, stderr, error } = spawnSync(client, options, {
    input,
    env,
    encoding: "utf8",
    stdio: ["pipe", "ignore", "pipe"],
  });
  if (error) throw error;
  if (status === 0) return;
  const told = stderr.split("\n").filter((line) => /error/i.test(line));
  throw new Error(`the database refuses a statement: ${told[0] ?? stderr.slice(-300)}`);
}

export async function stop(server: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  const ended = new Promise<void>((resolve) => server.on("exit", () => resolve()));
  if (server.exitCode === null && server.kill(signal)) await ended;
  rmSync(folder, { recursive: true, force: true });
}
