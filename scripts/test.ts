// `npm test`: every check of the project, one after the other, each counted as one test or as many as its runner
// counted. Ends with the line `N passed, N failed`.
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const tally = { passed: 0, failed: 0 };

function run(command: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "inherit", "inherit"] });
}

function check(title: string, command: string, args: readonly string[]): void {
  console.log(`\n— ${title}`);
  const { status } = run(command, args);
  count(status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

function count({ passed, failed }: { passed: number; failed: number }): void {
  tally.passed += passed;
  tally.failed += failed;
}

function vitest(): void {
  console.log("\n— tests");
  const report = join(tmpdir(), `sourcewright-vitest-${process.pid}.json`);
  const { status } = run(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile=${report}`]);
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8"));
    const broken =
      numFailedTests === 0 && (status !== 0 || numPassedTests === 0) ? Math.max(1, numFailedTestSuites) : 0;
    count({ passed: numPassedTests, failed: numFailedTests + broken });
  } catch {
    count({ passed: 0, failed: 1 });
  } finally {
    rmSync(report, { force: true });
  }
}

check("types", bin("tsc"), ["-p", "."]);
check("format and lint", bin("biome"), ["check", "."]);
check("unused files, exports and dependencies", bin("knip"), []);
vitest();

console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
