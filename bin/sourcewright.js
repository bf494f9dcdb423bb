#!/usr/bin/env node
// Runs the command line on a Node that runs TypeScript: this one if it is new enough, else the one
// that the package `node` brought.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const main = new URL("../src/surfaces/cli/main.ts", import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  module.enableCompileCache();
  const { run } = await import(main.href);
  process.exitCode = await run(process.argv.slice(2));
} else {
  const node = bundledNode();
  if (node === undefined) {
    process.stderr.write("sourcewright needs Node 22.18 or newer, or `npm install` run in its folder first\n");
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  // What stays (a server, a watch) has to hear when it shall end. A terminal's Ctrl-C reaches both of us.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => undefined);
  child.on("close", (status, signal) => process.exit(signal ? 1 : (status ?? 1)));
}

function bundledNode() {
  try {
    const { bin } = module.createRequire(import.meta.url)("node/package.json");
    const path = fileURLToPath(new URL(`../node_modules/node/${bin.node}`, import.meta.url));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
