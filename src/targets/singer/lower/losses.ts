import type { Stream } from "../../../model/stream.ts";
import type { Loss } from "../../target.ts";

/** What a tap can't hold as the model has it. */
export function losses(streams: readonly Stream[]): Loss[] {
  return streams.flatMap((stream) => [...keyLosses(stream), ...cursorLosses(stream)]);
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

function cursorLosses({ name, incremental }: Stream): Loss[] {
  const request = incremental?.request;
  if (!request?.until || request.until.name !== request.name) return [];
  return [
    {
      path: `streams.${name}.incremental.request.until`,
      lost: `the other end of the filter, which shares the parameter ${request.name}`,
      instead: "records are asked for from the state on, without an end",
    },
  ];
}
