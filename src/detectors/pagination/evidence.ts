import type { Evidence } from "../../evidence/finding.ts";
import type { Pointer } from "./answer-pointers.ts";
import type { AnswerSignal } from "./answer-vocabulary.ts";
import type { LeverRole } from "./parameter-vocabulary.ts";
import type { ProseSignal } from "./prose-signals.ts";
import type { Lever } from "./request-levers.ts";
import type { HeaderRole, PagingHeader } from "./response-headers.ts";

const LEVER_WORDS = {
  page: "a page number",
  offset: "how many records to skip",
  cursor: "a token from the previous answer",
  "last-record": "the last record that was read",
  size: "how many records to give",
} as const satisfies Record<LeverRole, string>;

const POINTER_WORDS = {
  "next-url": "the address of the next page",
  "next-cursor": "a token for the next page",
  "next-page": "the number of the next page",
  "has-more": "whether there is more",
  "is-last": "whether this is the last page",
  "total-items": "the number of records in all",
  "total-pages": "the number of pages",
  echo: "a page's place in the list",
} as const satisfies Record<AnswerSignal["role"], string>;

const HEADER_WORDS = {
  link: "links to other pages",
  "next-cursor": "a token for the next page",
  "next-page": "the next page",
  "total-items": "the number of records in all",
  "total-pages": "the number of pages",
  sign: "a page's place in the list",
} as const satisfies Record<HeaderRole, string>;

const QUOTED = 160;

/** `weight`: where the signal supports a value rather than being its heart. */
export function leverEvidence(lever: Lever, weight = lever.weight): Evidence {
  return {
    signal: lever.signal,
    weight,
    says: `the ${lever.param.in} parameter "${lever.param.name}" is ${LEVER_WORDS[lever.role]}`,
    at: lever.at,
    ...quoted(lever.description),
  };
}

export function pointerEvidence(pointer: Pointer, weight = pointer.weight): Evidence {
  return {
    signal: pointer.signal,
    weight,
    says: `the answer's field "${pointer.path.join(".")}" is ${POINTER_WORDS[pointer.role]}`,
    at: pointer.at,
    ...quoted(pointer.description),
  };
}

export function headerEvidence(header: PagingHeader, weight = header.weight): Evidence {
  return {
    signal: header.signal,
    weight,
    says: `the response header "${header.name}" holds ${HEADER_WORDS[header.role]}`,
    at: header.at,
    ...quoted(header.description),
  };
}

export function proseEvidence(prose: ProseSignal, weight = prose.weight): Evidence {
  const who = prose.about === "api" ? "the API's description" : "the operation's description";
  return { signal: prose.signal, weight, says: `${who} speaks of paging`, at: prose.at, ...quoted(prose.quote) };
}

function quoted(text: string): { quote?: string } {
  if (text === "") return {};
  return { quote: text.length > QUOTED ? `${text.slice(0, QUOTED - 1)}…` : text };
}
