import type { Entry, ProjectState, Verification } from "./entry.ts";
import type { CatalogEvent, EventKind, RecordedJob } from "./event.ts";

export const healthLevels = ["failing", "attention", "unknown", "healthy"] as const;

/** The worst first. unknown: nothing is wrong, and nothing was tried. */
export type HealthLevel = (typeof healthLevels)[number];

export interface HealthReason {
  readonly level: Exclude<HealthLevel, "healthy">;
  readonly code: string;
  /** One clause for people. */
  readonly text: string;
  /** The command that does something about it. */
  readonly fix?: string;
}

export interface Health {
  readonly level: HealthLevel;
  /** The worst first; none: healthy. */
  readonly reasons: readonly HealthReason[];
}

type LatestEvents = readonly CatalogEvent[];

export interface HealthContext {
  /** The newest event of each kind, and of each job that failed. */
  readonly latest: LatestEvents;
  readonly now: Date;
  /** Documents that were read, and not compared since, longer ago than this need a check. */
  readonly staleAfterDays: number;
}

export const STALE_AFTER_DAYS = 30;

const DAY = 86_400_000;

/** How a connector is, and why. Nothing but what is given decides. */
export function healthOf(entry: Entry, context: HealthContext): Health {
  const { condition } = entry.state;
  const reasons =
    condition === "gone" || condition === "unreadable"
      ? folderReasons(entry)
      : [
          ...folderReasons(entry),
          ...entry.state.projects.flatMap((project) => projectReasons(project, entry)),
          ...probeReasons(entry),
          ...checkReasons(entry, context),
          ...failureReasons(context),
          ...updateReasons(entry, context),
          ...questionReasons(entry),
          ...ageReasons(entry, context),
        ];
  const sorted = healthLevels.flatMap((level) => reasons.filter((reason) => reason.level === level));
  return { level: sorted[0]?.level ?? "healthy", reasons: sorted };
}

function folderReasons({ folder, state }: Entry): HealthReason[] {
  const { condition, problem, projects, pending } = state;
  if (condition === "gone")
    return [
      {
        level: "failing",
        code: "folder-gone",
        text: "its folder is gone",
        fix: "sourcewright catalog add <where it lies now>",
      },
    ];
  if (condition === "unreadable")
    return [{ level: "failing", code: "unreadable", text: problem ?? "it can't be read", fix: build(folder) }];
  const found: HealthReason[] = [];
  if (condition === "unfinished")
    found.push({
      level: "failing",
      code: "build-cut-off",
      text: "a build was cut off while it wrote",
      fix: build(folder),
    });
  if (projects.length === 0)
    found.push({
      level: "attention",
      code: "no-project",
      text: "no project was built",
      fix: `${build(folder)} --to <target>`,
    });
  if (pending)
    found.push({
      level: "attention",
      code: "overrides-pending",
      text: "overrides.yaml was changed since the last build",
      fix: build(folder),
    });
  return found;
}

function projectReasons(project: ProjectState, { folder }: Entry): HealthReason[] {
  const { target, outdated, editedCount, edited, verification } = project;
  const found: HealthReason[] = verificationReasons(target, verification, folder);
  if (outdated)
    found.push({
      level: "attention",
      code: "project-outdated",
      text: `${target} was made from an earlier connector.yaml`,
      fix: build(folder),
    });
  // Builds keep edits; those that were verified along harm nobody.
  if (editedCount > 0 && verification?.isOfThisBuild !== true)
    found.push({
      level: "attention",
      code: "files-edited",
      text: `${target}: ${editedCount === 1 ? "a generated file was" : `${editedCount} generated files were`} edited and not verified so: ${edited.join(", ")}${editedCount > edited.length ? ", …" : ""}`,
    });
  return found;
}

function verificationReasons(target: string, held: Verification | undefined, folder: string): HealthReason[] {
  const fix = `sourcewright verify ${folder} --to ${target}`;
  if (!held) return [{ level: "unknown", code: "never-verified", text: `${target} was never verified`, fix }];
  const failed = [
    ...new Set(held.verdicts.filter(({ outcome }) => outcome === "fail").map(({ property }) => property)),
  ];
  if (!held.isOfThisBuild)
    return [
      {
        level: "attention",
        code: "not-verified-since-built",
        text: `${target} wasn't verified since it was built or edited${failed.length > 0 ? `; before, ${list(failed)} did not hold` : ""}`,
        fix,
      },
    ];
  if (failed.length === 0) return [];
  return [
    {
      level: "failing",
      code: "property-fails",
      text: `${target}: ${list(failed)} ${failed.length === 1 ? "does" : "do"} not hold`,
      fix,
    },
  ];
}

