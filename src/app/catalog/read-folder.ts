import { basename, join, resolve } from "node:path";
import type {
  DocumentState,
  Entry,
  FolderState,
  NewEntry,
  OpenQuestionState,
  StreamLine,
} from "../../catalog/entry.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import { readRecord } from "../folder/build-record.ts";
import {
  CONNECTOR_FILE,
  DOCUMENTS_FILE,
  EVIDENCE_FILE,
  OVERRIDES_FILE,
  parseConnector,
  readEvidence,
  readFolderOverrides,
} from "../folder/connector-folder.ts";
import { type DocumentList, readDocumentList } from "../folder/document-list.ts";
import { readText, sha256 } from "../folder/file-text.ts";
import { type OpenQuestion, openQuestionsOf } from "../open-questions.ts";
import type { Ports } from "../ports.ts";
import { PROBE_FILE, readProbe } from "./read-probe.ts";
import { readProjects } from "./read-projects.ts";
import { scrubbed, scrubbedJson } from "./scrubbed.ts";
import { streamLines } from "./stream-lines.ts";

type Files = Pick<Ports, "files">;

export interface ReadFolder {
  readonly entry: NewEntry;
  /** Absent: as they were. */
  readonly streams?: readonly StreamLine[];
}

const BUILD_FILE = ".sourcewright/build.json";

/** What a connector's own files say; it is read again only where they changed since it was held. */
interface OwnFiles extends Pick<NewEntry, "identity" | "name" | "title"> {
  readonly state: Pick<FolderState, "source" | "streams" | "questions" | "documents" | "documentsDigest" | "pending">;
  readonly streams?: readonly StreamLine[];
}

/**
 * A connector's folder → what the catalog holds of it. Nothing in the folder is written. What can't be read is a condition
 * of the connector, never a failure.
 */
export async function readFolder(given: string, held: Entry | undefined, now: Date, ports: Files): Promise<ReadFolder> {
  const folder = resolve(given);
  const readAt = now.toISOString();
  const stamp = await stampOf(folder, ports);
  if ((await ports.files.modified(join(folder, CONNECTOR_FILE))) === undefined)
    return {
      entry: {
        ...(held ?? empty(folder)),
        folder,
        readAt,
        state: { ...(held?.state ?? NOTHING), condition: "gone", stamp: "" },
      },
    };
  try {
    const own = held?.state.stamp === stamp ? { ...held, streams: undefined } : await readOwnFiles(folder, ports);
    const { staged } = await readRecord(folder, ports);
    const builtAt = await ports.files.modified(join(folder, BUILD_FILE));
    const probe = await readProbe(folder, ports);
    const state: FolderState = {
      ...picked(own.state),
      condition: staged === undefined ? "there" : "unfinished",
      ...(builtAt !== undefined && { builtAt: new Date(builtAt).toISOString() }),
      projects: await readProjects(folder, ports),
      ...(probe && { probe }),
      stamp,
    };
    const { identity, name, title } = own;
    return { entry: { folder, identity, name, title, readAt, state }, ...(own.streams && { streams: own.streams }) };
  } catch (cause) {
    const problem = scrubbed(cause instanceof Failure ? cause.message : `it can't be read: ${String(cause)}`);
    const before = held ?? {
      ...empty(folder),
      name: scrubbed((await readDocumentList(folder, ports)).name ?? basename(folder)),
    };
    return {
      entry: {
        ...before,
        folder,
        readAt,
        state: { ...(held?.state ?? NOTHING), condition: "unreadable", problem, stamp: "" },
      },
    };
  }
}

function picked({
  source,
  streams,
  questions,
  documents,
  documentsDigest,
  pending,
}: OwnFiles["state"]): OwnFiles["state"] {
  return { source, streams, questions, documents, documentsDigest, pending };
}

const NOTHING: FolderState = {
  condition: "there",
  source: { kind: "http", at: "" },
  streams: { built: 0, all: 0 },
  projects: [],
  questions: [],
  documents: [],
  documentsDigest: "",
  pending: false,
  stamp: "",
};

