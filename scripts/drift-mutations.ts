import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Change } from "../src/drift/change.ts";
import { changesBetween, namesAlike, percent, type Report } from "./drift-changes.ts";

interface Mutation {
  readonly old: unknown;
  readonly text: string;
  readonly report: Report;
}

/** A module that makes known changes. */
interface Mutations {
  readonly kinds: Readonly<Record<string, { readonly class: string }>>;
  mutate(document: unknown, kind: string, options: { readonly seed: number }): Mutation | undefined;
  endpoints(document: unknown): readonly unknown[];
}

export interface MutationOptions {
  /** Folder with `mutate.mjs`. */
  readonly truth: string;
  /** Folder with OpenAPI documents below it, by provider. */
  readonly directory: string;
  readonly documents: number;
  readonly seeds: number;
  readonly only: readonly string[] | undefined;
  /** Is told what was missed and what was wrong. */
  readonly note: (line: string) => void;
}

interface Tally {
  runs: number;
  found: number;
  sameAbout: number;
  alarms: number;
}

/** Every kind of change, made to several documents: prints how many were found and how many others were claimed. */
export async function scoreMutations(options: MutationOptions): Promise<void> {
  const mutations: Mutations = await import(pathToFileURL(join(options.truth, "mutate.mjs")).href);
  const documents = documentsToChange(options, mutations);
  const kinds = options.only ?? Object.keys(mutations.kinds);
  const tallies = new Map(kinds.map((kind) => [kind, { runs: 0, found: 0, sameAbout: 0, alarms: 0 }]));
  for (const path of documents) {
    const document = JSON.parse(readFileSync(path, "utf8"));
    for (const [kind, tally] of tallies) {
      for (let seed = 1; seed <= options.seeds; seed++) {
        const mutation = mutations.mutate(document, kind, { seed });
        if (mutation) await scoreOne(`${path} ${kind} ${seed}`, kind, mutation, { tally, note: options.note });
      }
    }
  }
  printTallies(documents.length, tallies, mutations);
}

/** OpenAPI 3 documents of 40 to 400 kB, one per provider, spread over the alphabet. */
function documentsToChange({ directory, documents }: MutationOptions, { endpoints }: Mutations): string[] {
  const paths = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".json"));
  const providers = paths
    .sort()
    .filter((path, at, all) => path.split("/")[0] !== all[at - 1]?.split("/")[0])
    .map((path) => join(directory, path))
    .filter((path) => statSync(path).size > 40_000 && statSync(path).size < 400_000);
  const step = Math.max(1, Math.floor(providers.length / (documents * 3)));
  const found: string[] = [];
  for (let at = 0; at < providers.length && found.length < documents; at += step) {
    const path = providers[at] ?? "";
    const document = JSON.parse(readFileSync(path, "utf8"));
    if (String(document.openapi).startsWith("3") && endpoints(document).length > 3) found.push(path);
  }
  return found;
}

async function scoreOne(
  title: string,
  kind: string,
  { old, text, report }: Mutation,
  { tally, note }: { readonly tally: Tally; readonly note: (line: string) => void },
): Promise<void> {
  const bytes = (written: string) => new TextEncoder().encode(written);
  const name = kind === "yaml" ? "new.yaml" : "new.json";
  const changes = await changesBetween(["old.json", bytes(JSON.stringify(old))], [name, bytes(text)]);
  const { isRight, found, alarms } = judge(changes, report);
  tally.runs++;
  if (isRight) tally.found++;
  else note(`missed ${title}: ${JSON.stringify(report).slice(0, 300)}`);
  if (found && found.about === report.about) tally.sameAbout++;
  if (alarms.length > 0) tally.alarms++;
  for (const alarm of alarms) note(`wrong ${title}: ${alarm.stream} ${alarm.detail}`);
}

/** Whether the demanded change is there; what else is breaking or risky, but for consequences of another source. */
function judge(changes: readonly Change[], report: Report) {
  if (report.class === "none") return { isRight: changes.length === 0, found: undefined, alarms: changes };
  const here = changes.filter((change) => change.class === report.class && change.stream === report.stream);
  const found = here.find(({ about }) => about === report.about) ?? here.find((change) => namesAlike(change, report));
  const isRight = found !== undefined && (report.successor === undefined || found.successor === report.successor);
  const isOfSource = report.about === "auth" || report.about === "base-url";
  const others = changes.filter((change) => change.class !== "additive" && !here.includes(change));
  return { isRight, found, alarms: isOfSource ? [] : others };
}

function printTallies(documents: number, tallies: ReadonlyMap<string, Tally>, { kinds }: Mutations): void {
  for (const [kind, { runs, found, sameAbout, alarms }] of tallies) {
    const about = kinds[kind]?.class === "none" ? "" : `about ${sameAbout}`;
    const wrong = alarms > 0 ? `false alarms ${alarms}` : "";
    console.log(`${kind.padEnd(30)} ${`${found}/${runs}`.padEnd(8)} ${about.padEnd(10)} ${wrong}`.trimEnd());
  }
  const sum = (key: keyof Tally) => [...tallies.values()].reduce((total, tally) => total + tally[key], 0);
  const [runs, found, alarms] = [sum("runs"), sum("found"), sum("alarms")];
  console.log(
    `${documents} documents, ${runs} changes: right ${percent(found, runs)}, false alarms ${percent(alarms, runs)}`,
  );
}