const SHOWN = 4;

function list(words: readonly string[]): string {
  return words.slice(0, SHOWN).join(", ") + (words.length > SHOWN ? ` and ${words.length - SHOWN} more` : "");
}

/** What a live source contradicts stands until the connector is built again. */
function probeReasons({ folder, state }: Entry): HealthReason[] {
  const { probe, builtAt = "" } = state;
  if (!probe || probe.at < builtAt) return [];
  const contradicted = probe.probed.filter(({ outcome }) => outcome === "contradicted");
  if (contradicted.length === 0) return [];
  const facts = contradicted.map(({ about, stream }) => (stream === undefined ? about : `${about} of ${stream}`));
  return [
    {
      level: "failing",
      code: "live-contradicts",
      text: `the live source contradicts ${list(facts)}`,
      fix: `sourcewright explain ${folder} ${placeOf(contradicted[0])}`,
    },
  ];
}

function placeOf(fact: { readonly about: string; readonly stream?: string } | undefined): string {
  return fact?.stream === undefined ? `source.${fact?.about ?? ""}` : `streams.${fact.stream}.${fact.about}`;
}

/** What a check found stands until the connector was made from other documents. */
function checkReasons({ folder, state }: Entry, { latest }: HealthContext): HealthReason[] {
  const check = latestOf(latest, "checked");
  if (!check || check.documentsDigest !== state.documentsDigest) return [];
  const { breaking, risky } = check;
  const fix = `sourcewright check ${folder}`;
  if (breaking > 0)
    return [
      {
        level: "failing",
        code: "breaking-change",
        text: `its documents have changed: ${changes(breaking, "breaking")}`,
        fix,
      },
    ];
  if (risky > 0)
    return [
      { level: "attention", code: "risky-change", text: `its documents have changed: ${changes(risky, "risky")}`, fix },
    ];
  return [];
}

function changes(count: number, kind: string): string {
  return `${count} ${kind} change${count === 1 ? "" : "s"}`;
}

const DONE: Readonly<Record<RecordedJob, EventKind>> = {
  build: "built",
  verify: "verified",
  check: "checked",
  update: "updated",
};

/** A job that failed, and that nobody did since. */
function failureReasons({ latest }: HealthContext): HealthReason[] {
  return latest.flatMap((event): HealthReason[] => {
    if (event.kind !== "failed") return [];
    const since = latestOf(latest, DONE[event.job]);
    if (since && since.id > event.id) return [];
    return [
      { level: "attention", code: `${event.job}-failed`, text: `the last ${event.job} failed: ${event.message}` },
    ];
  });
}

/** Of an update that was made, tried, and left out. */
function updateReasons({ folder }: Entry, { latest }: HealthContext): HealthReason[] {
  if (latestOf(latest, "updated")?.result !== "red") return [];
  return [
    {
      level: "attention",
      code: "update-red",
      text: "the last update was left out: what held before doesn't hold in it",
      fix: `sourcewright update ${folder} --dry-run`,
    },
  ];
}

function questionReasons({ folder, state }: Entry): HealthReason[] {
  const asked = state.questions.filter(({ holdsBackData }) => holdsBackData);
  const affected = new Set(asked.flatMap((question) => question.affected)).size;
  if (asked.length === 0) return [];
  return [
    {
      level: "attention",
      code: "open-questions",
      text: `${asked.length === 1 ? "an open question holds" : `${asked.length} open questions hold`} back data of ${affected} stream${affected === 1 ? "" : "s"}`,
      fix: `sourcewright questions ${folder}`,
    },
  ];
}

function ageReasons({ folder, state }: Entry, { latest, now, staleAfterDays }: HealthContext): HealthReason[] {
  const known = [state.builtAt, latestOf(latest, "checked")?.at, latestOf(latest, "updated")?.at];
  const times = known.flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  const days = Math.floor((now.getTime() - Math.max(...times)) / DAY);
  // Only documents of HTTP APIs can be compared.
  if (times.length === 0 || days < staleAfterDays || state.documents.length === 0 || state.source.kind !== "http")
    return [];
  return [
    {
      level: "attention",
      code: "documents-old",
      text: `its documents were read ${days} days ago and not compared since`,
      fix: `sourcewright check ${folder}`,
    },
  ];
}

function latestOf<Kind extends EventKind>(latest: LatestEvents, kind: Kind) {
  const found = latest.filter((event): event is Extract<CatalogEvent, { kind: Kind }> => event.kind === kind);
  return found.reduce<(typeof found)[number] | undefined>(
    (best, one) => (best && best.id > one.id ? best : one),
    undefined,
  );
}

function build(folder: string): string {
  return `sourcewright build ${folder}`;
}
