import type { Question } from "../evidence/question.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Overrides } from "../model/overrides.ts";
import { readConnector, readEvidence, readFolderOverrides } from "./folder/connector-folder.ts";
import { overridePlace } from "./folder/override-place.ts";
import type { Ports } from "./ports.ts";

export interface OpenQuestion extends Question {
  /** Streams that are built and can't be trusted before it is answered. */
  readonly affected: readonly string[];
}

/** The questions of a connector that `overrides.yaml` doesn't answer yet, those that most data hangs on first. */
export async function openQuestions(
  folder: string,
  ports: Pick<Ports, "files">,
): Promise<{ readonly model: ConnectorModel; readonly questions: readonly OpenQuestion[] }> {
  const model = await readConnector(folder, ports);
  const { questions } = await readEvidence(folder, ports);
  return { model, questions: openQuestionsOf(model, questions, await readFolderOverrides(folder, ports)) };
}

/** The same of what was read already. */
export function openQuestionsOf(
  model: ConnectorModel,
  questions: readonly Question[],
  overrides: Overrides,
): readonly OpenQuestion[] {
  const open = questions
    .map((question) => stillOpen(question, (stream) => overridePlace(question.about, stream).isIn(overrides)))
    .filter((question) => question !== undefined)
    .map((question) => ({ ...question, affected: affected(question, model) }));
  return open.sort((a, b) => weight(b, model) - weight(a, model));
}

function stillOpen(question: Question, answered: (stream: string | undefined) => boolean): Question | undefined {
  if (question.streams === undefined) return answered(question.stream) ? undefined : question;
  const streams = question.streams.filter((stream) => !answered(stream));
  return streams.length === 0 ? undefined : { ...question, streams };
}

/** With a stream, everything that hangs on its records as a parent. */
function affected({ stream, streams }: Question, model: ConnectorModel): string[] {
  const all = model.streams.filter(({ selected }) => selected);
  if (stream === undefined && streams === undefined) return all.map(({ name }) => name);
  const reached = new Set(streams ?? [stream ?? ""]);
  for (const one of all) if (one.parents.some((link) => reached.has(link.stream))) reached.add(one.name);
  return all.map(({ name }) => name).filter((name) => reached.has(name));
}

/** Losing pages or the records' place loses data; a missing key or cursor costs time. */
const GRAVITY: Readonly<Record<string, number>> = { auth: 4, "base-url": 4, records: 3, pagination: 3, parents: 2 };

function weight(question: OpenQuestion, model: ConnectorModel): number {
  return (GRAVITY[question.about] ?? 1) * 1000 * question.affected.length + model.streams.length;
}
