import type { Collector } from "../../diagnostics/collector.ts";
import { nearestNames } from "../../diagnostics/nearest-names.ts";
import type { DatabaseDetection, DetectedProcedure, DetectedTable } from "../../evidence/database-detection.ts";
import type { DatabaseFacts } from "../../evidence/database-facts.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { Question } from "../../evidence/question.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { Overrides, StreamOverride } from "../../model/overrides.ts";
import { assembleModel } from "../assemble-model.ts";
import { streamQuestions } from "../questions.ts";
import { connectionSettings, TABLES_START } from "./connection-settings.ts";
import { databaseSource } from "./database-source.ts";
import { decideTable, openTableDecisions } from "./table-decisions.ts";
import { procedureStream, tableStream } from "./table-stream.ts";

/** Findings about a database and the user's word → the model, and what is still to be asked. */
export function assembleDatabase(
  facts: DatabaseFacts,
  detection: DatabaseDetection,
  overrides: Overrides,
  collector: Collector,
): { readonly model: ConnectorModel; readonly findings: readonly Finding[]; readonly questions: readonly Question[] } {
  reportMisfits(detection, overrides, collector);
  const decisions = detection.tables.map((table) => decideTable(table, overrides));
  const streams = [
    ...decisions.map(tableStream),
    ...detection.procedures.map((procedure) => procedureStream(procedure, overrides)),
  ];
  const model = assembleModel(
    {
      title: overrides.source?.title ?? facts.title,
      description: undefined,
      documentation: undefined,
      source: databaseSource(facts),
      settings: connectionSettings(facts.dialect),
      start: TABLES_START,
      streams: streams.map((stream) => ({ stream, settings: [] })),
      notes: [],
    },
    collector,
  );
  return { model, findings: allFindings(detection), questions: streamQuestions(decisions.map(openTableDecisions)) };
}

function allFindings({ tables, procedures }: DatabaseDetection): Finding[] {
  return [
    ...tables.flatMap(({ offered, primaryKey, incremental, softDelete, cdc }) =>
      [offered, primaryKey, incremental, softDelete, cdc].filter((finding) => finding !== undefined),
    ),
    ...procedures.map(({ offered }) => offered),
  ];
}

/** Each word of the user that the text doesn't bear out. */
function reportMisfits({ tables, procedures }: DatabaseDetection, overrides: Overrides, collector: Collector): void {
  const streams = new Map([...tables, ...procedures].map((one) => [one.stream, one]));
  for (const [stream, said] of Object.entries(overrides.streams ?? {})) {
    const found = streams.get(stream);
    const known = nearestNames(stream, [...streams.keys()])[0];
    if (!found) collector.report("assemble/override-unknown-stream", { stream, known });
    else reportUnknownColumns(stream, said, found, collector);
  }
}

function reportUnknownColumns(
  stream: string,
  said: StreamOverride,
  { record, at }: DetectedTable | DetectedProcedure,
  collector: Collector,
): void {
  const known = Object.keys(record.properties ?? {});
  const cursor = said.incremental ? [said.incremental.cursorField] : [];
  const mark = said.softDelete ? [[said.softDelete.column]] : [];
  for (const [field = ""] of [...(said.primaryKey ?? []), ...cursor, ...mark]) {
    if (known.length === 0 || known.includes(field)) continue;
    const near = nearestNames(field, known)[0];
    collector.report(
      "assemble/override-misfit",
      { stream, place: `field ${field}`, found: "no such column", near },
      at,
    );
  }
}
