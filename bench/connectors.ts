// `npm run bench:connectors`: records a second and peak memory of each generated connector against a simulated source,
// near (0 ms) and far (200 ms), beside a tap that was written by hand with the SDK's own paginators.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../src/app/build.ts";
import { systemPorts } from "../src/app/system-ports.ts";
import type { ConnectorModel } from "../src/model/connector-model.ts";
import { startSimulation } from "../src/simulate/start-simulation.ts";
import { ensureEnvironment } from "../src/verify/environments/ensure-environment.ts";
import { machine } from "./machine.ts";
import { markdownTable } from "./markdown-table.ts";
import type { Measured } from "./measure-run.ts";
import { median } from "./median.ts";
import { airbyteReader, peerReader, type Reader, tapReader } from "./readers.ts";

interface Case {
  readonly title: string;
  readonly streams: readonly string[];
  /** Records of each stream; of a child for each parent. */
  readonly counts: Readonly<Record<string, number>>;
  /** Milliseconds that each answer takes. */
  readonly latency: number;
  readonly runs: number;
}

const PAGE = 100;

const CASES = [0, 200].flatMap((latency): Case[] => {
  const pages = latency === 0 ? 200 : 40;
  const parents = latency === 0 ? 200 : 40;
  const runs = latency === 0 ? 3 : 1;
  return [
    { title: "cursor, 100 a page", streams: ["orders"], counts: { orders: pages * PAGE }, latency, runs },
    { title: "page numbers, 100 a page", streams: ["products"], counts: { products: pages * PAGE }, latency, runs },
    {
      title: "a list of 50 for each parent",
      streams: ["tickets", "ticket_comments"],
      counts: { tickets: parents, ticket_comments: 50 },
      latency,
      runs,
    },
  ];
});

interface Outcome {
  readonly records: number;
  readonly requests: number;
  readonly measured: Measured;
}

async function once(model: ConnectorModel, reader: Reader, one: Case): Promise<Outcome> {
  const source = await startSimulation(model, {
    seed: 1,
    streams: one.streams,
    counts: one.counts,
    latency: one.latency,
    pageSize: PAGE,
  });
  try {
    const measured = await reader.read(one.streams, source);
    const records = measured.stdout.match(/^\{"type": ?"RECORD"/gm)?.length ?? 0;
    const wanted = one.streams.reduce((sum, name) => sum + (source.records[name]?.length ?? 0), 0);
    if (records !== wanted) throw new Error(`${reader.title}: ${records} records of ${wanted} (${one.title})`);
    return { records, requests: source.log.length, measured };
  } finally {
    await source.close();
  }
}

async function row(model: ConnectorModel, reader: Reader, one: Case): Promise<string[]> {
  const outcomes: Outcome[] = [];
  for (let run = 0; run < one.runs; run++) outcomes.push(await once(model, reader, one));
  const of = (value: (outcome: Outcome) => number) => median(outcomes.map(value));
  const seconds = of(({ measured }) => measured.seconds);
  const records = of((outcome) => outcome.records);
  return [
    one.title,
    `${one.latency} ms`,
    reader.title,
    String(records),
    String(of(({ requests }) => requests)),
    seconds.toFixed(1),
    (records / seconds).toFixed(0),
    of(({ measured }) => measured.processorSeconds).toFixed(1),
    (of(({ measured }) => measured.peakKiB) / 1024).toFixed(0),
  ];
}

const folder = mkdtempSync(join(tmpdir(), "sourcewright-bench-"));
try {
  const ports = systemPorts((line) => console.error(line));
  const document = fileURLToPath(new URL("api.yaml", import.meta.url));
  const options = { targets: ["airbyte-yaml", "singer"], out: folder, force: true, allowedOrigins: [] } as const;
  const { model } = await build([document], options, ports);
  const singer = await ensureEnvironment("singer", ports);
  const readers = [
    airbyteReader(folder, await ensureEnvironment("airbyte", ports)),
    tapReader(folder, `tap_${model.name.replaceAll("-", "_")}`, singer),
    peerReader(singer),
  ];
  const rows: string[][] = [];
  for (const one of CASES) {
    for (const reader of readers) {
      console.error(`${one.title}, ${one.latency} ms: ${reader.title}`);
      rows.push(await row(model, reader, one));
    }
  }
  const head = ["list", "latency", "reader", "records", "requests", "s", "records/s", "processor s", "peak MiB"];
  console.log(`${machine()}\n\n${markdownTable(head, rows)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