function empty(folder: string): NewEntry {
  return { folder, identity: "", name: basename(folder), title: basename(folder), readAt: "", state: NOTHING };
}

/** Whether what says all of this is still the same: times to the millisecond. */
async function stampOf(folder: string, ports: Files): Promise<string> {
  const paths = [CONNECTOR_FILE, EVIDENCE_FILE, OVERRIDES_FILE, DOCUMENTS_FILE, BUILD_FILE, PROBE_FILE];
  const times = await Promise.all(paths.map((path) => ports.files.modified(join(folder, path))));
  return `2 ${times.map((time) => time ?? "-").join(" ")}`;
}

/** Whether a folder was built, edited, moved or brought back since it was read. Verifications tell of themselves. */
export async function hasChanged({ folder, state }: Entry, ports: Files): Promise<boolean> {
  const isGone = (await ports.files.modified(join(folder, CONNECTOR_FILE))) === undefined;
  if (isGone || state.condition === "gone") return isGone !== (state.condition === "gone");
  return state.condition === "unreadable" || (await stampOf(folder, ports)) !== state.stamp;
}

async function readOwnFiles(folder: string, ports: Files): Promise<OwnFiles> {
  const text = (await readText(join(folder, CONNECTOR_FILE), ports)) ?? "";
  const { model } = parseConnector(text, join(folder, CONNECTOR_FILE));
  const overrides = await readFolderOverrides(folder, ports);
  const evidence = await readEvidence(folder, ports);
  const questions = openQuestionsOf(model, evidence.questions, overrides);
  const list = await readDocumentList(folder, ports);
  const source = sourceOf(model);
  return {
    identity: sha256(JSON.stringify([model.name, source.kind, source.at])),
    name: model.name,
    title: scrubbed(model.title),
    state: {
      source,
      streams: { built: model.streams.filter(({ selected }) => selected).length, all: model.streams.length },
      questions: questions.map(questionState),
      documents: list.documents.map(documentState),
      documentsDigest: documentsDigest(list),
      pending: await isPending(folder, ports),
    },
    streams: streamLines(model, evidence.findings, questions, overrides),
  };
}

/** Of what a connector was made from; the same documents elsewhere have the same. */
export function documentsDigest({ documents }: DocumentList): string {
  return sha256(
    documents
      .map((document) => document.sha256)
      .sort()
      .join("\n"),
  );
}

function sourceOf({ source }: ConnectorModel): FolderState["source"] {
  switch (source.kind) {
    case "http":
      return { kind: "http", at: scrubbed(source.baseUrl) };
    case "database":
      return { kind: "database", at: source.dialect };
    case "file":
      return { kind: "file", at: scrubbed(source.location) };
    default:
      return source satisfies never;
  }
}

/** Without an answer to these, records are missing or can't be asked for. */
const HOLDING_BACK: ReadonlySet<string> = new Set(["auth", "base-url", "records", "pagination", "parents", "inputs"]);

function questionState({ id, about, question, candidates, settledBy, affected }: OpenQuestion): OpenQuestionState {
  return {
    id,
    about,
    question: scrubbed(question),
    candidates: candidates.map(({ value, confidence, because }) => ({
      value: scrubbedJson(value),
      confidence,
      because: scrubbed(because),
    })),
    settledBy: scrubbed(settledBy),
    affected,
    holdsBackData: affected.length > 0 && HOLDING_BACK.has(about),
  };
}

function documentState(document: DocumentList["documents"][number]): DocumentState {
  const { name, origin, sha256: hash, format, modified } = document;
  return {
    name: scrubbed(name),
    origin: scrubbed(origin),
    sha256: hash,
    ...(typeof format === "string" && { format }),
    ...(typeof modified === "string" && { modified }),
  };
}

/** Whether `overrides.yaml` was changed since the last analysis heeded it. */
async function isPending(folder: string, ports: Files): Promise<boolean> {
  const text = await readText(join(folder, OVERRIDES_FILE), ports);
  const { overrides: heeded } = await readRecord(folder, ports);
  return text !== undefined && heeded !== undefined && heeded !== sha256(text);
}
