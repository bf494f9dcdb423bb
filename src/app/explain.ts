import { Failure } from "../diagnostics/failure.ts";
import { nearestNames } from "../diagnostics/nearest-names.ts";
import type { Question } from "../evidence/question.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Overrides } from "../model/overrides.ts";
import type { About } from "../model/values.ts";
import { readConnector, readEvidence, readFolderOverrides } from "./folder/connector-folder.ts";
import { type PlacedFinding, placeFindings } from "./folder/evidence-places.ts";
import { overridePlace } from "./folder/override-place.ts";
import type { Ports } from "./ports.ts";

/** Words for a place in a model, and what findings there are about. */
const SOURCE_ABOUT: Readonly<Record<string, About>> = {
  auth: "auth",
  baseUrl: "base-url",
  "base-url": "base-url",
  headers: "headers",
  rateLimit: "rate-limit",
  "rate-limit": "rate-limit",
  errors: "errors",
  location: "location",
};

const STREAM_ABOUT: Readonly<Record<string, About>> = {
  records: "records",
  recordsPath: "records",
  primaryKey: "primary-key",
  "primary-key": "primary-key",
  pagination: "pagination",
  incremental: "incremental",
  parents: "parents",
  inputs: "inputs",
  selected: "stream",
  softDelete: "soft-delete",
  "soft-delete": "soft-delete",
  cdc: "cdc",
  headers: "headers",
  auth: "auth",
  errors: "errors",
  format: "format",
  fields: "fields",
  content: "content",
  dateOrder: "date-order",
  "date-order": "date-order",
  decimalMark: "decimal-mark",
  "decimal-mark": "decimal-mark",
};

export interface Explanation {
  readonly path: string;
  /** What the model holds there now. */
  readonly value: unknown;
  /** What of it the user decided in `overrides.yaml`, whatever the findings say. */
  readonly decided: readonly About[];
  readonly findings: readonly PlacedFinding[];
  readonly questions: readonly Question[];
}

/**
 * Why a connector holds what it holds at a place: `streams.orders.pagination`, `streams.orders`, `source.auth`.
 * Errors: a `Failure` that lists what there is.
 */
export async function explain(folder: string, path: string, ports: Pick<Ports, "files">): Promise<Explanation> {
  const model = await readConnector(folder, ports);
  const evidence = await readEvidence(folder, ports);
  const { stream, about, value } = locate(model, path);
  const overrides = await readFolderOverrides(folder, ports);
  const here = (one: { about: About; stream?: string }) => one.stream === stream && about.includes(one.about);
  return {
    path,
    value,
    decided: about.filter((one) => isDecided(one, stream, overrides)),
    findings: await placeFindings(evidence.findings.filter(here), folder, ports),
    questions: evidence.questions.filter(
      (one) =>
        about.includes(one.about) &&
        (one.stream === stream || (stream !== undefined && one.streams?.includes(stream) === true)),
    ),
  };
}

/** What is decided for the source as a whole isn't decided for a stream that differs. */
function isDecided(about: About, stream: string | undefined, overrides: Overrides): boolean {
  const place = overridePlace(about, stream);
  return (stream === undefined) === (place.path[0] === "source") && place.isIn(overrides);
}

interface Located {
  readonly stream: string | undefined;
  readonly about: readonly About[];
  readonly value: unknown;
}

function locate(model: ConnectorModel, path: string): Located {
  const [root = "", ...rest] = path.trim().split(".");
  if (root === "streams") return locateInStream(model, rest);
  const word = root === "source" ? rest[0] : root;
  const about =
    word === undefined ? Object.values(SOURCE_ABOUT) : [SOURCE_ABOUT[word]].filter((one) => one !== undefined);
  // Whoever names a stream means it, with or without the word before.
  if (about.length === 0 && root !== "source" && model.streams.some(({ name }) => name === root))
    return locateInStream(model, [root, ...rest]);
  if (about.length === 0) throw unknownPlace(path, placesOf(model));
  const source: Readonly<Record<string, unknown>> = { ...model.source };
  return { stream: undefined, about, value: word === undefined ? model.source : source[camel(word)] };
}

/** In one spelling each. */
function placesOf({ streams }: ConnectorModel): string[] {
  return [...plain(SOURCE_ABOUT).map((word) => `source.${word}`), ...streams.map(({ name }) => `streams.${name}`)];
}

function plain(words: Readonly<Record<string, About>>): string[] {
  return Object.keys(words).filter((word) => !word.includes("-"));
}

function locateInStream(model: ConnectorModel, [name = "", word]: readonly string[]): Located {
  const stream = model.streams.find((one) => one.name === name);
  if (!stream)
    throw unknownPlace(
      `streams.${name}`,
      model.streams.map((one) => `streams.${one.name}`),
    );
  if (word === undefined)
    return { stream: stream.name, about: Object.values(STREAM_ABOUT), value: { ...stream, schema: "…" } };
  const about = STREAM_ABOUT[word];
  if (!about)
    throw unknownPlace(
      `streams.${stream.name}.${word}`,
      plain(STREAM_ABOUT).map((one) => `streams.${stream.name}.${one}`),
    );
  const places: Readonly<Record<string, unknown>> = {
    ...stream.access,
    ...stream,
    records: "recordsPath" in stream.access ? stream.access.recordsPath : undefined,
  };
  return { stream: stream.name, about: [about], value: places[camel(word)] };
}

function camel(word: string): string {
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const SHOWN = 12;

function unknownPlace(path: string, known: readonly string[]): Failure {
  const listed = `; there are: ${known.slice(0, SHOWN).join(", ")}${known.length > SHOWN ? ", …" : ""}`;
  const near = nearPlaces(path.split("."), known);
  const hint = near.length === 0 ? listed : `; did you mean ${near.join(" or ")}?`;
  return new Failure("misuse", `the connector has no place "${path}"${hint}`);
}

/** By the last word that is like one of a place: what stands before it is mostly right, or missing. */
function nearPlaces(words: readonly string[], known: readonly string[]): string[] {
  const ofPlaces = known.flatMap((place) => place.split("."));
  for (const word of [...words].reverse()) {
    const [best] = nearestNames(word, ofPlaces);
    const near = known.filter((place) => best !== undefined && place.split(".").includes(best));
    if (near.length > 0 && near.length < known.length) return near.slice(0, 3);
  }
  return [];
}
