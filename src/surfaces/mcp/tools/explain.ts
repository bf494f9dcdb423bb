import type { PlacedCandidate, PlacedEvidence, PlacedFinding } from "../../../app/folder/evidence-places.ts";
import type { Ports } from "../../../app/ports.ts";
import { firstOf, inShort, oneLine, pageOfItems } from "../answer-size.ts";
import {
  CONNECTOR,
  FROM_DOCUMENT,
  listOf,
  objectOf,
  PAGE_ARGUMENTS,
  type PageArguments,
  pageOf,
  type Schema,
  text,
} from "../schema-parts.ts";
import { defineTool, READS } from "../tool.ts";

interface Given extends PageArguments {
  readonly connector: string;
  readonly place: string;
}

const EVIDENCE_SHOWN = 5;
const RIVALS_SHOWN = 3;

const CONFIDENCE: Schema = { type: "number", description: "0 to 1" };
const CANDIDATE = { confidence: CONFIDENCE, places: listOf(text(), "file:line"), fromDocument: FROM_DOCUMENT };

export const explainTool = defineTool<Given>({
  name: "explain",
  title: "Explain a fact",
  description:
    "Why a connector holds what it holds at a place (streams.<name>, streams.<name>.pagination, source.auth, …): value, confidence, what speaks for and against it with quotations and places, and what else was weighed.",
  effects: READS,
  readsDocuments: false,
  input: objectOf(
    {
      connector: CONNECTOR,
      place: {
        type: "string",
        minLength: 1,
        description: "streams.orders.pagination, streams.orders, source.auth, source",
      },
      ...PAGE_ARGUMENTS,
    },
    "from",
    "limit",
  ),
  output: objectOf({
    place: text(),
    decided: listOf(text(), "What the user decided in overrides.yaml, whatever the findings say"),
    findings: pageOf(objectOf({ about: text(), ...CANDIDATE, rivals: listOf(objectOf(CANDIDATE)) })),
    questions: listOf(text(), "Open questions about it"),
    fromDocument: FROM_DOCUMENT,
  }),
  async run(given, { ports, refuseLinksOut }) {
    const { explain } = await import("../../../app/explain.ts");
    await refuseLinksOut(given.connector);
    const { path, value, decided, findings, questions } = await explain(given.connector, given.place, {
      files: withoutOthers(ports.files),
    });
    return {
      place: oneLine(path),
      decided: [...decided],
      findings: pageOfItems(findings.map(shown), given),
      questions: firstOf(questions.map(({ id }) => id)),
      fromDocument: { value: inShort(value) },
    };
  },
});

/** A connector may have been made from documents elsewhere: what they say is known, and they aren't opened. */
function withoutOthers(files: Ports["files"]): Ports["files"] {
  return { ...files, read: (path) => files.read(path).catch(() => undefined) };
}

function shown(finding: PlacedFinding) {
  return {
    about: finding.about,
    ...candidate(finding),
    rivals: finding.rivals.slice(0, RIVALS_SHOWN).map(candidate),
  };
}

function candidate({ value, confidence, evidence, against }: PlacedCandidate) {
  const places = [...evidence, ...against].flatMap(({ open }) =>
    open ? [oneLine(open.line === undefined ? open.file : `${open.file}:${open.line}`)] : [],
  );
  return {
    confidence,
    places: [...new Set(places)].slice(0, EVIDENCE_SHOWN),
    fromDocument: {
      value: inShort(value),
      for: evidence.slice(0, EVIDENCE_SHOWN).map(said),
      against: against.slice(0, EVIDENCE_SHOWN).map(said),
    },
  };
}

function said({ weight, says, quote }: PlacedEvidence) {
  return { weight, says: oneLine(says), ...(quote !== undefined && { quote: oneLine(quote) }) };
}
