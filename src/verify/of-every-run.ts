import type { TestBed } from "./test-bed.ts";
import type { Verdict } from "./verdict.ts";
import { count, failed, judged, notApplicable, passed } from "./verdicts.ts";

/** What must hold of every run that was made: no secret in its output, and logs that a machine can read. */
export function ofEveryRun({ observed }: TestBed): Verdict[] {
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

/** The verdict without any secret of the simulated source, which addresses in it may hold. */
export function withoutSecrets(verdict: Verdict, { observed }: TestBed): Verdict {
  const secrets = new Set(observed.flatMap((observation) => observation.secrets));
  return { ...verdict, detail: hidden(verdict.detail, [...secrets]) };
}

function hidden(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return forms.reduce((kept, secret) => kept.replaceAll(secret, "<secret>"), text);
}

function masked(line: string, secrets: readonly string[]): string {
  const text = hidden(line, secrets);
  const at = text.indexOf("<secret>");
  return text.slice(Math.max(0, at - 150), at + 150);
}
