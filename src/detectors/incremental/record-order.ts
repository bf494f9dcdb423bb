import type { OperationFact } from "../../evidence/http-facts.ts";
import { withoutMarkup } from "../pagination/request-levers.ts";
import { type Subject, subjectsOfText } from "./time-vocabulary.ts";

const SORTED = /\b(sorted|ordered|returned|listed|sort(s|ing)?)\b[^.]{0,120}/i;
const NEWEST =
  /\b(reverse[- ]chronological|descending|most recent(ly)?( \w+){0,4} (first|appear)|newest( \w+){0,2} first|latest first)\b/i;
const OLDEST = /\b(oldest( \w+){0,2} first|ascending|(?<!reverse[- ])chronological)\b/i;

/** The records' order by the cursor, where the operation's description promises one. */
export function orderOf({ description }: OperationFact, subject: Subject): "asc" | "desc" | undefined {
  const sentence = SORTED.exec(withoutMarkup(description ?? ""))?.[0];
  if (!sentence) return undefined;
  const about = subjectsOfText(sentence)[0];
  if (about !== undefined && about !== subject) return undefined;
  if (about === undefined && subject === "updated") return undefined;
  if (NEWEST.test(sentence)) return "desc";
  return OLDEST.test(sentence) ? "asc" : undefined;
}
