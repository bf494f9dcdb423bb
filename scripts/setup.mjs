// Brings a fresh clone to where everything else runs: installs the packages of package-lock.json once.
// Plain JavaScript for any Node from 20 on; the package `node` then gives the one that runs TypeScript.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
