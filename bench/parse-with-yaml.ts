// Parses what comes in with `yaml` and says what that took: milliseconds of processor time, and the process's peak in MiB.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const text = readFileSync(0, "utf8");
const start = process.cpuUsage();
parse(text, { maxAliasCount: -1 });
const { user, system } = process.cpuUsage(start);
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ milliseconds: (user + system) / 1000, peak }));
