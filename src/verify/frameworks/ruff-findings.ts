import type { JobRunner } from "../job-runner.ts";

/** What ruff has to say about a project's Python code, under the project's own settings. */
export async function ruffFindings(runner: JobRunner, folder: string): Promise<string[]> {
  const run = (...argv: readonly string[]) =>
    runner.run({ entry: { module: "ruff" }, argv: [...argv, "--no-cache", "."], cwd: folder, routes: {}, timeout: 60 });
  const [check, format] = await Promise.all([run("check", "--output-format=concise"), run("format", "--check")]);
  const found =
    check.exitCode === 0 ? [] : lines(check.stdout + check.stderr).filter((line) => /^\S+:\d+:\d+:/.test(line));
  const unformatted =
    format.exitCode === 0 ? [] : lines(format.stdout + format.stderr).filter((line) => /-->/.test(line));
  const broken = [check, format].filter((result) => result.exitCode !== 0);
  const named = [...found, ...unformatted.map((line) => `unformatted ${line.trim()}`)];
  return named.length > 0 ? named : broken.map((result) => `ruff failed: ${result.stdout}${result.stderr}`);
}

const lines = (text: string) => text.split("\n");
