import { readFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { load } from "js-yaml";
import { afterEach, describe, expect, test } from "vitest";
import { start as fieldSurveys } from "./field-surveys.ts";
import type { IndependentSource, Item } from "./independent-source.ts";
import { start as lendingLibrary } from "./lending-library.ts";
import { start as meterReadings } from "./meter-readings.ts";
import { start as museumObjects } from "./museum-objects.ts";
import { start as parcelDesk } from "./parcel-desk.ts";

const open: IndependentSource[] = [];

async function opened<Source extends IndependentSource>(starting: Promise<Source>): Promise<Source> {
  const source = await starting;
  open.push(source);
  return source;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((source) => source.close()));
});

interface Got {
  readonly status: number;
  readonly link: string;
  readonly location: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the hand-written server says
  readonly body: any;
}

async function read(source: IndependentSource, url: string, headers: Record<string, string> = {}): Promise<Got> {
  const { origin } = new URL(url);
  const address = url.replace(origin, source.routes[origin] ?? "http://nowhere.invalid");
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { headers }, resolve).on("error", reject);
  });
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return {
    status: response.statusCode ?? 0,
    link: String(response.headers.link ?? ""),
    location: String(response.headers.location ?? ""),
    body: text === "" ? undefined : JSON.parse(text),
  };
}

const sources = { lendingLibrary, parcelDesk, fieldSurveys, meterReadings, museumObjects };

describe.each(Object.entries(sources))("%s", (_, start) => {
  test("has a document that speaks of its origin, and records for each of its lists", async () => {
    const source = await opened(start());
    const document = load(await readFile(source.document, "utf8")) as {
      paths: object;
      servers?: unknown;
      host?: string;
    };
    const text = JSON.stringify(document);
    const hosts = Object.keys(source.routes).map((origin) => new URL(origin).host.replace(/^eu\./, ""));
    expect(hosts.some((host) => text.includes(host))).toBe(true);
    for (const name of Object.keys(source.expected))
      expect(Object.keys(document.paths).some((path) => path.endsWith(`/${name}`))).toBe(true);
  });

  test("keeps strangers out", async () => {
    const source = await opened(start());
    const origin = Object.keys(source.routes)[0] ?? "";
    expect([401, 403]).toContain((await read(source, `${origin}/`)).status);
  });
});

test("the library's cursor ends in an empty page", async () => {
  const source = await opened(lendingLibrary());
  const headers = { authorization: `Bearer ${String(source.config.api_token)}` };
  const seen: Item[] = [];
  const sizes: number[] = [];
  const statuses: number[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const asked = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await read(
      source,
      `https://api.lending-library.example.com/v2/loans?limit=40${asked}`,
      headers,
    );
    statuses.push(status);
    if (status === 429) continue;
    seen.push(...body.loans);
    sizes.push(body.loans.length);
    cursor = body.meta.next_cursor;
  }
  expect(seen).toEqual(source.expected.loans);
  expect(sizes).toEqual([40, 40, 40, 0]);
  expect(statuses).toContain(429);
});

test("the parcel desk's total counts items", async () => {
  const source = await opened(parcelDesk());
  const headers = { "x-desk-key": String(source.config.api_key) };
  const url = "https://desk.parcels.example.com/api/shipments?per_page=100&page=";
  const first = await read(source, `${url}1`, headers);
  const second = await read(source, `${url}2`, headers);
  expect((await read(source, `${url}3`, headers)).status).toBe(503);
  const third = await read(source, `${url}3`, headers);
  expect([...first.body.items, ...second.body.items, ...third.body.items]).toEqual(source.expected.shipments);
  expect(third.body.total).toBe(230);
  expect((await read(source, `${url}4`, headers)).body.items).toEqual([]);
  const vans = await read(source, "https://desk.parcels.example.com/api/depots/N%2FB%207/vans", headers);
  expect(vans.body.items).toHaveLength(1);
});

test("the surveys' links lead through all pages", async () => {
  const source = await opened(fieldSurveys());
  const { username, password } = source.config;
  const headers = {
    authorization: `Basic ${Buffer.from(`${String(username)}:${String(password)}`).toString("base64")}`,
  };
  const seen: Item[] = [];
  let url: string | undefined =
    "https://surveys.fieldwork.example.com/rest/surveys?per_page=30&since=2025-03-01T00:00:00Z";
  while (url !== undefined) {
    const { link, body } = await read(source, url, headers);
    seen.push(...body);
    url = link
      .split(", ")
      .find((one) => /rel="?next"?/.test(one))
      ?.match(/<([^>]*)>/)?.[1];
  }
  expect(seen).toEqual(source.expected.surveys);
  expect(source.log).toHaveLength(3);
});

test("the meters give fewer than asked, and 404 behind the end", async () => {
  const source = await opened(meterReadings());
  const url = `https://eu.meters.example.com/grid/v1/meters?api_key=${encodeURIComponent(String(source.config.api_key))}`;
  const seen: Item[] = [];
  for (const offset of [0, 37, 74])
    seen.push(...(await read(source, `${url}&limit=200&offset=${offset}`)).body.result.meters);
  expect(seen).toEqual(source.expected.meters);
  expect((await read(source, `${url}&limit=200&offset=90`)).status).toBe(404);
});

test("the museum's last page is on another host, which notices a key", async () => {
  const source = await opened(museumObjects());
  const headers = { "x-museum-key": String(source.config.api_key) };
  const seen: Item[] = [];
  let url: string | undefined = "https://collections.museum.example.com/v4/objects?size=25";
  let got: Got | undefined;
  while (url !== undefined) {
    got = await read(source, url, headers);
    seen.push(...(got.body?.data ?? []));
    url = got.body?.links.next;
  }
  expect(got?.status).toBe(302);
  seen.push(...(await read(source, got?.location ?? "")).body.data);
  expect(seen).toEqual(source.expected.objects);
  expect(source.leaks()).toEqual([]);
  await read(source, got?.location ?? "", headers);
  expect(source.leaks()).toHaveLength(1);
});
