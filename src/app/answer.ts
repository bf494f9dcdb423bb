import { join } from "node:path";
import { parseDocument } from "yaml";
import { Failure } from "../diagnostics/failure.ts";
import { didYouMean } from "../diagnostics/nearest-names.ts";
import type { Question } from "../evidence/question.ts";
import { OVERRIDES_FILE, readConnector, readEvidence } from "./folder/connector-folder.ts";
import { readText } from "./folder/file-text.ts";
import { overridePlace } from "./folder/override-place.ts";
import { NEW_OVERRIDES, parseOverrides } from "./folder/overrides-file.ts";
import { parseYamlFile } from "./folder/yaml-text.ts";
import type { Ports } from "./ports.ts";

export interface AnswerOptions {
  /** `1` or `2` for a candidate, else the value as YAML. */
  readonly answer: string;
  /** For this stream alone; absent: for every stream that the question speaks of. */
  readonly stream?: string;
  /** For all streams of the connector alike, in one line. */
  readonly all: boolean;
}

/**
 * Writes the user's answer into `overrides.yaml`; comments there stay. Gives the places that were set. Waits for a build
 * of the connector, or another answer, that is under way.
 */
export async function answer(
  folder: string,
  id: string,
  options: AnswerOptions,
  ports: Pick<Ports, "files" | "progress">,
): Promise<string[]> {
  return ports.files.exclusively(
    folder,
    () => answerAlone(folder, id, options, ports),
    () => ports.progress(`waiting for a build that writes into ${folder}`),
  );
}

async function answerAlone(
  folder: string,
  id: string,
  options: AnswerOptions,
  ports: Pick<Ports, "files">,
): Promise<string[]> {
  const { questions } = await readEvidence(folder, ports);
  const question = questions.find((one) => one.id === id);
  if (!question) {
    const known = questions.map((one) => one.id);
    const listed = known.slice(0, 12).join(", ") + (known.length > 12 ? ", …" : "");
    const hint = didYouMean(id, known) || `; there are: ${listed || "none"}`;
    throw new Failure("misuse", `${folder} has no question "${id}"${hint}`);
  }
  checkStream(
    question,
    options,
    (await readConnector(folder, ports)).streams.map(({ name }) => name),
  );
  const value = answeredValue(question, options.answer);
  const path = join(folder, OVERRIDES_FILE);
  const document = parseDocument((await readText(path, ports)) ?? NEW_OVERRIDES);
  if (document.contents === null) document.contents = document.createNode({}) as unknown as typeof document.contents;
  const places = placesOf(question, options).map((stream) => overridePlace(question.about, stream).path);
  for (const place of places) document.setIn(place, document.createNode(value));
  const text = document.toString({ lineWidth: 120 });
  parseOverrides(text, path);
  await ports.files.write(path, text);
  return places.map((place) => place.join("."));
}

function placesOf(question: Question, { stream, all }: AnswerOptions): (string | undefined)[] {
  if (all) return [undefined];
  if (stream !== undefined) return [stream];
  return question.streams ? [...question.streams] : [question.stream];
}

/** Errors: a `Failure` where the answer would say nothing to anybody. */
function checkStream(question: Question, { stream, all }: AnswerOptions, known: readonly string[]): void {
  if (stream === undefined) return;
  if (all) throw new Failure("misuse", "--stream and --all contradict each other; give one of them");
  if (question.stream === undefined && question.streams === undefined)
    throw new Failure("misuse", `"${question.id}" is about the whole source; leave --stream away`);
  if (!known.includes(stream))
    throw new Failure("misuse", `the connector has no stream "${stream}"${didYouMean(stream, known)}`);
}

function answeredValue(question: Question, text: string): unknown {
  const number = /^[0-9]+$/.test(text.trim()) ? Number(text) : undefined;
  const chosen = number === undefined ? undefined : question.candidates[number - 1];
  if (number !== undefined && !chosen) {
    const count = question.candidates.length;
    const there = count === 0 ? "there are no candidates" : `the candidates are 1${count > 1 ? ` to ${count}` : ""}`;
    throw new Failure("misuse", `"${question.id}" has no candidate ${number}: ${there}; or give the value as YAML`);
  }
  if (text.trim() === "") throw new Failure("misuse", "the answer is empty");
  if (chosen) return question.about === "base-url" ? urlOf(chosen.value) : chosen.value;
  const value = parseYamlFile(text, "the answer");
  return question.about === "auth" && !Array.isArray(value) ? [value] : value;
}

/** A candidate base URL carries its settings; `overrides.yaml` holds the URL alone. */
function urlOf(value: unknown): unknown {
  return value !== null && typeof value === "object" && "url" in value ? value.url : value;
}
