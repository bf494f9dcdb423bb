import type { Stream } from "../../../model/stream.ts";
import { untilLosses } from "../../cursor-expressions.ts";
import type { Loss } from "../../target.ts";

/** What a tap can't hold as the model has it. */
export function losses(streams: readonly Stream[]): Loss[] {
  return streams.flatMap((stream) => [...keyLosses(stream), ...untilLosses(stream)]);
}

function keyLosses({ name, primaryKey }: Stream): Loss[] {
  const nested = primaryKey.find((key) => key.length > 1);
  if (!nested) return [];
  return [
    {
      path: `streams.${name}.primaryKey`,
      lost: `the key ${nested.join(".")}: Singer's keys are fields of the record itself`,
      instead: "the stream has no key; a loader appends its records",
    },
  ];
}
