import { timeFilters } from "../../detectors/incremental/request-filters.ts";
import { answerFields } from "../../detectors/pagination/answer-fields.ts";
import { observePointers } from "../../detectors/pagination/answer-pointers.ts";
import { leversOf, requestFields } from "../../detectors/pagination/request-levers.ts";
import { successAnswer } from "../../detectors/records/success-answer.ts";
import type { Side } from "../../drift/change.ts";
import type { DetectedSource } from "../analyse.ts";

/** One version of a source's documents, as a comparison of two looks at it. */
export function documentSide({ facts, detection }: DetectedSource): Side {
  const streams = new Map(detection.streams.map((stream) => [stream.operation, stream]));
  return {
    facts,
    detection,
    answer(operation) {
      const answer = successAnswer(operation);
      return answer.kind === "data" ? answer : undefined;
    },
    spotted(operation) {
      const stream = streams.get(operation);
      const pointers = stream ? observePointers(answerFields(stream), stream.recordsPath ?? []) : [];
      return {
        levers: leversOf(operation).flatMap(({ role, param }) => (role === "size" ? [] : [param])),
        pointers: pointers.flatMap(({ role, path, from }) => (from === "schema" && /^next/.test(role) ? [path] : [])),
        filters: timeFilters(requestFields(operation)).flatMap(({ bound, param }) => (bound === "from" ? [param] : [])),
      };
    },
  };
}
