import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Stream } from "../../../model/stream.ts";
import { untilLosses } from "../../cursor-expressions.ts";
import type { Loss } from "../../target.ts";
import { parameterOf } from "./settings.ts";

/** What a pipeline can't hold as the model has it. */
export function losses({ settings }: ConnectorModel, streams: readonly Stream[]): Loss[] {
  const renamed = settings.filter(({ name }) => parameterOf(name) !== name);
  return [
    ...renamed.map(({ name }) => ({
      path: `settings.${name}`,
      lost: `the setting's name, which is a word of Python`,
      instead: `it is ${parameterOf(name)} in the configuration`,
    })),
    ...streams.flatMap((stream) => [...keyLosses(stream), ...untilLosses(stream)]),
  ];
}

function keyLosses({ name, primaryKey }: Stream): Loss[] {
  const nested = primaryKey.find((key) => key.length > 1);
  if (!nested) return [];
  return [
    {
      path: `streams.${name}.primaryKey`,
      lost: `the key ${nested.join(".")}: keys are columns, and what is nested is one column`,
      instead: "the table has no key: its rows are not merged",
    },
  ];
}
