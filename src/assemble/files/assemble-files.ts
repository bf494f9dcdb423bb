import type { Collector } from "../../diagnostics/collector.ts";
import { nearestNames } from "../../diagnostics/nearest-names.ts";
import type { DetectedFiles, FileDetection } from "../../evidence/file-detection.ts";
import type { FileFacts } from "../../evidence/file-facts.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { Question } from "../../evidence/question.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { Overrides, StreamOverride } from "../../model/overrides.ts";
import { assembleModel } from "../assemble-model.ts";
import { streamQuestions } from "../questions.ts";
import { decideFiles, openFileDecisions } from "./file-decisions.ts";
import { fileSource, locationNotes, locationSettings } from "./file-source.ts";
import { fileStream } from "./file-stream.ts";

/** Findings about files and the user's word → the model, and what is still to be asked. */
export function assembleFiles(
  facts: FileFacts,
  detection: FileDetection,
  overrides: Overrides,
  collector: Collector,
): { readonly model: ConnectorModel; readonly findings: readonly Finding[]; readonly questions: readonly Question[] } {
  reportMisfits(detection, overrides, collector);
  const decisions = detection.sets.map((files) => decideFiles(files, overrides));
  for (const { files } of decisions) reportValues(files, collector);
  const source = fileSource(overrides);
  const model = assembleModel(
    {
      title: overrides.source?.title ?? facts.title,
      description: undefined,
      documentation: undefined,
      source,
      settings: locationSettings(source),
      streams: decisions.map((one) => ({ stream: fileStream(one), settings: [] })),
      notes: locationNotes(overrides),
    },
    collector,
  );
  return { model, findings: allFindings(detection), questions: streamQuestions(decisions.map(openFileDecisions)) };
}

function allFindings({ sets }: FileDetection): Finding[] {
  return sets.flatMap(({ offered, format, fields, primaryKey, incremental, content, dateOrder, decimalMark }) =>
    [
      offered,
      format,
      ...fields.map(({ finding }) => finding),
      primaryKey,
      incremental,
      content,
      dateOrder,
      decimalMark,
    ].filter((finding) => finding !== undefined),
  );
}

/** Values that a run will refuse. */
function reportValues({ fields }: DetectedFiles, collector: Collector): void {
  for (const { misfits, finding, open } of fields) {
    if (open) collector.report("files/open-type", { field: finding.value.name, open: open.says }, open.at);
    if (!misfits) continue;
    const { name, type } = finding.value;
    collector.report("files/misfits", { column: name, type, count: misfits.count, of: misfits.of }, misfits.at);
  }
}

/** Each word of the user that the files don't bear out. */
function reportMisfits({ sets }: FileDetection, overrides: Overrides, collector: Collector): void {
  const streams = new Map(sets.map((one) => [one.stream, one]));
  for (const [stream, said] of Object.entries(overrides.streams ?? {})) {
    const found = streams.get(stream);
    const known = nearestNames(stream, [...streams.keys()])[0];
    if (!found) collector.report("assemble/override-unknown-stream", { stream, known });
    else reportUnknownFields(found, said, collector);
  }
}

function reportUnknownFields({ stream, fields, at }: DetectedFiles, said: StreamOverride, collector: Collector): void {
  const known = [...fields.map(({ finding }) => finding.value.name), ...(said.fields ?? []).map(({ name }) => name)];
  for (const [field = ""] of said.primaryKey ?? []) {
    if (known.includes(field)) continue;
    const near = nearestNames(field, known)[0];
    collector.report(
      "assemble/override-misfit",
      { stream, place: `field ${field}`, found: "no such column", near },
      at,
    );
  }
}
