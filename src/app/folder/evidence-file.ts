import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Candidate, Evidence, Finding } from "../../evidence/finding.ts";
import type { Question } from "../../evidence/question.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { sha256 } from "./file-text.ts";

export interface EvidenceFile {
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  /** What the user decided that doesn't fit the documents; absent: all fits. */
  readonly misfits?: readonly Diagnostic[];
}

/** What a signal says, without the place: said of many streams alike. */
type Saying = Pick<Evidence, "weight" | "says"> & { readonly quote?: string | undefined };

interface CandidateInFile extends Omit<Candidate, "evidence" | "against"> {
  /** `records/list-name:1f3a5c70 openapi.json#/paths/…`: a saying, and where it was read. In files of before, whole. */
  readonly evidence: readonly (string | Evidence)[];
  readonly against?: readonly (string | Evidence)[];
}

interface FindingInFile extends CandidateInFile, Pick<Finding, "about" | "stream"> {
  readonly rivals?: readonly CandidateInFile[];
}

interface WrittenFile extends Omit<EvidenceFile, "findings"> {
  readonly sayings?: Readonly<Record<string, Saying>>;
  readonly findings: readonly FindingInFile[];
}

/** The text of an `evidence.json`: what signals say once each, a line for each candidate. */
export function printEvidence({ findings, ...rest }: EvidenceFile): string {
  const sayings = createSayings();
  const lines = findings.map((finding) => findingLines(finding, sayings));
  const more = Object.entries(rest).map(([key, value]) => `,\n"${key}": ${listLines(value)}`);
  return `{\n"sayings": ${sayings.print()},\n"findings": ${listOf(lines)}${more.join("")}\n}\n`;
}

/** What `printEvidence` wrote, or the JSON of an `EvidenceFile`. Errors: throws where it is no JSON. */
export function parseEvidence(text: string): EvidenceFile {
  const { sayings = {}, findings, ...rest }: WrittenFile = JSON.parse(text);
  const candidate = ({ value, confidence, evidence, against = [] }: CandidateInFile): Candidate => ({
    value,
    confidence,
    evidence: evidence.map((one) => evidenceOf(one, sayings)),
    against: against.map((one) => evidenceOf(one, sayings)),
  });
  return {
    findings: findings.map(({ about, stream, rivals = [], ...own }) => ({
      about,
      ...(stream !== undefined && { stream }),
      ...candidate(own),
      rivals: rivals.map(candidate),
    })),
    ...rest,
  };
}

function findingLines({ about, stream, rivals, ...own }: Finding, sayings: Sayings): string {
  const head = JSON.stringify({ about, stream, ...candidateInFile(own, sayings) });
  if (rivals.length === 0) return head;
  const others = rivals.map((rival) => JSON.stringify(candidateInFile(rival, sayings)));
  return `${head.slice(0, -1)},"rivals":[\n ${others.join(",\n ")}]}`;
}

function candidateInFile({ value, confidence, evidence, against }: Candidate, { refer }: Sayings): CandidateInFile {
  const said = { value, confidence, evidence: evidence.map(refer) };
  return against.length === 0 ? said : { ...said, against: against.map(refer) };
}

const listLines = (values: readonly unknown[]): string => listOf(values.map((value) => JSON.stringify(value)));

const listOf = (lines: readonly string[]): string => (lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`);

interface Sayings {
  readonly refer: (evidence: Evidence) => string;
  print(): string;
}

interface Named {
  readonly weight: number;
  readonly quote: string | undefined;
  readonly name: string;
}

/** Each under the name of its signal and a hash of its words, so that it stays when others come and go. */
function createSayings(): Sayings {
  const bySignal = new Map<string, Map<string, Named[]>>();
  const texts = new Map<string, string>();
  const nameOf = (signal: string, text: string): string => {
    const hash = sha256(text);
    const short = `${signal}:${hash.slice(0, 8)}`;
    const name = (texts.get(short) ?? text) === text ? short : `${signal}:${hash}`;
    texts.set(name, text);
    return name;
  };
  return {
    refer: ({ signal, weight, says, quote, at }) => {
      const bySays = bySignal.get(signal) ?? new Map<string, Named[]>();
      bySignal.set(signal, bySays);
      const alike = bySays.get(says) ?? [];
      bySays.set(says, alike);
      let held = alike.find((one) => one.weight === weight && one.quote === quote);
      if (!held) {
        held = { weight, quote, name: nameOf(signal, JSON.stringify({ weight, says, quote } satisfies Saying)) };
        alike.push(held);
      }
      return at ? `${held.name} ${placeText(at)}` : held.name;
    },
    print: () => {
      const sorted = [...texts].sort(([one], [other]) => (one < other ? -1 : 1));
      return `{\n${sorted.map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(",\n")}\n}`;
    },
  };
}

function evidenceOf(one: string | Evidence, sayings: Readonly<Record<string, Saying>>): Evidence {
  if (typeof one !== "string") return one;
  const [, name = one, place] = /^(\S+) (.*)$/s.exec(one) ?? [];
  const { weight, says, quote } = sayings[name] ?? { weight: 0, says: name };
  return {
    signal: name.slice(0, name.lastIndexOf(":")),
    weight,
    says,
    ...(place !== undefined && { at: placeOf(place) }),
    ...(quote !== undefined && { quote }),
  };
}

/** A document's name may hold the mark that ends it. */
function placeText({ document, pointer }: SourceRef): string {
  return `${/[%#]/.test(document) ? document.replace(/[%#]/g, encodeURIComponent) : document}#${pointer}`;
}

function placeOf(text: string): SourceRef {
  const end = text.indexOf("#");
  return { document: decodeURIComponent(text.slice(0, end)), pointer: text.slice(end + 1) };
}
