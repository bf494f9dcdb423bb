import { describe, expect, it } from "vitest";
import { analyse } from "../../src/app/analyse.ts";
import { systemPorts } from "../../src/app/system-ports.ts";
import type { ConnectorModel } from "../../src/model/connector-model.ts";
import type { Json } from "../../src/model/values.ts";
import type { Offered, ProbeReport } from "../../src/probe/probe-report.ts";
import { probeSource } from "../../src/probe/probe-source.ts";
import type { HttpStream } from "../../src/probe/stream-request.ts";
import { depth } from "../../src/verify/sample-streams.ts";
import * as fieldSurveys from "./field-surveys.ts";
import type { IndependentSource } from "./independent-source.ts";
import * as lendingLibrary from "./lending-library.ts";
import * as meterReadings from "./meter-readings.ts";
import * as museumObjects from "./museum-objects.ts";
import * as parcelDesk from "./parcel-desk.ts";

/** Probes of servers that were written by hand: what is right is borne out, what is planted wrong is told. */
const SOURCES = { lendingLibrary, parcelDesk, fieldSurveys, meterReadings, museumObjects };

interface Trial {
  /** Changes a fact of the model as JSON. */
  readonly plant?: (model: string) => string;
  readonly offered?: readonly Offered[];
  readonly mostRequests?: number;
}

async function probed(id: keyof typeof SOURCES, { plant, offered = [], mostRequests = 100 }: Trial = {}) {
  const source = await SOURCES[id].start();
  try {
    const options = { allowedOrigins: [], overrides: {} };
    const { model: read } = await analyse(
      [source.document],
      options,
      systemPorts(() => undefined),
    );
    const text = JSON.stringify(read);
    const planted = plant?.(text) ?? text;
    if (plant) expect(planted).not.toBe(text);
    const model = JSON.parse(planted) as ConnectorModel;
    if (model.source.kind !== "http") throw new Error("no HTTP API");
    const request = {
      model,
      source: model.source,
      streams: httpStreams(model),
      settings: source.config as Readonly<Record<string, Json>>,
      offered,
      pace: { mostRequests, between: 0 },
      post: false,
      progress: () => undefined,
    };
    const report = await probeSource(request, { fetch: rerouted(source), sleep: async () => undefined });
    return { report, log: source.log, config: source.config };
  } finally {
    await source.close();
  }
}

function httpStreams(model: ConnectorModel): HttpStream[] {
  return model.streams
    .filter((stream): stream is HttpStream => stream.selected && stream.access.kind === "http")
    .sort((a, b) => depth(model, a) - depth(model, b));
}

function rerouted({ routes }: IndependentSource): typeof fetch {
  return (input, init) => {
    const { origin, pathname, search } = new URL(String(input));
    return fetch(`${routes[origin] ?? "http://nowhere.invalid"}${pathname}${search}`, init);
  };
}

const of = (report: ProbeReport, outcome: string) =>
  report.probed.filter((one) => one.outcome === outcome).map(({ stream, about }) => `${stream ?? "source"}.${about}`);

describe("a connector that is right", () => {
  it.each([
    ["lendingLibrary", 14],
    ["parcelDesk", 11],
    ["fieldSurveys", 13],
    ["meterReadings", 9],
    ["museumObjects", 9],
  ] as const)("%s: nothing is called wrong, %i facts are borne out", async (id, least) => {
    const { report, log, config } = await probed(id);
    expect(of(report, "contradicted")).toEqual([]);
    expect(of(report, "confirmed").length).toBeGreaterThanOrEqual(least);
    expect(log.length).toBe(report.requests);
    expect(log.every(({ method }) => method === "GET")).toBe(true);
    for (const secret of Object.values(config)) expect(JSON.stringify(report)).not.toContain(String(secret));
  });
});

