import { plainText } from "./blocks.ts";
import { isPart, type Role, roleOf } from "./labels.ts";
import type { Part } from "./scopes.ts";

/** A part of what tells of an endpoint, with what the words above it say that it is. */
export interface Captioned {
  readonly part: Part;
  readonly role: Role | undefined;
  /** The status that is told right above it. */
  readonly status: string | undefined;
  /** The words right above it. */
  readonly caption: string;
  /** A sample of a request stands right above it. */
  readonly followsRequest: boolean;
}

const LONGEST_CAPTION = 300;
const STATUS = /\b([1-5]\d\d|[45]xx)\b/i;

export function captioned(parts: readonly Part[]): readonly Captioned[] {
  let above: Above = NOTHING;
  let section = parts[0]?.section;
  return parts.flatMap((part): Captioned[] => {
    if (part.section !== section) above = NOTHING;
    section = part.section;
    const { block } = part;
    if (block.kind === "paragraph") {
      above = { ...above, ...saidIn(plainText(block.words), above.status) };
      return [];
    }
    const { caption, status, followsRequest } = above;
    const isRequest = block.kind === "code" && /\bcurl\b|^\s*(?:GET|POST|PUT|PATCH|DELETE) /.test(block.text);
    above = { caption: isRequest ? caption : "", status, followsRequest: isRequest };
    return [{ part, role: roleAt(caption, part), status: statusOf(part, caption) ?? status, caption, followsRequest }];
  });
}

type Above = Pick<Captioned, "caption" | "status" | "followsRequest">;
const NOTHING: Above = { caption: "", status: undefined, followsRequest: false };

function saidIn(text: string, before: string | undefined): Pick<Above, "caption" | "status"> {
  const caption = text.length <= LONGEST_CAPTION ? text : lastSentence(text);
  const told = STATUS.exec(text)?.[1];
  const isStatus = told !== undefined && /\b(?:code|status|response|returns?|http)\b|^\W*\d/i.test(text);
  return { caption, status: isStatus ? told : before };
}

/** Captions say more than headings, near headings more than far ones. */
function roleAt(caption: string, { trail }: Part): Role | undefined {
  const isCaption =
    caption !== "" &&
    (caption.length < 80 || /:\s*$/.test(caption) || /\b(?:following|below|like this|example|format)\b/i.test(caption));
  const own = isCaption ? roleOf(caption) : undefined;
  if (own) return own;
  for (const title of [...trail].reverse()) {
    const told = roleOf(title);
    if (
      told &&
      (isPart(title) || told === "none" || /\b(?:param\w*|response|request|attributes?|fields|example)\b/i.test(title))
    )
      return told;
  }
  return undefined;
}

function statusOf({ trail }: Part, caption: string): string | undefined {
  const told = STATUS.exec(caption)?.[1];
  return told ?? STATUS.exec(trail.at(-1) ?? "")?.[1];
}

function lastSentence(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+/);
  const last = sentences.at(-1) ?? "";
  return last.length <= LONGEST_CAPTION ? last : "";
}
