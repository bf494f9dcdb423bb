// `node scripts/setup.mjs <script> [arguments]`: brings a fresh clone to where everything else runs (installs the
// packages of package-lock.json once), then runs the script on the Node that the package `node` brought.
// Plain JavaScript for any Node from 20 on.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const mark = `${root}node_modules/.sourcewright-installed`;
const wanted = createHash("sha256")
  .update(readFileSync(`${root}package-lock.json`))
  .digest("hex");
const [major = 0] = process.versions.node.split(".").map(Number);

if (major < 20) {
  console.error(`sourcewright needs Node 20 or newer; this is ${process.version}`);
  process.exit(1);
}
if (!existsSync(mark) || readFileSync(mark, "utf8") !== wanted) {
  console.error("installing the packages of package-lock.json (once; a minute or two) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) {
    console.error("npm ci failed; the lines above say why. Is the package registry in reach?");
    process.exit(1);
  }
  mkdirSync(`${root}node_modules`, { recursive: true });
  writeFileSync(mark, wanted);
}

const [script, ...rest] = process.argv.slice(2);
if (script !== undefined) {
  const { bin } = JSON.parse(readFileSync(`${root}node_modules/node/package.json`, "utf8"));
  const path = [`${root}node_modules/.bin`, process.env.PATH].join(delimiter);
  const { status } = spawnSync(`${root}node_modules/node/${bin.node}`, [script, ...rest], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  process.exit(status ?? 1);
}