describe("what is wrong is told", () => {
  const swap = (from: string | RegExp, to: string) => (text: string) => text.replaceAll(from, to);
  const onePage = (kind: string) => (text: string) =>
    JSON.stringify(
      JSON.parse(text, (key, value) => (key === "pagination" && value.kind === kind ? { kind: "none" } : value)),
    );
  it.each([
    [
      "lendingLibrary",
      "another place of the records",
      swap('"recordsPath":["loans"]', '"recordsPath":["data"]'),
      /loans.records: .*a list of 50 lies in loans/,
    ],
    [
      "lendingLibrary",
      "a key that several share",
      swap('"primaryKey":[["id"]]', '"primaryKey":[["title"]]'),
      /loans.primary-key: .*title is the same in/,
    ],
    [
      "lendingLibrary",
      "a key that isn't there",
      swap('"primaryKey":[["id"]]', '"primaryKey":[["uid"]]'),
      /loans.primary-key: .*uid is missing in 50/,
    ],
    [
      "lendingLibrary",
      "a page parameter that nobody knows",
      swap('"name":"cursor"', '"name":"after"'),
      /members.pagination: .*records of the first/,
    ],
    [
      "lendingLibrary",
      "a next page looked for elsewhere",
      swap('["meta","next_cursor"]', '["meta","next"]'),
      /members.pagination: .*meta.next_cursor tells of a next page/,
    ],
    [
      "lendingLibrary",
      "a page size that is refused",
      swap('"pageSize":50', '"pageSize":500'),
      /members.pagination: .*500 records a page are refused \(422\)/,
    ],
    [
      "lendingLibrary",
      "a filter that nobody knows",
      swap('"name":"changed_after"', '"name":"changed_since"'),
      /loans.incremental: .*are older than asked for/,
    ],
    [
      "lendingLibrary",
      "a cursor that isn't there",
      swap('"cursorField":["changed_at"]', '"cursorField":["updated_at"]'),
      /loans.incremental: .*in none of/,
    ],
    [
      "lendingLibrary",
      "a cursor of another kind",
      swap('"format":{"kind":"date-time"}', '"format":{"kind":"epoch-seconds"}'),
      /loans.incremental: .*isn't written as/,
    ],
    [
      "lendingLibrary",
      "another scheme",
      swap('"kind":"bearer"', '"kind":"bearer","prefix":"Token"'),
      /source.auth: .*answers 401/,
    ],
    [
      "lendingLibrary",
      "a path that isn't there",
      swap('"path":"/loans"', '"path":"/lendings"'),
      /loans.records: .*GET \/lendings answers 404/,
    ],
    [
      "lendingLibrary",
      "a field of another type",
      swap('"title":{"type":"string"', '"title":{"type":"integer"'),
      /loans.schema: .*another type than documented: title/,
    ],
    [
      "parcelDesk",
      "page numbers by another name",
      swap(/"pageParam":\{"name":"\w+"/g, '"pageParam":{"name":"sheet"'),
      /shipments.pagination: .*records of the first/,
    ],
    ["parcelDesk", "pages taken for one", onePage("page-number"), /shipments.pagination: .*would stop after/],
    [
      "fieldSurveys",
      "pages taken for one",
      onePage("link-header"),
      /surveys.pagination: .*Link header leads to a next page/,
    ],
    [
      "meterReadings",
      "an offset by another name",
      swap(/"offsetParam":\{"name":"\w+"/g, '"offsetParam":{"name":"skip_rows"'),
      /meters.pagination: .*records of the first/,
    ],
  ] as const)("%s: %s", async (id, _, plant, told) => {
    const { report } = await probed(id, { plant });
    const wrong = report.probed.filter(({ outcome }) => outcome === "contradicted");
    const lines = wrong.map(({ stream, about, detail }) => `${stream ?? "source"}.${about}: ${detail}`);
    expect(lines.join("\n")).toMatch(told);
  });
});

describe("open questions", () => {
  const unknown = (text: string) =>
    text.replace(/("name":"loans".*?"pagination":)\{"kind":"cursor".*?"stop":\{.*?\}\}/, '$1{"kind":"unknown"}');
  const cursor = (name: string) => ({
    kind: "cursor",
    cursorParam: { name, in: "query" },
    next: { from: "body", path: ["meta", "next_cursor"] },
    stop: { kind: "no-cursor" },
  });

  it("are answered by the candidate that the source bears out", async () => {
    const offered = [
      {
        question: "pagination/loans",
        about: "pagination",
        stream: "loans",
        values: [cursor("after"), cursor("cursor")],
      },
      { question: "primary-key/loans", about: "primary-key", stream: "loans", values: [[["title"]], [["id"]]] },
    ] as const;
    const { report } = await probed("lendingLibrary", { plant: unknown, offered });
    expect(report.probed.flatMap(({ settles }) => settles ?? [])).toEqual([
      { question: "pagination/loans", candidate: 2 },
      { question: "primary-key/loans", candidate: 2 },
    ]);
  });
});

it("no more requests are sent than allowed, and what is left is told", async () => {
  const { report, log } = await probed("lendingLibrary", { mostRequests: 4 });
  expect(log).toHaveLength(4);
  expect(report.requests).toBe(4);
  expect(report.probed.at(-1)).toMatchObject({
    outcome: "untried",
    detail: expect.stringContaining("no request was left"),
  });
});
