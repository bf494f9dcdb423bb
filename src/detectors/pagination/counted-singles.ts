import type { Evidence } from "../../evidence/finding.ts";
import type { HttpFacts, OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { rememberedOf } from "../remembered.ts";

/**
 * Records that can only be had one by one, by a number: the same answer comes without the number (the newest one),
 * and no list tells which numbers there are. Reading one of them would pass for reading all.
 */
export function countedSingle(stream: ListedStream, streams: readonly ListedStream[], facts: HttpFacts): Evidence[] {
  const { operation } = stream;
  const number = operation.parameters.find(
    ({ in: place, schema }) => place === "path" && schema.types.some((type) => type === "integer" || type === "number"),
  );
  const shape = number ? shapeOf(answerOf(operation)) : "";
  if (!number || shape === "") return [];
  const without = operation.path.replace(`/{${number.name}}`, "");
  const newest = facts.operations.find(({ method, path }) => method === "GET" && path === without);
  if (!newest || shapeOf(answerOf(newest)) !== shape) return [];
  if (streams.some(({ many, record }) => many && shapeOf(record) === shape)) return [];
  return [
    {
      signal: "pagination/counted-singles",
      weight: 0.7,
      says: `records are had one by one by "${number.name}", the newest also from ${without}; no list tells which there are`,
      at: number.at,
    },
  ];
}

function answerOf({ responses }: OperationFact): SchemaView | undefined {
  return responses.find(({ status }) => status.startsWith("2"))?.content[0]?.schema;
}

function shapeOf(schema: SchemaView | undefined): string {
  return schema ? shapeOfView(schema) : "";
}

const shapeOfView: (schema: SchemaView) => string = rememberedOf(({ properties }) => [...properties.keys()].join(" "));
