import { devNull } from "node:os";
import type { TestRun } from "../framework.ts";
import type { JobResult } from "../job-runner.ts";

/** Options under which a suite leaves nothing behind in the project, and is content with modules that are imported already. */
export const PYTEST = [
  "-q",
  "-p",
  "no:cacheprovider",
  "--no-header",
  "--tb=short",
  "-rfE",
  "-W",
  "ignore:Module already imported:pytest.PytestAssertRewriteWarning",
] as const;

/** For suites that are not the project's: no project's settings of pytest. */
export const PYTEST_ALONE = [...PYTEST, "-c", devNull, "--rootdir", "."] as const;

const EXIT_OK = 0;

export function testRun(result: JobResult): TestRun {
  const output = result.stdout + result.stderr;
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(summary(output))?.[1] ?? 0);
  const passed = count("passed");
  return {
    passed,
    failed: count("failed") + count("errors?"),
    green: result.exitCode === EXIT_OK && passed > 0,
    output: result.timedOut ? `${output}\nthe tests did not end in time` : output,
  };
}

function summary(output: string): string {
  const lines = output.split("\n").filter((line) => /\d+ (?:passed|failed|errors?|skipped)/.test(line));
  return lines.at(-1) ?? "";
}
