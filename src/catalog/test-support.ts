import type { Entry, FolderState, ProjectState, Verification } from "./entry.ts";
import type { CatalogEvent, EventBody } from "./event.ts";

/** A connector that nothing is wrong with; tests say what is. */
export function anEntry(state: Partial<FolderState> = {}, more: Partial<Entry> = {}): Entry {
  return {
    id: "1",
    folder: "/connectors/acme",
    identity: "acme at its address",
    name: "acme",
    title: "Acme",
    addedAt: "2026-01-01T00:00:00.000Z",
    readAt: "2026-01-01T00:00:00.000Z",
    state: {
      condition: "there",
      source: { kind: "http", at: "https://api.acme.com" },
      builtAt: "2026-01-01T00:00:00.000Z",
      streams: { built: 2, all: 3 },
      projects: [aProject()],
      questions: [],
      documents: [{ name: "acme.yaml", origin: "acme.yaml", sha256: "a" }],
      documentsDigest: "as built",
      pending: false,
      stamp: "",
      ...state,
    },
    ...more,
  };
}

export function aProject(more: Partial<ProjectState> = {}): ProjectState {
  return {
    target: "singer",
    version: "0.1.0",
    outdated: false,
    edited: [],
    editedCount: 0,
    verification: aVerification(),
    ...more,
  };
}

export function aVerification(more: Partial<Verification> = {}): Verification {
  return {
    at: "2026-01-01T00:00:00.000Z",
    framework: "singer-sdk 0.54.9",
    isOfThisBuild: true,
    streams: 2,
    sampled: false,
    verdicts: [{ property: "every-record-once", outcome: "pass", detail: "all of them" }],
    ...more,
  };
}

export function anEvent(body: EventBody, id = 1): CatalogEvent {
  return { id, connector: "1", at: "2026-01-02T00:00:00.000Z", by: "hand", milliseconds: 10, ...body };
}

export function aCheck(
  more: { breaking?: number; risky?: number; additive?: number; documentsDigest?: string } = {},
): EventBody {
  return {
    kind: "checked",
    against: [],
    compared: 2,
    breaking: 0,
    risky: 0,
    additive: 0,
    documentsDigest: "as built",
    ...more,
  };
}
