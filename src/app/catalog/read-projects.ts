import { join } from "node:path";
import type { ProjectState, RecordedVerdict, Verification } from "../../catalog/entry.ts";
import type { TargetId } from "../../targets/target.ts";
import type { VerificationReport } from "../../verify/verdict.ts";
import { type BuildRecord, readRecord } from "../folder/build-record.ts";
import { builtTargets } from "../folder/built-targets.ts";
import { readText } from "../folder/file-text.ts";
import { type FileHashes, hashGenerated, projectDigest } from "../folder/project-digest.ts";
import { reportPath } from "../folder/report-path.ts";
import { outdatedTargets } from "../outdated-projects.ts";
import type { Ports } from "../ports.ts";
import { scrubbed } from "./scrubbed.ts";

type Files = Pick<Ports, "files">;

/** The generated projects of a connector's folder, as they are. */
export async function readProjects(folder: string, ports: Files): Promise<readonly ProjectState[]> {
  const record = await readRecord(folder, ports);
  const outdated = await outdatedTargets(folder, ports);
  const projects: ProjectState[] = [];
  for (const target of await builtTargets(folder, ports)) {
    const held = await hashGenerated(folder, target, record, ports);
    const edited = editedFiles(held, record);
    const version = await versionOf(folder, target, ports);
    const verification = await readVerification(folder, target, projectDigest(held), ports);
    projects.push({
      target,
      ...(version !== undefined && { version }),
      outdated: outdated.includes(target),
      edited: edited.slice(0, MOST_EDITED),
      editedCount: edited.length,
      ...(verification && { verification }),
    });
  }
  return projects;
}

const MOST_EDITED = 3;

/** Also those that were removed: a project without them isn't what was built. */
function editedFiles(held: FileHashes, { files }: BuildRecord): string[] {
  return [...held].filter(([path, hash]) => hash !== files[path]).map(([path]) => path);
}

/** Where the packages of frameworks say their version. */
const VERSIONS: readonly { readonly file: string; readonly pattern: RegExp }[] = [
  { file: "pyproject.toml", pattern: /^version *= *"([^"\n]{1,40})"/m },
  { file: "metadata.yaml", pattern: /^ *dockerImageTag: *"?([^"\s]{1,40})"?/m },
];

async function versionOf(folder: string, target: TargetId, ports: Files): Promise<string | undefined> {
  for (const { file, pattern } of VERSIONS) {
    const found = pattern.exec((await readText(join(folder, target, file), ports)) ?? "")?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nothing where no report lies there, or something that is none. */
async function readVerification(
  folder: string,
  target: TargetId,
  digest: string,
  ports: Files,
): Promise<Verification | undefined> {
  const path = reportPath(folder, target);
  const text = await readText(path, ports);
  const at = await ports.files.modified(path);
  if (text === undefined || at === undefined) return undefined;
  try {
    const report: VerificationReport = JSON.parse(text);
    return {
      at: new Date(at).toISOString(),
      framework: `${report.framework.name} ${report.framework.version}`,
      isOfThisBuild: report.project === digest,
      streams: report.streams.length,
      sampled: report.sample !== undefined,
      verdicts: recordedVerdicts(report),
    };
  } catch {
    return undefined;
  }
}

export function recordedVerdicts({ verdicts }: Pick<VerificationReport, "verdicts">): RecordedVerdict[] {
  return verdicts.map(({ detail, ...verdict }) => ({ ...verdict, detail: scrubbed(detail) }));
}
