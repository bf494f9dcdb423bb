import { describe, expect, it } from "vitest";
import { analyse } from "../../src/app/analyse.ts";
import { systemPorts } from "../../src/app/system-ports.ts";
import * as fieldSurveys from "../independent-sources/field-surveys.ts";
import type { IndependentSource } from "../independent-sources/independent-source.ts";
import * as lendingLibrary from "../independent-sources/lending-library.ts";

/** Records what a client does, as a browser would save it. */
async function recorded(source: IndependentSource, headers: Record<string, string>, asks: readonly string[]) {
  const [[origin, address] = ["", ""]] = Object.entries(source.routes);
  const entries: unknown[] = [];
  const bodies: unknown[] = [];
  for (const ask of asks) {
    const target = ask.replace(/\$(\d)\.([\w.]+)/g, (_, at, path: string) =>
      encodeURIComponent(String(valueAt(bodies[Number(at)], path))),
    );
    const response = await fetch(address + target, { headers });
    const text = await response.text();
    bodies.push(JSON.parse(text));
    entries.push({
      startedDateTime: "2026-01-01T00:00:00.000Z",
      request: {
        method: "GET",
        url: origin + target,
        headers: named(Object.entries({ "User-Agent": "x", ...headers })),
      },
      response: {
        status: response.status,
        headers: named([...response.headers]),
        content: { mimeType: "application/json", text: Buffer.from(text).toString("base64"), encoding: "base64" },
      },
    });
  }
  const picture = {
    request: { method: "GET", url: `${origin}/logo.png`, headers: [] },
    response: { status: 200, headers: [], content: { mimeType: "image/png" } },
  };
  const tracker = {
    request: { method: "GET", url: "https://track.example.net/e", headers: [] },
    response: { status: 200, headers: [], content: { text: '{"ok": true}' } },
  };
  return JSON.stringify({ log: { version: "1.2", entries: [picture, tracker, ...entries] } });
}

const named = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name, value]) => ({ name, value }));
const valueAt = (body: unknown, path: string) =>
  path.split(".").reduce<unknown>((held, step) => (held as Readonly<Record<string, unknown>>)?.[step], body);

async function analysed(har: string) {
  const system = systemPorts(() => undefined);
  const read = async (path: string) => (path === "session.har" ? new TextEncoder().encode(har) : undefined);
  const ports = { ...system, files: { ...system.files, read, list: async () => undefined } };
  const analysis = await analyse(["session.har"], { allowedOrigins: [], overrides: {} }, ports);
  const stream = (path: string) => {
    const found = analysis.model.streams.find(({ access }) => access.kind === "http" && access.path === path);
    if (found?.access.kind !== "http") throw new Error(`no stream ${path}`);
    return { ...found, access: found.access };
  };
  return { analysis, stream };
}

describe("a recording", () => {
  it("tells records, keys, cursors, parents and who asks, and nothing of anybody", async () => {
    const source = await lendingLibrary.start();
    try {
      const token = String(source.config.api_token);
      const har = await recorded(source, { Authorization: `Bearer ${token}` }, [
        "/v2/members?limit=3",
        "/v2/members?limit=3&cursor=$0.meta.next_cursor",
        "/v2/loans?limit=20",
        "/v2/loans?limit=20&cursor=$2.meta.next_cursor",
        "/v2/loans?limit=20&changed_after=2024-11-05T00%3A00%3A00Z",
        "/v2/members/$0.members.0.id/reservations",
        "/v2/members/$0.members.2.id/reservations",
      ]);
      const { analysis, stream } = await analysed(har);
      const { model, questions } = analysis;
      expect(model.title).toBe("Example");
      expect(model.source).toMatchObject({ kind: "http", auth: [{ kind: "bearer" }] });
      const loans = stream("/v2/loans");
      expect(loans).toMatchObject({
        primaryKey: [["id"]],
        access: {
          recordsPath: ["loans"],
          pagination: { kind: "cursor", cursorParam: { name: "cursor" }, next: { path: ["meta", "next_cursor"] } },
        },
        incremental: { cursorField: ["changed_at"], request: { name: "changed_after" } },
      });
      expect(stream("/v2/members/{member_id}/reservations").parents).toMatchObject([
        { stream: stream("/v2/members").name, field: ["id"], param: { name: "member_id", in: "path" } },
      ]);
      const told = JSON.stringify({ model, questions, findings: analysis.findings });
      for (const secret of [token, "Ada", "@mail.example", "Tide tables", "ln_00001", "4003"])
        expect(told).not.toContain(secret);
      expect(analysis.documents).toMatchObject([{ format: "HAR recording", holdsCredentials: true }]);
      expect(analysis.diagnostics.map(({ code }) => code)).toContain("input/other-hosts");
    } finally {
      await source.close();
    }
  });

  it("shows Link headers, and who asks by basic auth", async () => {
    const source = await fieldSurveys.start();
    try {
      const { username, password } = source.config;
      const proof = Buffer.from(`${username}:${password}`).toString("base64");
      const asks = ["/rest/surveys?per_page=5", "/rest/surveys?per_page=5&part=1", "/rest/species"];
      const { analysis, stream } = await analysed(await recorded(source, { Authorization: `Basic ${proof}` }, asks));
      expect(stream("/rest/surveys").access.pagination.kind).toBe("link-header");
      expect(analysis.model.source).toMatchObject({ auth: [{ kind: "basic" }] });
    } finally {
      await source.close();
    }
  });
});
