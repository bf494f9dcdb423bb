import type { TargetId } from "../../targets/target.ts";
import { sampleStreams } from "../../verify/sample-streams.ts";
import type { Verdict, VerificationReport } from "../../verify/verdict.ts";
import { builtTargets } from "../folder/built-targets.ts";
import { readConnector } from "../folder/connector-folder.ts";
import { readText } from "../folder/file-text.ts";
import { reportPath } from "../folder/report-path.ts";
import { openWorkingCopy } from "../folder/working-copy.ts";
import type { Ports } from "../ports.ts";
import { verify } from "../verify.ts";

/** The verdicts of one project before and after an update. */
export interface ComparedVerdicts {
  readonly target: TargetId;
  readonly streams: readonly string[];
  /** How many properties hold. */
  readonly passed: number;
  /** Red now; `worse` are those of them that weren't before. */
  readonly failed: readonly Verdict[];
  readonly worse: readonly Verdict[];
}

interface Comparing {
  readonly old: string;
  readonly now: string;
  readonly targets: readonly TargetId[];
  /** Streams of the new connector that must be among those that are tried. */
  readonly changed: ReadonlySet<string>;
}

const SEED = 1;
/** Of the changed streams; the others are tried by those of their shape. */
const MOST_CHANGED = 15;

/** Tries the updated projects, and where something is red the old ones too: what was so before isn't the update's doing. */
export async function compareVerdicts(
  { old, now, targets, changed }: Comparing,
  ports: Ports,
): Promise<ComparedVerdicts[]> {
  const model = await readConnector(now, ports);
  const sampled = sampleStreams(model, undefined).streams.map(({ name }) => name);
  const words = [...new Set([...sampled, ...[...changed].slice(0, MOST_CHANGED)])];
  const all = model.streams.filter(({ selected }) => selected).length;
  const choice = words.length < all ? { streams: { kind: "named", words } as const } : {};
  const reports = await verify(now, { targets, seed: SEED, ...choice }, ports);
  const compared: ComparedVerdicts[] = [];
  for (const report of reports) {
    const target = targets.find((id) => id === report.target);
    if (!target) continue;
    const failed = report.verdicts.filter(({ outcome }) => outcome === "fail");
    const before = failed.length === 0 ? [] : await redBefore(old, target, report.streams, ports);
    compared.push({
      target,
      streams: report.streams,
      passed: report.verdicts.filter(({ outcome }) => outcome === "pass").length,
      failed,
      worse: failed.filter((verdict) => !before.some((one) => one.property === verdict.property)),
    });
  }
  return compared;
}

/** What was red: as the last report says, or as a trial of the old project shows. */
async function redBefore(
  folder: string,
  target: TargetId,
  streams: readonly string[],
  ports: Ports,
): Promise<readonly Verdict[]> {
  if (!(await builtTargets(folder, ports)).includes(target)) return [];
  const held = await readText(reportPath(folder, target), ports);
  const known = held === undefined ? undefined : (JSON.parse(held) as VerificationReport);
  const report = known && known.seed === SEED ? known : await tryOld(folder, target, streams, ports);
  return (report?.verdicts ?? []).filter(({ outcome }) => outcome === "fail");
}

/** In a copy, so that nothing is written into the connector. */
async function tryOld(folder: string, target: TargetId, streams: readonly string[], ports: Ports) {
  const copy = await openWorkingCopy(folder, ports);
  try {
    const there = new Set(
      (await readConnector(folder, ports)).streams.filter(({ selected }) => selected).map(({ name }) => name),
    );
    const words = streams.filter((name) => there.has(name));
    const choice = words.length === 0 ? {} : { streams: { kind: "named", words } as const };
    const [report] = await verify(copy.folder, { targets: [target], seed: SEED, ...choice }, ports);
    return report;
  } finally {
    await copy.remove();
  }
}
