import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/surfaces/cli/main.ts";
import { createStyle, type Terminal } from "../../src/surfaces/cli/terminal.ts";

const KEY = "key-not-a-real-one-91";
const PARCELS = Array.from({ length: 45 }, (_, number) => ({ code: `P${number}`, grams: number * 10 }));
const folder = mkdtempSync(join(tmpdir(), "sourcewright-probe-"));
const connector = join(folder, "acme");
const config = join(folder, "config.yaml");
let server: Server;

/** A document that says nothing of how the next page is asked for; the source pages by `page`. */
const documentOf = (origin: string) => `openapi: 3.0.3
info: { title: Acme, version: 1 }
servers: [{ url: "${origin}" }]
security: [{ key: [] }]
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
paths:
  /parcels:
    get:
      summary: List parcels
      parameters:
        - { name: page, in: query, schema: { type: integer, minimum: 1 } }
        - { name: per_page, in: query, schema: { type: integer, default: 20, maximum: 20 } }
      responses:
        "200":
          description: all of them
          content:
            application/json:
              schema:
                type: array
                items: { type: object, properties: { code: { type: string }, grams: { type: integer } } }
  /moved:
    get:
      summary: List what moved
      responses:
        "200":
          description: all of them
          content:
            application/json:
              schema: { type: array, items: { type: object, properties: { code: { type: string } } } }
`;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    const answer = (status: number, body: unknown, headers = {}) =>
      response.writeHead(status, headers).end(JSON.stringify(body));
    if (request.headers["x-key"] !== KEY) return answer(401, { error: `no ${String(request.headers["x-key"])}` });
    if (url.pathname === "/moved") return answer(302, {}, { location: "http://elsewhere.invalid/steal" });
    const size = Number(url.searchParams.get("per_page") ?? 20);
    const from = (Number(url.searchParams.get("page") ?? 1) - 1) * size;
    return answer(200, PARCELS.slice(from, from + size));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(folder, "acme.yaml"), documentOf(`http://127.0.0.1:${port}`));
  writeFileSync(config, `api_key: ${KEY}\n`);
  expect((await cli("build", join(folder, "acme.yaml"), "--to", "singer", "--out", connector)).code).toBe(0);
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function cli(...args: readonly string[]) {
  let out = "";
  let notes = "";
  const terminal: Terminal = {
    style: createStyle(false),
    out: async (text) => {
      out += `${text}\n`;
    },
    note: (text) => {
      notes += `${text}\n`;
    },
    progress: () => undefined,
  };
  const code = await run(args, terminal);
  return { code, out, notes };
}

describe("sourcewright probe", () => {
  it("tells what holds, keeps the report, and shows neither records nor the key", async () => {
    const { code, out } = await cli("probe", connector, "--config", config, "--streams", "parcels");
    expect(out).toMatch(/holds\s+the source\s+auth\s+GET \/parcels is answered with the credentials, and 401 without/);
    expect(out).toMatch(/holds\s+parcels\s+records\s+20 records in the answer itself/);
    expect(out).toMatch(/\d+ of \d+ facts hold, 0 are wrong/);
    expect(code).toBe(0);
    const kept = readFileSync(join(connector, "verification/probe.json"), "utf8");
    for (const text of [out, kept]) expect(text).not.toMatch(new RegExp(`${KEY}|P1\\b`));
  });

  it("never follows to another host", async () => {
    const { out } = await cli("probe", connector, "--config", config, "--streams", "moved", "--json");
    expect(JSON.parse(out).probed).toContainEqual(
      expect.objectContaining({ stream: "moved", about: "records", outcome: "contradicted" }),
    );
  });

  it("ends with 1 where the credentials aren't taken, and doesn't show what was sent", async () => {
    const wrong = join(folder, "wrong.json");
    writeFileSync(wrong, '{"api_key": "wrong-one-17"}');
    const { code, out } = await cli("probe", connector, "--config", wrong);
    expect(code).toBe(1);
    expect(out).toMatch(/WRONG\s+the source\s+auth\s+GET \/parcels answers 401/);
    expect(out).not.toContain("wrong-one-17");
  });

  it.each([
    ["a setting that is missing", [connector], /a probe needs values for api_key.*--config/, 2],
    ["a file that isn't there", [connector, "--config", join(folder, "gone")], /gone: there is no such file/, 1],
    ["a stream that isn't there", [connector, "--config", config, "--streams", "parcel"], /parcels/, 2],
    ["a number that is none", [connector, "--most-requests", "0"], /1 to 9999/, 2],
  ])("refuses %s", async (_, args, message, exit) => {
    const { code, notes } = await cli("probe", ...args);
    expect(notes).toMatch(message);
    expect(code).toBe(exit);
  });

  it("refuses settings that the connector doesn't have", async () => {
    const other = join(folder, "other.yaml");
    writeFileSync(other, `api_key: ${KEY}\ntoken: x\n`);
    const { code, notes } = await cli("probe", connector, "--config", other);
    expect(notes).toMatch(/has no setting token; it has api_key/);
    expect(code).toBe(2);
  });
});
