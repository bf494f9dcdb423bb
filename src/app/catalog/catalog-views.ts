import { join } from "node:path";
import type { Entry, OpenQuestionState, ProbedFact, StreamLine } from "../../catalog/entry.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { About } from "../../model/values.ts";
import { EVIDENCE_FILE, readEvidence, readFolderOverrides } from "../folder/connector-folder.ts";
import type { EvidenceFile } from "../folder/evidence-file.ts";
import { type PlacedFinding, placeFindings } from "../folder/evidence-places.ts";
import { overridePlace } from "../folder/override-place.ts";
import type { Ports } from "../ports.ts";
import {
  type ConnectorRow,
  type ConnectorView,
  connectorRow,
  connectorRows,
  connectorView,
  viewOptions,
} from "./connector-views.ts";
import { readAgain } from "./keep-entry.ts";
import { portsFromOrigins } from "./origin-base.ts";
import { hasChanged } from "./read-folder.ts";

/** All that a page shows; every part is read when it is asked for. */
export interface CatalogViews {
  /** Those that need somebody first. */
  connectors(): Promise<readonly ConnectorRow[]>;
  /** By its key. A folder that was built or edited since it was last read is read first. */
  connector(key: string): Promise<ConnectorView | undefined>;
  streams(key: string): Promise<readonly StreamLine[] | undefined>;
  /** Why a stream's facts are believed; without a name, those of the source as a whole. */
  facts(key: string, stream: string | undefined): Promise<FactsView | undefined>;
}

export interface FactsView {
  readonly connector: ConnectorRow;
  /** Absent: the source as a whole. */
  readonly stream?: StreamLine;
  readonly children: readonly string[];
  readonly findings: readonly PlacedFinding[];
  /** What the live source said of it. */
  readonly probed: readonly ProbedFact[];
  /** What the user decided in `overrides.yaml`, whatever the findings say. */
  readonly decided: readonly About[];
  readonly questions: readonly OpenQuestionState[];
  /** Why there are no findings to be shown. */
  readonly problem?: string;
}

/** Readable, and unique: the name, and the beginning of the id. */
export function keyOf({ name, id }: Pick<Entry, "name" | "id">): string {
  return `${name.replace(/[^\w-]+/g, "-").slice(0, 40)}-${id.slice(0, KEY_LENGTH)}`;
}

const KEY_LENGTH = 8;

export function createCatalogViews(store: CatalogStore, ports: Ports): CatalogViews {
  const evidence = createEvidenceCache(ports);
  const entryOf = async (key: string): Promise<Entry | undefined> => {
    const entries = await store.entries();
    const found = entries.find((entry) => keyOf(entry) === key || entry.id === key);
    return found && ((await hasChanged(found, ports)) ? readAgain(found, store, ports) : found);
  };
  const options = () => viewOptions(ports);
  return {
    connectors: () => connectorRows(store, options()),
    async connector(key) {
      const entry = await entryOf(key);
      return entry && connectorView(entry, store, options());
    },
    async streams(key) {
      const entry = await entryOf(key);
      return entry && store.streams(entry.id);
    },
    async facts(key, name) {
      const entry = await entryOf(key);
      if (!entry) return undefined;
      const lines = await store.streams(entry.id);
      const stream = lines.find((one) => one.name === name);
      if (name !== undefined && !stream) return undefined;
      return {
        connector: await connectorRow(entry, store, options()),
        ...(stream && { stream }),
        children: name === undefined ? [] : lines.flatMap((one) => (one.parents.includes(name) ? one.name : [])),
        probed: (entry.state.probe?.probed ?? []).filter((one) => one.stream === name),
        questions: entry.state.questions.filter((question) => asksAbout(question, name)),
        ...(await readFacts(entry.folder, name, evidence, ports)),
      };
    },
  };
}

function asksAbout({ about, id, affected }: OpenQuestionState, stream: string | undefined): boolean {
  return stream === undefined ? id === about : id === `${about}/${stream}` || affected.includes(stream);
}

type ReadEvidence = (folder: string) => Promise<EvidenceFile>;

async function readFacts(
  folder: string,
  stream: string | undefined,
  evidence: ReadEvidence,
  ports: Ports,
): Promise<Pick<FactsView, "findings" | "decided" | "problem">> {
  try {
    const { findings } = await evidence(folder);
    const overrides = await readFolderOverrides(folder, ports);
    const here = findings.filter((finding) => finding.stream === stream);
    const abouts = [...new Set(here.map(({ about }) => about))];
    return {
      findings: await placeFindings(here, folder, await portsFromOrigins(folder, ports)),
      decided: abouts.filter((about) => overridePlace(about, stream).isIn(overrides)),
    };
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    return { findings: [], decided: [], problem: cause.message };
  }
}

/** Of the connectors that were looked at last: the evidence of a large one takes a second to read. */
const CACHED = 3;

function createEvidenceCache(ports: Ports): ReadEvidence {
  const held = new Map<string, { readonly modified: number | undefined; readonly evidence: Promise<EvidenceFile> }>();
  return async (folder) => {
    const modified = await ports.files.modified(join(folder, EVIDENCE_FILE));
    const cached = held.get(folder);
    if (cached && cached.modified === modified) return cached.evidence;
    const evidence = readEvidence(folder, ports);
    held.delete(folder);
    held.set(folder, { modified, evidence });
    for (const oldest of [...held.keys()].slice(0, -CACHED)) held.delete(oldest);
    evidence.catch(() => held.delete(folder));
    return evidence;
  };
}
