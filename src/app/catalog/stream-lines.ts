import type { StreamLine } from "../../catalog/entry.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { Overrides } from "../../model/overrides.ts";
import type { Stream } from "../../model/stream.ts";
import type { About } from "../../model/values.ts";
import { incrementalInWords, keyInWords, paginationInWords } from "../facts-in-words.ts";
import { overridePlace } from "../folder/override-place.ts";
import type { OpenQuestion } from "../open-questions.ts";

/** What a list shows how sure we are of. */
const SHOWN: readonly About[] = ["records", "primary-key", "pagination", "incremental", "parents"];

/** Every stream of a model in words, with how sure we are of its facts. */
export function streamLines(
  { streams }: ConnectorModel,
  findings: readonly Finding[],
  questions: readonly OpenQuestion[],
  overrides: Overrides,
): StreamLine[] {
  const byStream = Map.groupBy(findings, ({ stream }) => stream);
  const asked = countAsked(questions);
  return streams.map((stream) => ({
    name: stream.name,
    ...(stream.title !== undefined && { title: stream.title }),
    request: requestInWords(stream),
    built: stream.selected,
    key: keyInWords(stream.primaryKey),
    paging: stream.access.kind === "http" ? paginationInWords(stream.access.pagination) : "",
    cursor: incrementalInWords(stream.incremental),
    parents: [...new Set(stream.parents.map((link) => link.stream))],
    confidence: confidences(stream, byStream.get(stream.name) ?? [], overrides),
    questions: asked.get(stream.name) ?? 0,
  }));
}

function countAsked(questions: readonly OpenQuestion[]): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { stream, streams = stream === undefined ? [] : [stream] } of questions)
    for (const name of streams) asked.set(name, (asked.get(name) ?? 0) + 1);
  return asked;
}

function confidences(stream: Stream, findings: readonly Finding[], overrides: Overrides): Record<string, number> {
  const found: Record<string, number> = {};
  for (const about of SHOWN) {
    const finding = findings.find((one) => one.about === about);
    if (!finding || overridePlace(about, stream.name).isIn(overrides)) continue;
    found[about] = finding.confidence;
  }
  return found;
}

function requestInWords({ access }: Stream): string {
  switch (access.kind) {
    case "http":
      return `${access.method} ${access.path}`;
    case "table":
      return [access.schema, access.table].filter((part) => part !== undefined).join(".");
    case "procedure":
      return [access.schema, access.package, access.name].filter((part) => part !== undefined).join(".");
    case "file":
      return access.glob;
    default:
      return access satisfies never;
  }
}
