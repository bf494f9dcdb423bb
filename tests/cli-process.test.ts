import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What only a process of its own shows: pipes, signals, colours, waiting. */
const BIN = fileURLToPath(new URL("../bin/sourcewright.js", import.meta.url));
const MANY = 100;

let folder = "";
let document = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sourcewright-process-"));
  document = join(folder, "large.json");
  writeFileSync(document, JSON.stringify(largeDocument()));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function largeDocument() {
  const item = { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } };
  const answer = { description: "all", content: { "application/json": { schema: { type: "array", items: item } } } };
  const paths = Array.from({ length: MANY }, (_, at) => [`/things${at}`, { get: { responses: { "200": answer } } }]);
  const servers = [{ url: "https://api.acme.example" }];
  return { openapi: "3.0.3", info: { title: "Acme", version: "1" }, servers, paths: Object.fromEntries(paths) };
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], { cwd: folder, env: { ...process.env, ...env } });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (text) => {
    out += text;
  });
  child.stderr?.on("data", (text) => {
    err += text;
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, out, err };
}

describe("a process", { timeout: 60_000 }, () => {
  it("ends quietly where nobody reads on", async () => {
    const child = start(["analyze", document, "--json"]);
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await ended(child)).toMatchObject({ code: 0, err: "" });
  });

  it("writes no colours into a pipe, and JSON alone with --json", async () => {
    const { out } = await ended(start(["analyze", document], { FORCE_COLOR: "1" }));
    expect(out).not.toContain("\u001b");
    const json = await ended(start(["analyze", document, "--json"]));
    expect(JSON.parse(json.out).model.streams).toHaveLength(MANY);
  });

  it("says after two seconds what it waits for", async () => {
    const server = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = server.address();
    const port = at !== null && typeof at === "object" ? at.port : 0;
    const child = start(["analyze", `http://127.0.0.1:${port}/api.json`]);
    const [text] = await once(child.stderr ?? child, "data");
    expect(String(text)).toContain("reading http://127.0.0.1");
    child.kill();
    server.closeAllConnections();
    server.close();
  });

  it("that is interrupted while it builds leaves nothing that looks done", async () => {
    const out = join(folder, "acme");
    const staged = join(out, ".sourcewright/staged");
    mkdirSync(join(staged, "singer"), { recursive: true });
    // Nobody reads from it: the build stands still where it would write the file.
    execFileSync("mkfifo", [join(staged, "singer/README.md.part")]);
    const child = start(["build", document, "--to", "airbyte-yaml,singer", "--out", out]);
    const running = ended(child);
    await thereIs(join(staged, "connector.yaml"));
    child.kill("SIGINT");
    expect((await running).signal).toBe("SIGINT");
    expect(await ended(start(["verify", out]))).toMatchObject({
      code: 1,
      err: expect.stringContaining("no connector.yaml"),
    });
    expect((await ended(start(["build", document, "--to", "airbyte-yaml,singer", "--out", out]))).code).toBe(0);
    expect((await ended(start(["explain", out, "streams"]))).code).toBe(2);
  });
});

async function thereIs(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 20));
}
