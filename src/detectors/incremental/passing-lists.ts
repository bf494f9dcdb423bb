import type { Evidence } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { rememberedOf } from "../remembered.ts";
import { pathSegments } from "../streams/path-shape.ts";
import { singular } from "../streams/words.ts";

const KINDS: readonly { readonly id: string; readonly word: RegExp; readonly says: string }[] = [
  {
    id: "incremental/planned",
    word: /^(forecast|projection|arrival|departure|upcoming|future|next|holiday|calendar|schedule|timetable|fixture|lineup|racecard|reminder)$/,
    says: "records tell of what is to come, and may be changed until it does",
  },
  {
    id: "incremental/ranked",
    word: /^(top|trending|popular|best|most\w*|featured|recommend(ed|ation)|similar|related)$/,
    says: "the list is a ranking, which older records may enter",
  },
];

/** Of the path, as many words say what its records are. */
const STEPS = 2;

/** By the time that a record of such a list tells, without a time of its own change, nothing can be said to be old. */
export const passingList: (stream: ListedStream) => Evidence | undefined = rememberedOf(({ operation }) => {
  const steps = pathSegments(operation.path).filter(({ kind }) => kind === "text");
  const words = steps.slice(-STEPS).flatMap((step) => step.words.map(singular));
  const kind = KINDS.find(({ word }) => words.some((one) => word.test(one)));
  return kind && { signal: kind.id, weight: 0.6, says: kind.says, at: operation.at };
});
