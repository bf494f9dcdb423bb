import type { RecordedChange } from "../../catalog/event.ts";
import type { Change } from "../../drift/change.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { VerificationReport } from "../../verify/verdict.ts";
import type { BuiltConnector } from "../building/build-options.ts";
import { readDocumentList } from "../folder/document-list.ts";
import type { Ports } from "../ports.ts";
import { documentsDigest } from "./read-folder.ts";
import { recordedVerdicts } from "./read-projects.ts";
import type { Told } from "./record-run.ts";
import { scrubbed, scrubbedJson } from "./scrubbed.ts";

/** What the catalog keeps of a build. */
export function tellBuild({ folder, model, analysis, targets, overwritten }: BuiltConnector): Told {
  return {
    folder,
    body: {
      kind: "built",
      targets: targets.map(({ id }) => id),
      streams: model.streams.filter(({ selected }) => selected).length,
      questions: analysis?.questions.length ?? 0,
      overwritten: overwritten.length,
    },
  };
}

export function tellVerification(folder: string, reports: readonly VerificationReport[]): Told {
  const verdicts = reports.flatMap((report) =>
    recordedVerdicts(report).map((verdict) => ({ ...verdict, target: report.target })),
  );
  return {
    folder,
    body: {
      kind: "verified",
      reports: reports.map(({ target, framework, streams, sample, verdicts: of }) => ({
        target,
        framework: `${framework.name} ${framework.version}`,
        streams: streams.length,
        sampled: sample !== undefined,
        passed: of.filter(({ outcome }) => outcome === "pass").length,
        failed: [...new Set(of.filter(({ outcome }) => outcome === "fail").map(({ property }) => property))],
      })),
    },
    detail: { verdicts },
  };
}

/** What a check gives, as far as it is told. */
interface Checked {
  readonly folder: string;
  readonly changes: readonly Change[];
  readonly compared: number;
  readonly origins: readonly string[];
  readonly placeOf: (at: SourceRef) => { readonly file: string; readonly line?: number } | undefined;
}

/** Of one check: more say no more. */
const MOST_CHANGES = 1000;

export async function tellCheck(checked: Checked, ports: Pick<Ports, "files">): Promise<Told> {
  const { folder, changes, compared, origins } = checked;
  return {
    folder,
    body: {
      kind: "checked",
      against: origins.map(scrubbed),
      compared,
      ...countChanges(changes),
      documentsDigest: documentsDigest(await readDocumentList(folder, ports)),
    },
    detail: { changes: changes.slice(0, MOST_CHANGES).map((change) => recordedChange(change, checked)) },
  };
}

/** What an update gives, as far as it is told. */
interface Updated {
  readonly outcome: "unchanged" | "refused" | "red" | "planned" | "updated";
  readonly checked: Checked;
  readonly version: { readonly new: string };
}

export function tellUpdate({ outcome, checked, version }: Updated): Told {
  return {
    folder: checked.folder,
    body: {
      kind: "updated",
      result: outcome === "planned" ? "unchanged" : outcome,
      version: version.new,
      ...countChanges(checked.changes),
    },
    detail: { changes: checked.changes.slice(0, MOST_CHANGES).map((change) => recordedChange(change, checked)) },
  };
}

function countChanges(changes: readonly Change[]) {
  const of = (wanted: Change["class"]) => changes.filter((change) => change.class === wanted).length;
  return { breaking: of("breaking"), risky: of("risky"), additive: of("additive") };
}

function recordedChange(change: Change, { placeOf }: Checked): RecordedChange {
  const { evidence, name, stream, detail, about } = change;
  const at = evidence.newAt ?? evidence.oldAt;
  const place = evidence.newAt && placeOf(evidence.newAt);
  return {
    class: change.class,
    about,
    stream: name ?? stream,
    detail: scrubbed(detail),
    old: scrubbedJson(evidence.old),
    new: scrubbedJson(evidence.new),
    at: scrubbed(
      place?.line === undefined ? (at ? `${at.document}#${at.pointer}` : "") : `${place.file}:${place.line}`,
    ),
  };
}
