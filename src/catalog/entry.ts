/** What the catalog knows of one connector. The folder is the truth; all of this can be read from it again. */
export interface Entry {
  readonly id: string;
  /** Absolute. */
  readonly folder: string;
  /** What the connector is, wherever it lies: a moved folder is found again by it. */
  readonly identity: string;
  readonly name: string;
  readonly title: string;
  /** ISO 8601, as all times here. */
  readonly addedAt: string;
  /** When the folder was last read. */
  readonly readAt: string;
  readonly state: FolderState;
}

export type NewEntry = Omit<Entry, "id" | "addedAt">;

/** A connector's folder, as it was when it was last read. */
export interface FolderState {
  /** unfinished: a build was cut off there. unreadable: `problem` says why. */
  readonly condition: "there" | "gone" | "unfinished" | "unreadable";
  readonly problem?: string;
  readonly source: { readonly kind: "http" | "database" | "file"; readonly at: string };
  readonly builtAt?: string;
  readonly streams: { readonly built: number; readonly all: number };
  readonly projects: readonly ProjectState[];
  readonly questions: readonly OpenQuestionState[];
  readonly documents: readonly DocumentState[];
  /** Of the documents' hashes: a check speaks of the documents that were there then. */
  readonly documentsDigest: string;
  /** What the live source said when it was last asked; absent: it never was. */
  readonly probe?: ProbeState;
  /** `overrides.yaml` says what the last build hasn't heeded. */
  readonly pending: boolean;
  /** Of the sizes and times of the files that say all this: unchanged, they needn't be read again. */
  readonly stamp: string;
}

/** One target's generated project. */
export interface ProjectState {
  readonly target: string;
  readonly version?: string;
  /** Made from another `connector.yaml` than the one that is there. */
  readonly outdated: boolean;
  /** Generated files that were edited since, the first of them. */
  readonly edited: readonly string[];
  readonly editedCount: number;
  readonly verification?: Verification;
}

/** The report that lies beside the project. */
export interface Verification {
  readonly at: string;
  readonly framework: string;
  /** Whether the project is still the one that was verified. */
  readonly isOfThisBuild: boolean;
  readonly streams: number;
  readonly sampled: boolean;
  readonly verdicts: readonly RecordedVerdict[];
}

/** The report of a few requests to the live source: the facts' witness, as a verification is the code's. */
export interface ProbeState {
  readonly at: string;
  readonly requests: number;
  readonly probed: readonly ProbedFact[];
}

export interface ProbedFact {
  readonly about: string;
  /** Absent: of the whole source. */
  readonly stream?: string;
  readonly outcome: "confirmed" | "contradicted" | "untried";
  readonly detail: string;
}

/** One property that a project was tried on. */
export interface RecordedVerdict {
  readonly property: string;
  readonly stream?: string;
  readonly outcome: "pass" | "fail" | "not-applicable";
  readonly detail: string;
}

export interface OpenQuestionState {
  readonly id: string;
  readonly about: string;
  readonly question: string;
  readonly candidates: readonly { readonly value: string; readonly confidence: number; readonly because: string }[];
  readonly settledBy: string;
  /** Built streams that can't be trusted before it is answered. */
  readonly affected: readonly string[];
  /** While it is open, records may be missing; other questions cost time or comfort. */
  readonly holdsBackData: boolean;
}

export interface DocumentState {
  readonly name: string;
  /** Without credentials. */
  readonly origin: string;
  readonly sha256: string;
  readonly format?: string;
  readonly modified?: string;
}

/** One stream, in words, for a list of thousands. */
export interface StreamLine {
  readonly name: string;
  readonly title?: string;
  readonly request: string;
  readonly built: boolean;
  readonly key: string;
  readonly paging: string;
  readonly cursor: string;
  readonly parents: readonly string[];
  /** 0 to 1 by what it is about; absent: decided by the user, or nothing is known. */
  readonly confidence: Readonly<Record<string, number>>;
  readonly questions: number;
}
