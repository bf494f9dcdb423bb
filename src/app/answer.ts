import { join } from "node:path";
import { parseDocument } from "yaml";
import { Failure } from "../diagnostics/failure.ts";
import type { Question } from "../evidence/question.ts";
import { OVERRIDES_FILE, readEvidence } from "./connector-folder.ts";
import { readText } from "./file-text.ts";
import { overridePlace } from "./override-place.ts";
import { NEW_OVERRIDES, parseOverrides } from "./overrides-file.ts";
import type { Ports } from "./ports.ts";
import { parseYamlFile } from "./yaml-text.ts";

export interface AnswerOptions {
  /** `1` or `2` for a candidate, else the value as YAML. */
  readonly answer: string;
  /** For this stream alone; absent: for every stream that the question speaks of. */
  readonly stream?: string;
  /** For all streams of the connector alike, in one line. */
  readonly all: boolean;
}

/** Writes the user's answer into `overrides.yaml`; comments there stay. Gives the places that were set. */
export async function answer(
  folder: string,
  id: string,
  options: AnswerOptions,
  ports: Pick<Ports, "files">,
): Promise<string[]> {
  const { questions } = await readEvidence(folder, ports);
  const question = questions.find((one) => one.id === id);
  if (!question) {
    const known = questions.map((one) => one.id).join(", ") || "none";
    throw new Failure("misuse", `${folder} has no question "${id}"; open are: ${known}`);
  }
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

function answeredValue(question: Question, text: string): unknown {
  const chosen = /^[0-9]+$/.test(text.trim()) ? question.candidates[Number(text) - 1] : undefined;
  if (chosen) return question.about === "base-url" ? urlOf(chosen.value) : chosen.value;
  const value = parseYamlFile(text, "the answer");
  return question.about === "auth" && !Array.isArray(value) ? [value] : value;
}

/** A candidate base URL carries its settings; `overrides.yaml` holds the URL alone. */
function urlOf(value: unknown): unknown {
  return value !== null && typeof value === "object" && "url" in value ? value.url : value;
}
