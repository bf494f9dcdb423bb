import type { Bench } from "./bench.ts";
import type { Verdict } from "./verdict.ts";
import { count, failed, judged, notApplicable, passed } from "./verdicts.ts";

/** What must hold of every run that was made: no secret in its output, and logs that a machine can read. */
export function ofEveryRun({ observed }: Bench): Verdict[] {
  if (observed.length === 0)
    return [notApplicable("secrets", "nothing was run"), notApplicable("logs", "nothing was run")];
  const leaks = observed.flatMap(({ run, secrets }) => {
    const output = `${run.stdout}\n${run.stderr}`;
    const leaked = secrets.filter((secret) => output.includes(secret));
    const line = output.split("\n").find((text) => leaked.some((secret) => text.includes(secret)));
    return line === undefined ? [] : [{ detail: `a secret stands in the output: ${masked(line, leaked)}` }];
  });
  // A run that fails may end in a traceback, which Python writes as it likes.
  const good = observed.filter(({ run }) => run.exitCode === 0);
  const line = good.flatMap(({ run }) => run.unstructured)[0];
  return [
    ...judged("secrets", leaks, `in none of ${count(observed.length, "run")}`),
    line === undefined
      ? passed("logs", `structured in all of ${count(good.length, "run")} that ended well`)
      : failed("logs", `a line is no structured log: ${line}`),
  ];
}

function masked(line: string, secrets: readonly string[]): string {
  const text = secrets.reduce((kept, secret) => kept.replaceAll(secret, "<secret>"), line);
  const at = text.indexOf("<secret>");
  return text.slice(Math.max(0, at - 150), at + 150);
}
