import type { ConnectorModel } from "../model/connector-model.ts";
import type { Stream } from "../model/stream.ts";
import type { SimulatedRecord, SimulatedSource } from "../simulate/simulated-source.ts";
import type { Framework } from "./framework.ts";

/** The source, with its records as the framework's loads hold them. */
export function asLoaded(source: SimulatedSource, model: ConnectorModel, framework: Framework): SimulatedSource {
  const { asLoaded: form } = framework;
  if (model.source.kind !== "database" || !form) return source;
  const streams = new Map(model.streams.map((stream) => [stream.name, stream]));
  const told = (name: string, records: readonly SimulatedRecord[]) => {
    const stream = streams.get(name);
    return stream ? records.map((record) => form(stream, record)) : records;
  };
  return {
    ...source,
    get records() {
      return Object.fromEntries(Object.entries(source.records).map(([name, held]) => [name, told(name, held)]));
    },
    advance: (name, count, options) => told(name, source.advance(name, count, options)),
  };
}

/** Fields that are times, as a column of times gives them back: in UTC, with no, three or six digits of a second. */
export function withMoments({ schema }: Stream, record: SimulatedRecord): SimulatedRecord {
  return Object.fromEntries(
    Object.entries(record).map(([field, value]) => {
      const isTime = schema.properties?.[field]?.format === "date-time";
      return [field, isTime && typeof value === "string" ? moment(value) : value];
    }),
  );
}

function moment(text: string): string {
  const [, start = "", digits = ""] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?\+00:00$/.exec(text) ?? [];
  if (start === "") return text;
  const micro = digits.padEnd(6, "0");
  const kept = /^0*$/.test(micro) ? "" : micro.endsWith("000") ? micro.slice(0, 3) : micro;
  return `${start}${kept === "" ? "" : `.${kept}`}Z`;
}
